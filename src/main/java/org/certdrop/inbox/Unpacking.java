package org.certdrop.inbox;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.certdrop.files.BoundedFile;
import org.certdrop.files.FileContent;
import org.certdrop.files.NewFile;
import org.certdrop.files.NewLink;
import org.certdrop.files.OpenFolder;
import org.certdrop.home.TypedCommands;
import org.certdrop.submission.Archive;
import org.certdrop.submission.DropKind;
import org.certdrop.submission.Limits;
import org.certdrop.text.Parsed;
import org.certdrop.verdict.Verdict;

/**
 * Puts what an archive holds into the inbox, each file once.
 *
 * <p>All files are first written beside the archive in {@code .work}, under hidden names, then the
 * verdict that names them. With that they are complete, and each goes into the inbox by one link,
 * which replaces nothing there: another replica may unpack at the same time. A kill before the
 * verdict begins again; one after it leaves those files that are still to be moved, no trace of
 * those that were, and one between the two, of which the next try knows by its name and its links.
 */
final class Unpacking {
  private static final String PART = ".unpacked-";
  private static final String MOVING = ".placing-";

  private final TypedCommands typed;

  /**
   * An unpacking.
   *
   * @param typed completes the commands in the verdicts
   */
  Unpacking(TypedCommands typed) {
    this.typed = typed;
  }

  /**
   * Unpacks the archive of a claim, and writes its verdict; one archive after the other, so that no
   * two in this process choose the same names.
   *
   * @param folder the claim's, with the archive in it
   * @throws IOException if the operating system cannot do so now; it may be tried again
   */
  synchronized void unpack(OpenFolder folder, OpenFolder inbox, Verdict verdict)
      throws IOException {
    if (!VerdictFile.tellsOfUnpacking(folder)) {
      List<String> names = writeParts(folder, inbox, verdict.files().get(0));
      VerdictFile.writeUnpacked(folder, verdict, names, typed);
    }
    for (String name : parts(folder)) {
      place(folder, inbox, name);
    }
    inbox.sync();
  }

  private static void place(OpenFolder folder, OpenFolder inbox, String name) throws IOException {
    if (!folder.has(MOVING + name)) {
      if (inbox.has(name)) {
        throw taken(name);
      }
      folder.move(PART + name, folder, MOVING + name);
    }
    try {
      NewLink.move(folder, MOVING + name, inbox, name);
    } catch (FileAlreadyExistsException e) {
      folder.move(MOVING + name, folder, PART + name);
      throw taken(name);
    }
  }

  /** Somebody has just taken the name that was free. The others of the drop wait for this one. */
  private static FileAlreadyExistsException taken(String name) {
    return new FileAlreadyExistsException(name, null, "lies in the inbox already");
  }

  /** Certificates last: with them the drops are complete. */
  private static List<String> parts(OpenFolder folder) throws IOException {
    return folder.names().stream()
        .filter(name -> name.startsWith(PART) || name.startsWith(MOVING))
        .map(name -> name.substring(name.indexOf('-') + 1))
        .sorted(Comparator.comparing(name -> DropKind.of(name) == DropKind.CERTIFICATE))
        .toList();
  }

  private List<String> writeParts(OpenFolder folder, OpenFolder inbox, String archive)
      throws IOException {
    for (String left : parts(folder)) {
      folder.delete(PART + left);
    }
    Map<String, byte[]> files = files(folder, archive);
    String number = freeNumber(files, inbox);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      NewFile.writeDurably(folder, PART + number + file.getKey(), file.getValue());
    }
    folder.sync();
    return files.keySet().stream().map(name -> number + name).toList();
  }

  private static Map<String, byte[]> files(OpenFolder folder, String archive) throws IOException {
    if (BoundedFile.read(folder, archive, Limits.ARCHIVE_BYTES) instanceof FileContent.Bytes whole
        && Archive.read(whole.bytes()) instanceof Parsed.Good<Archive> good) {
      return good.value().files();
    }
    throw new IOException(folder + "/" + archive + " has changed since it was judged");
  }

  /**
   * What goes before each name, so that none is in use: nothing, or a number. It is the same for
   * all, so that what belongs together stays together.
   */
  private static String freeNumber(Map<String, byte[]> files, OpenFolder inbox) throws IOException {
    List<String> used = inbox.names();
    String number = "";
    for (int next = 2; isUsed(number, files, used); next++) {
      number = next + "-";
    }
    return number;
  }

  private static boolean isUsed(String number, Map<String, byte[]> files, List<String> used) {
    return used.stream()
        .anyMatch(
            name -> name.startsWith(number) && files.containsKey(name.substring(number.length())));
  }
}
