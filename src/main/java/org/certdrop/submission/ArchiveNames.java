package org.certdrop.submission;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.certdrop.text.Printable;

/** The names in an archive: which of them are taken at all, and what is made of them. */
final class ArchiveNames {
  /** A name may get a number before it, and be a hidden one, within the 255 of a file system. */
  private static final int LONGEST = 150;

  private static final Pattern ABSOLUTE = Pattern.compile("/.*|[A-Za-z]:.*");
  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f]");
  private static final Pattern OTHER = Pattern.compile("[^\\x00-\\x7f]+");
  private static final Pattern SEPARATOR = Pattern.compile("/");
  private static final Pattern FOLDER_END = Pattern.compile("/$");
  private static final Set<String> LEADING_OUT = Set.of("", ".", "..");

  /** What macOS packs beside the files. */
  private static final String RESOURCES = "__MACOSX";

  private ArchiveNames() {}

  /**
   * A name as it is used here: what is no ASCII becomes an underscore, for nobody knows in which
   * encoding it was written, and every file system has ASCII.
   */
  static String decoded(byte[] octets) {
    String utf8 = new String(octets, UTF_8);
    String text = Arrays.equals(utf8.getBytes(UTF_8), octets) ? utf8 : latin(octets);
    return OTHER.matcher(text).replaceAll("_");
  }

  private static String latin(byte[] octets) {
    return new String(octets, ISO_8859_1);
  }

  /**
   * The files, without folders, hidden ones and the one folder that all others may lie in.
   *
   * @throws MalformedArchiveException if a name leads elsewhere, two are the same, or the files lie
   *     in several folders
   */
  static Map<String, ArchiveEntry> of(List<ArchiveEntry> entries) throws MalformedArchiveException {
    Map<String, ArchiveEntry> files = new LinkedHashMap<>();
    Set<String> folders = new TreeSet<>();
    Set<String> used = new HashSet<>();
    for (ArchiveEntry entry : entries) {
      List<String> path = path(entry);
      if (entry.folder() || isHidden(path)) {
        continue;
      }
      String name = path.get(path.size() - 1);
      if (!used.add(entry.name().toLowerCase(Locale.ROOT))) {
        throw new MalformedArchiveException(
            "holds two files of the name " + Printable.name(name),
            "Ask the sender for a ZIP in which each file has a name of its own, in letters of"
                + " English and digits; large and small letters do not count.");
      }
      folders.add(String.join("/", path.subList(0, path.size() - 1)));
      files.put(name, entry);
    }
    if (folders.size() > 1) {
      throw new MalformedArchiveException(
          "holds files in several folders", "Ask for a ZIP of the files alone, without folders.");
    }
    return files;
  }

  private static List<String> path(ArchiveEntry entry) throws MalformedArchiveException {
    String name = entry.name();
    if (name.indexOf('\\') >= 0 || ABSOLUTE.matcher(name).matches()) {
      throw leadingOut(name);
    }
    if (CONTROL.matcher(name).find()) {
      throw new MalformedArchiveException(
          "holds a name with a control character, " + Printable.quotedName(name));
    }
    List<String> path = List.of(SEPARATOR.split(FOLDER_END.matcher(name).replaceFirst(""), -1));
    if (path.stream().anyMatch(LEADING_OUT::contains)) {
      throw leadingOut(name);
    }
    if (path.get(path.size() - 1).length() > LONGEST) {
      throw new MalformedArchiveException(
          "holds a name of over " + LONGEST + " characters, " + Printable.name(name));
    }
    return path;
  }

  private static MalformedArchiveException leadingOut(String name) {
    return new MalformedArchiveException(
        "holds a name that leads out of it, " + Printable.quotedName(name));
  }

  private static boolean isHidden(List<String> path) {
    return path.stream().anyMatch(part -> part.startsWith(".") || part.equals(RESOURCES));
  }
}
