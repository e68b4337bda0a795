package org.certdrop.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.certdrop.files.Folders;

/**
 * The routes of a home: those of the installation, so that an upgrade brings what it needs. A file
 * in the home's own {@code routes/} takes the place of the installation's of that name, or is
 * added.
 */
public final class RoutesFolder {
  private static final Pattern SPECIAL = Pattern.compile("[?,\\\\]|%[0-9A-Fa-f]{2}|\\{\\{|\\$\\{");

  /** What the names of routes end with. */
  private static final String SUFFIX = ".camel.yaml";

  private final Home home;
  private final Path shipped;

  /**
   * The routes of a home.
   *
   * @param installation the directory of the program
   */
  public RoutesFolder(Home home, Path installation) {
    this.home = home;
    this.shipped = installation.resolve("routes");
  }

  /** The files as Camel wants them: it finds nothing in a folder that is reached through a link. */
  public String pattern() throws IOException {
    return files().values().stream().map(file -> "file:" + file).collect(Collectors.joining(","));
  }

  private Map<String, Path> files() throws IOException {
    Map<String, Path> files = routes(shipped);
    files.putAll(routes(home.routes()));
    return files;
  }

  private static Map<String, Path> routes(Path folder) throws IOException {
    Map<String, Path> routes = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      for (Path file : Folders.children(folder.toRealPath())) {
        if (file.toString().endsWith(SUFFIX)) {
          routes.put(file.getFileName().toString(), file);
        }
      }
    }
    return routes;
  }

  /** Whether the home has a route of its own in a file of this name. */
  public boolean has(String name) throws IOException {
    return routes(home.routes()).containsKey(name);
  }

  /** The names of the home's own files that say other things than the installation's. */
  public List<String> changed() throws IOException {
    Map<String, Path> ours = routes(shipped);
    List<String> changed = new ArrayList<>();
    for (Map.Entry<String, Path> own : routes(home.routes()).entrySet()) {
      Path other = ours.get(own.getKey());
      if (other != null && Files.mismatch(own.getValue(), other) >= 0) {
        changed.add(own.getKey());
      }
    }
    return changed;
  }

  /**
   * Without routes Camel would start, and do nothing; in some paths it would read expressions.
   *
   * @throws StartException if there are none, or none that Camel would find
   */
  public void demandUsable() throws IOException, StartException {
    demandPlainHome(home);
    if (Files.exists(home.routes(), LinkOption.NOFOLLOW_LINKS)
        && !Files.isDirectory(home.routes())) {
      throw new StartException(
          home.routes()
              + " is no folder, or a link that leads to none. Put it right, or take it away: then the"
              + " routes of the installation are used.");
    }
    Map<String, Path> files = files();
    if (files.isEmpty()) {
      throw new StartException(
          "There are no routes in "
              + shipped
              + ", nor in "
              + home.routes()
              + ". Put the folder routes/ of the release back.");
    }
    for (Path file : files.values()) {
      demandPlain("The path of the route ", file);
    }
  }

  /**
   * Refuses a home whose path means something to Camel.
   *
   * @throws StartException if it does
   */
  static void demandPlainHome(Home home) throws StartException {
    demandPlain("The home's path ", home.directory());
  }

  private static void demandPlain(String what, Path path) throws StartException {
    if (SPECIAL.matcher(path.toString()).find()) {
      throw new StartException(
          what
              + path
              + " holds one of ? , \\ {{ ${ or a percent code, which mean something to Camel. Give the"
              + " directory another name.");
    }
  }
}
