package org.certdrop.export;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What lies in a Player-Data folder, seen with the eyes of one who wants to write some files there.
 *
 * @param written the files that certdrop wrote there, as its list has them
 * @param foreign names that are wanted and taken by somebody else's files
 * @param stale names of files of ours that are not wanted any more
 * @param links links to our files, made by certdrop or by c_rehash: name to file
 * @param foreignLinks names of links that lead elsewhere
 * @param hasAll whether every wanted file is there already, octet by octet
 */
record PlayerFolder(
    WrittenFiles written,
    Set<String> foreign,
    Set<String> stale,
    Map<String, String> links,
    Set<String> foreignLinks,
    boolean hasAll) {

  /**
   * Looks at a folder, which need not exist.
   *
   * @param folder the folder Player-Data
   * @param list the list of what certdrop wrote there
   * @param wanted path from the folder to file
   */
  static PlayerFolder of(Path folder, Path list, Map<String, PlayerFile> wanted)
      throws IOException {
    PlayerFolder seen =
        new PlayerFolder(
            WrittenFiles.read(list),
            new TreeSet<>(),
            new TreeSet<>(),
            new HashMap<>(),
            new HashSet<>(),
            hasAll(folder, wanted));
    for (Map.Entry<String, PlayerFile> file : wanted.entrySet()) {
      if (!seen.isFree(folder, file.getKey(), file.getValue())) {
        seen.foreign.add(file.getKey());
      }
    }
    for (String name : seen.written.names()) {
      if (!wanted.containsKey(name) && seen.isOurs(folder, name)) {
        seen.stale.add(name);
      }
    }
    seen.lookAtLinks(folder, wanted.keySet());
    return seen;
  }

  private static boolean hasAll(Path folder, Map<String, PlayerFile> wanted) throws IOException {
    for (Map.Entry<String, PlayerFile> file : wanted.entrySet()) {
      if (!file.getValue().isAt(PlayerFile.place(folder, file.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private boolean isFree(Path folder, String name, PlayerFile file) throws IOException {
    Path path = PlayerFile.place(folder, name);
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    Optional<byte[]> there = PlayerFile.read(path);
    return there.isPresent()
        && (written.holds(name, there.get()) || file.saysTheSameAs(there.get()));
  }

  private boolean isOurs(Path folder, String name) throws IOException {
    Optional<byte[]> there = PlayerFile.read(PlayerFile.place(folder, name));
    return there.isPresent() && written.holds(name, there.get());
  }

  private void lookAtLinks(Path folder, Set<String> wanted) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    DirectoryStream.Filter<Path> hashes = entry -> HashLinks.isName(entry.getFileName().toString());
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, hashes)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        String target = Files.isSymbolicLink(entry) ? Files.readSymbolicLink(entry).toString() : "";
        if (wanted.contains(target) || stale.contains(target) || isGone(folder, target)) {
          links.put(name, target);
        } else {
          foreignLinks.add(name);
        }
      }
    }
  }

  /** Whether it is a file of ours that an export took away before it could take the links away. */
  private boolean isGone(Path folder, String target) {
    return written.names().contains(target)
        && Files.notExists(PlayerFile.place(folder, target), LinkOption.NOFOLLOW_LINKS);
  }
}
