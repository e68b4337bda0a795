package org.certdrop.submission;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * The table of contents at the end of a ZIP archive (APPNOTE 6.3.10, sections 4.3.12 and 4.3.16),
 * and the header before each entry (4.3.7). A program may go by the one or by the other; so both
 * have to say the same, and between the entries there is nothing.
 */
final class ArchiveDirectory {
  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int HEADER = 0x02014b50;
  private static final int HEADER_LENGTH = 46;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int MANY = 0xffff;
  private static final long FAR = 0xffffffffL;

  private final ByteBuffer archive;

  ArchiveDirectory(byte[] archive) {
    this.archive = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Whether a table of contents ends where the archive ends, and lies within it. */
  boolean isComplete() {
    OptionalInt end = end();
    return end.isPresent() && start(end.getAsInt()) + length(end.getAsInt()) <= end.getAsInt();
  }

  private OptionalInt end() {
    int last = archive.limit() - END_LENGTH;
    for (int at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
      if (archive.getInt(at) == END && at + END_LENGTH + word(at + 20) == archive.limit()) {
        return OptionalInt.of(at);
      }
    }
    return OptionalInt.empty();
  }

  private int word(int at) {
    return Short.toUnsignedInt(archive.getShort(at));
  }

  private long length(int end) {
    return Integer.toUnsignedLong(archive.getInt(end + 12));
  }

  private long start(int end) {
    return Integer.toUnsignedLong(archive.getInt(end + 16));
  }

  /**
   * The entries, in the order of the table.
   *
   * @throws MalformedArchiveException if one is not taken, or the archive contradicts itself
   */
  List<ArchiveEntry> entries() throws MalformedArchiveException {
    if (archive.limit() > Limits.ARCHIVE_BYTES) {
      throw new MalformedArchiveException(
          "has " + archive.limit() + " bytes; at most " + Limits.ARCHIVE_BYTES + " are read");
    }
    if (archive.limit() < 4 || !isLocalOrEnd(archive.getInt(0))) {
      throw new MalformedArchiveException("is none: it does not begin as a ZIP does");
    }
    int end =
        end()
            .orElseThrow(
                () ->
                    new MalformedArchiveException(
                        "is cut off: it has no table of contents at its end",
                        "Drop it again, whole; if it came so by mail, ask the sender to send it"
                            + " again."));
    int count = count(end);
    if (start(end) + length(end) != end) {
      throw contradiction("its table of contents is not where it says");
    }
    List<ArchiveHeader> headers = new ArrayList<>();
    int at = (int) start(end);
    for (int number = 0; number < count; number++) {
      if (at + HEADER_LENGTH > end || archive.getInt(at) != HEADER) {
        throw contradiction("its table of contents has fewer entries than it says");
      }
      int next = at + HEADER_LENGTH + word(at + 28) + word(at + 30) + word(at + 32);
      if (next > end) {
        throw contradiction("its table of contents is cut off");
      }
      headers.add(new ArchiveHeader(archive, at));
      at = next;
    }
    if (at != end) {
      throw contradiction("its table of contents has more entries than it says");
    }
    return located(headers, (int) start(end));
  }

  private static boolean isLocalOrEnd(int signature) {
    return signature == ArchiveHeader.LOCAL || signature == END;
  }

  private int count(int end) throws MalformedArchiveException {
    int count = word(end + 10);
    if (count == MANY || start(end) == FAR || length(end) == FAR) {
      throw new MalformedArchiveException("is a ZIP64, which is for what is far larger");
    }
    if (word(end + 4) != 0 || word(end + 6) != 0 || word(end + 8) != count) {
      throw new MalformedArchiveException("is one part of several");
    }
    if (count > Limits.ARCHIVE_ENTRIES) {
      throw new MalformedArchiveException(
          "has " + count + " entries; at most " + Limits.ARCHIVE_ENTRIES + " are read",
          "Ask the sender for a ZIP of the files that belong together, without anything else.");
    }
    return count;
  }

  private List<ArchiveEntry> located(List<ArchiveHeader> headers, int table)
      throws MalformedArchiveException {
    long total = 0;
    for (ArchiveHeader header : headers) {
      header.demandOrdinary();
      total += header.size();
    }
    if (total > Limits.ARCHIVE_BYTES) {
      throw new MalformedArchiveException(
          "unpacks to " + total + " bytes; at most " + Limits.ARCHIVE_BYTES + " are read");
    }
    List<ArchiveHeader> inPlace = new ArrayList<>(headers);
    inPlace.sort(Comparator.comparingLong(ArchiveHeader::offset));
    for (int i = 0; i < inPlace.size(); i++) {
      long next = i + 1 < inPlace.size() ? inPlace.get(i + 1).offset() : table;
      inPlace.get(i).demandSame(Math.min(next, table));
    }
    if (!inPlace.isEmpty() && inPlace.get(0).offset() != 0 || inPlace.isEmpty() && table != 0) {
      throw contradiction("its table of contents leaves out what it begins with");
    }
    return headers.stream().map(ArchiveHeader::entry).toList();
  }

  static MalformedArchiveException contradiction(String what) {
    return new MalformedArchiveException("contradicts itself: " + what);
  }
}
