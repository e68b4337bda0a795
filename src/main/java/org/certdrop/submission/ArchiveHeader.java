package org.certdrop.submission;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import org.certdrop.text.Printable;

/** What the table of contents of a ZIP archive says of one entry. */
final class ArchiveHeader {
  static final int LOCAL = 0x04034b50;
  private static final int LOCAL_LENGTH = 30;
  private static final int HEADER_LENGTH = 46;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  /** Bits of the flags that say that something is encrypted: the content, the strong way, names. */
  private static final int ENCRYPTED = 0x2041;

  /** The sizes follow the content, for the program did not know them before. */
  private static final int SIZES_FOLLOW = 0x0008;

  /** How long what follows the content then is: with and without signature, in two widths. */
  private static final Set<Long> DESCRIPTORS = Set.of(0L, 12L, 16L, 20L, 24L);

  private static final int FILE_TYPE = 0xf000;
  private static final int PLAIN = 0x8000;
  private static final int FOLDER = 0x4000;

  /** No text is packed so well. */
  private static final long RATIO = 200;

  private final ByteBuffer archive;
  private final int at;
  private final byte[] rawName;
  private final String name;

  /** One that lies within the archive at a place. */
  ArchiveHeader(ByteBuffer archive, int at) {
    this.archive = archive;
    this.at = at;
    this.rawName = octets(at + HEADER_LENGTH, word(at + 28));
    this.name = ArchiveNames.decoded(rawName);
  }

  private byte[] octets(int start, int length) {
    return Arrays.copyOfRange(archive.array(), start, start + length);
  }

  private int word(int place) {
    return Short.toUnsignedInt(archive.getShort(place));
  }

  private long number(int place) {
    return Integer.toUnsignedLong(archive.getInt(place));
  }

  private int flags() {
    return word(at + 8);
  }

  private int method() {
    return word(at + 10);
  }

  private long packed() {
    return number(at + 20);
  }

  long size() {
    return number(at + 24);
  }

  /** Where its other header is. */
  long offset() {
    return number(at + 42);
  }

  private boolean isFolder() {
    return name.endsWith("/");
  }

  /** That it is a plain file or a folder, readable, and no bomb. */
  void demandOrdinary() throws MalformedArchiveException {
    if ((flags() & ENCRYPTED) != 0) {
      throw new MalformedArchiveException(
          "is encrypted: " + shown() + " cannot be read without a password",
          "Nothing in it is secret: ask the sender for a ZIP without a password.");
    }
    int type = word(at + 40) & FILE_TYPE;
    if (type != 0 && type != (isFolder() ? FOLDER : PLAIN)) {
      throw new MalformedArchiveException(
          "holds " + shown() + ", which is a link or another special file",
          "Ask the sender for a ZIP of the files themselves.");
    }
    if (method() != STORED && method() != DEFLATED) {
      throw new MalformedArchiveException(
          "holds " + shown() + ", packed by method " + method() + ", which is not Deflate");
    }
    if (size() > RATIO * packed()) {
      throw new MalformedArchiveException(
          "holds "
              + shown()
              + ", whose "
              + packed()
              + " bytes say to unpack to "
              + size()
              + ": no text does");
    }
    if (isFolder() && size() != 0) {
      throw new MalformedArchiveException("holds " + shown() + ", a folder with content");
    }
  }

  /** That the header before its content says the same, and that nothing lies behind that. */
  void demandSame(long next) throws MalformedArchiveException {
    if (offset() + LOCAL_LENGTH > next || archive.getInt((int) offset()) != LOCAL) {
      throw differs();
    }
    int local = (int) offset();
    boolean sizesFollow = (flags() & SIZES_FOLLOW) != 0;
    boolean same =
        word(local + 6) == flags()
            && word(local + 8) == method()
            && (sizesFollow
                || number(local + 14) == number(at + 16)
                    && number(local + 18) == packed()
                    && number(local + 22) == size())
            && start() <= next
            && Arrays.equals(octets(local + LOCAL_LENGTH, word(local + 26)), rawName);
    long rest = next - start() - packed();
    if (!same || !(sizesFollow ? DESCRIPTORS.contains(rest) : rest == 0)) {
      throw differs();
    }
  }

  private MalformedArchiveException differs() {
    return ArchiveDirectory.contradiction(
        "its table of contents says something else of " + shown() + " than lies there");
  }

  private String shown() {
    return Printable.name(name);
  }

  private long start() {
    int local = (int) offset();
    return offset() + LOCAL_LENGTH + word(local + 26) + word(local + 28);
  }

  /** The entry; of a header that was found in order. */
  ArchiveEntry entry() {
    return new ArchiveEntry(
        name,
        isFolder(),
        method() == DEFLATED,
        (int) start(),
        (int) packed(),
        (int) size(),
        number(at + 16));
  }
}
