package org.certdrop.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.certdrop.files.OpenFolder;
import org.certdrop.submission.DropKind;
import org.certdrop.submission.SubmittedFile;
import org.certdrop.x509.Fingerprint;

/** What lies in the open folder of one submission, and which folders are of that kind. */
public final class SubmissionFolder {
  private SubmissionFolder() {}

  /**
   * The names of the entries that certdrop may have made in {@code .work}, {@code accepted} or
   * {@code refused}; what somebody else put there is left out, and what cannot be looked at, too.
   *
   * @throws IOException if the place cannot be listed
   */
  public static List<String> namesIn(OpenFolder place) throws IOException {
    return place.names().stream().filter(name -> isOurs(place, name)).toList();
  }

  /** Whether an entry is one that certdrop may have made. */
  public static boolean isOurs(OpenFolder place, String name) {
    try {
      return SubmissionId.isForm(name) && place.attributes(name).isDirectory();
    } catch (IOException e) {
      return false;
    }
  }

  /** The names of the dropped files in it. */
  public static List<String> droppedNames(OpenFolder folder) throws IOException {
    return folder.names().stream()
        .filter(name -> !name.equals(VerdictFile.NAME) && DropKind.of(name) != DropKind.IGNORED)
        .toList();
  }

  /**
   * Reads files of it, each once.
   *
   * @param ahead what was read of them before
   * @throws java.nio.file.NoSuchFileException if one is not there
   * @throws IOException if the operating system cannot read one now
   */
  public static List<SubmittedFile> files(OpenFolder folder, List<String> names, ReadAhead ahead)
      throws IOException {
    List<SubmittedFile> files = new ArrayList<>();
    for (String name : names) {
      files.add(new SubmittedFile(name, ahead.read(folder, name)));
    }
    return files;
  }

  /**
   * By which contents it was judged, as its verdict says: file name to digest.
   *
   * @throws IOException if there is no verdict, or it cannot be read
   */
  public static Map<String, Fingerprint> judged(OpenFolder folder) throws IOException {
    Map<String, Fingerprint> judged = new HashMap<>();
    for (Map.Entry<String, JsonNode> input :
        RecentVerdicts.read(folder).path("inputs").properties()) {
      Fingerprint.parse(input.getValue().asText())
          .ifPresent(content -> judged.put(input.getKey(), content));
    }
    return judged;
  }

  /** Moves it. Over NFS a rename whose answer was lost says that there is no such file. */
  static void move(String id, OpenFolder from, OpenFolder end) throws IOException {
    try {
      from.move(id, end, id);
    } catch (NoSuchFileException e) {
      if (!end.has(id)) {
        throw e;
      }
    }
  }

  /** Removes it from its place, if nothing at all is in it. */
  static void removeIfEmpty(OpenFolder folder, OpenFolder place) throws IOException {
    if (folder.names().isEmpty()) {
      place.delete(folder.name());
    }
  }
}
