package org.certdrop.submission;

import java.util.LinkedHashMap;
import java.util.Map;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;

/**
 * What a ZIP archive holds, unpacked in memory. Nothing that the archive says of itself is trusted:
 * not its names, not its sizes, and not one table of contents without the other.
 *
 * @param files safe name to content of what certdrop takes, in the order of the archive
 * @param left the same of what it does not take
 */
public record Archive(Map<String, byte[]> files, Map<String, byte[]> left) {

  /**
   * Unpacks an archive.
   *
   * @param archive its octets
   * @return what it holds, at least one file that certdrop takes; or what is wrong with it
   */
  public static Parsed<Archive> read(byte[] archive) {
    try {
      return Parsed.good(unpacked(archive));
    } catch (MalformedArchiveException e) {
      return Parsed.bad(e.getMessage(), e.hint());
    }
  }

  private static Archive unpacked(byte[] archive) throws MalformedArchiveException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    Map<String, byte[]> left = new LinkedHashMap<>();
    for (Map.Entry<String, ArchiveEntry> entry :
        ArchiveNames.of(new ArchiveDirectory(archive).entries()).entrySet()) {
      boolean taken = DropKind.of(entry.getKey()).isTakenFromArchive();
      demandSize(taken, entry.getKey(), entry.getValue());
      (taken ? files : left).put(entry.getKey(), entry.getValue().content(archive));
    }
    if (files.isEmpty()) {
      throw new MalformedArchiveException(
          left.isEmpty()
              ? "holds no file"
              : "holds no file that certdrop takes; the first is " + Printable.name(first(left)),
          "Ask the sender for a ZIP of the certificate and what belongs to it, such as all files of"
              + " certdrop's outbox/registration.");
    }
    return new Archive(files, left);
  }

  private static String first(Map<String, byte[]> left) {
    return left.keySet().iterator().next();
  }

  private static void demandSize(boolean taken, String name, ArchiveEntry entry)
      throws MalformedArchiveException {
    if (taken && entry.size() > Limits.FILE_BYTES) {
      throw new MalformedArchiveException(
          "holds "
              + Printable.name(name)
              + " of "
              + entry.size()
              + " bytes; at most "
              + Limits.FILE_BYTES
              + " are read",
          "A certificate or sidecar takes a few kilobytes: ask the sender for the right file.");
    }
  }
}
