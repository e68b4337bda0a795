package org.certdrop.identity;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.certdrop.text.Printable;

/**
 * The folder of a Fed-BioMed component. Since 6.0 its configuration is {@code etc/config.ini};
 * before, all components of a clone have theirs in one folder {@code etc}, as {@code
 * config_node.ini} and the like.
 */
public final class FedbiomedFolder {
  private static final String HINT =
      "Name the component's folder, or the file config.ini in its folder etc; before 6.0 the file"
          + " config_node.ini or config_researcher.ini in the folder etc of Fed-BioMed's root"
          + " directory.";

  private FedbiomedFolder() {}

  /**
   * Finds a component's configuration.
   *
   * @param place the component's folder, its folder {@code etc}, or the configuration itself
   * @return the configuration's absolute path
   * @throws IdentityException if there is none, or more than one
   * @throws IOException if a folder cannot be read
   */
  public static Path configuration(Path place) throws IdentityException, IOException {
    Path absolute = place.toAbsolutePath().normalize();
    if (!Files.exists(absolute)) {
      throw new IdentityException("There is no file or directory " + shown(absolute) + ".", HINT);
    }
    if (!Files.isDirectory(absolute)) {
      return absolute;
    }
    List<Path> folders = List.of(absolute.resolve("etc"), absolute);
    Optional<Path> usual =
        folders.stream()
            .map(folder -> folder.resolve("config.ini"))
            .filter(Files::exists)
            .findFirst();
    return usual.isPresent() ? usual.get() : only(absolute, named(folders));
  }

  private static Path only(Path place, TreeSet<Path> found) throws IdentityException {
    if (found.isEmpty()) {
      throw new IdentityException(
          shown(place) + " holds no configuration of a Fed-BioMed component.", HINT);
    }
    if (found.size() > 1) {
      throw new IdentityException(
          shown(place)
              + " holds the configurations of several components: "
              + found.stream().map(FedbiomedFolder::shown).collect(Collectors.joining(", "))
              + ".",
          "Name the one of this party's component.");
    }
    return found.first();
  }

  private static TreeSet<Path> named(List<Path> folders) throws IOException {
    TreeSet<Path> found = new TreeSet<>();
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        try (DirectoryStream<Path> configs = Files.newDirectoryStream(folder, "config*.ini")) {
          configs.forEach(found::add);
        }
      }
    }
    return found;
  }

  private static String shown(Path file) {
    return Printable.of(file.toString());
  }
}
