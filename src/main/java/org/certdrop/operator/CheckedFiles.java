package org.certdrop.operator;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.certdrop.submission.Drop;
import org.certdrop.submission.Pairing;

/** Files to check, of any folders: which of them belong together, as they would in an inbox. */
final class CheckedFiles {
  private final Map<Path, Folder> folders = new HashMap<>();

  /** Those of one folder by their names, and the drops that they make. */
  private record Folder(Map<String, Path> files, Map<String, Drop> drops) {
    Folder() {
      this(new LinkedHashMap<>(), new HashMap<>());
    }

    void pair() {
      for (Drop drop : Pairing.of(files.keySet())) {
        drop.names().forEach(name -> drops.put(name, drop));
      }
    }
  }

  CheckedFiles(Collection<Path> files) {
    for (Path file : files) {
      folders
          .computeIfAbsent(folder(file), path -> new Folder())
          .files()
          .putIfAbsent(name(file), file);
    }
    folders.values().forEach(Folder::pair);
  }

  /** One of the files, by its name, and those that belong to it. */
  Map<String, Path> drop(Path file) {
    Folder folder = folders.get(folder(file));
    String name = name(file);
    Map<String, Path> together = new LinkedHashMap<>();
    together.put(name, file);
    Drop drop = folder.drops().get(name);
    List<String> parts = drop == null ? List.of() : drop.names();
    // The same file may have been given twice, under two paths.
    parts.forEach(part -> together.putIfAbsent(part, folder.files().get(part)));
    return together;
  }

  /** A root has none, and is alone. */
  private static Path folder(Path file) {
    Path absolute = file.toAbsolutePath();
    return absolute.getParent() == null ? absolute : absolute.getParent();
  }

  /** The last part of a path; of a root, all of it. */
  static String name(Path file) {
    return file.getFileName() == null ? file.toString() : file.getFileName().toString();
  }
}
