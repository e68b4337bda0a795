package org.certdrop.propagation;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.certdrop.files.BoundedFile;
import org.certdrop.files.FileContent;
import org.certdrop.inbox.SubmissionId;
import org.certdrop.submission.Drop;
import org.certdrop.submission.Limits;

/**
 * Under which names the files of a submission go into another inbox: their own, or, where somebody
 * else's files use the stem, that of the submission's id.
 *
 * @param inbox the other inbox
 * @param waiting what lies in it
 * @param ours which files there are our own
 */
record CopyNames(Path inbox, FilesThere waiting, FilesThere.FileFilter ours) {
  /**
   * Finds names for a drop.
   *
   * @param id the submission's id
   * @param contents name to content of the drop's files, the primary one first
   * @return new name to content, in the same order
   */
  Map<String, byte[]> of(String id, Drop drop, Map<String, byte[]> contents) throws IOException {
    Map<String, byte[]> names = contents;
    String stem = drop.stem();
    for (int number = 1; !isFree(stem, names); number++) {
      stem = SubmissionId.numbered(id, number);
      names = renamed(drop.stem(), stem, contents);
    }
    return names;
  }

  private static Map<String, byte[]> renamed(String from, String to, Map<String, byte[]> contents) {
    Map<String, byte[]> renamed = new LinkedHashMap<>();
    contents.forEach((name, content) -> renamed.put(to + name.substring(from.length()), content));
    return renamed;
  }

  /**
   * A file that a killed copy left under its name is in nobody's way: it is the same, and ours. One
   * of somebody else's would become part of the copy, and could be taken away from it.
   */
  private boolean isFree(String stem, Map<String, byte[]> contents) throws IOException {
    for (String name : waiting.of(stem)) {
      byte[] content = contents.get(name);
      Path there = inbox.resolve(name);
      if (content == null || !isSame(there, content) || !ours.accepts(there)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSame(Path file, byte[] content) throws IOException {
    try {
      return BoundedFile.read(file, Limits.FILE_BYTES) instanceof FileContent.Bytes there
          && Arrays.equals(there.bytes(), content);
    } catch (NoSuchFileException e) {
      return false; // being claimed with what it belongs to
    }
  }
}
