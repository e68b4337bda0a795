package org.certdrop.submission;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** ZIP archives as mail programs make them, and what an attacker makes of those. */
public final class TestArchive {
  /** Where a field of an entry stands, in the table of contents and before the content. */
  public enum Field {
    FLAGS(8, 6),
    METHOD(10, 8),
    CRC(16, 14),
    PACKED(20, 18),
    SIZE(24, 22),
    MODE(40, -1),
    OFFSET(42, -1);

    private final int inTable;
    private final int local;

    Field(int inTable, int local) {
      this.inTable = inTable;
      this.local = local;
    }
  }

  private static final int END = 22;
  private static final int HEADER = 46;

  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  /** With one more entry; a name that ends with a slash is a folder. */
  public TestArchive with(String name, String content) {
    return with(name, content.getBytes(UTF_8));
  }

  /** The same with any content. */
  public TestArchive with(String name, byte[] content) {
    entries.put(name, content);
    return this;
  }

  /** Its octets. */
  public byte[] bytes() {
    return bytes(UTF_8);
  }

  byte[] bytes(Charset names) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, names)) {
      zip.setComment("made by a test");
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** With another value in a field of the first entry, in both of its headers. */
  public static byte[] with(byte[] archive, Field field, int value) {
    return withLocal(withInTable(archive, field, value), field, value);
  }

  /** The same in the table of contents alone. */
  public static byte[] withInTable(byte[] archive, Field field, int value) {
    return with(archive, table(archive) + field.inTable, field, value);
  }

  static byte[] withLocal(byte[] archive, Field field, int value) {
    return with(archive, field.local, field, value);
  }

  private static byte[] with(byte[] archive, int at, Field field, int value) {
    ByteBuffer changed = ByteBuffer.wrap(archive.clone()).order(ByteOrder.LITTLE_ENDIAN);
    if (field.compareTo(Field.CRC) < 0 || field == Field.MODE) {
      changed.putShort(at, (short) value);
    } else {
      changed.putInt(at, value);
    }
    return changed.array();
  }

  /** With another number in the record at its end. */
  static byte[] withEnd(byte[] archive, int field, int value) {
    ByteBuffer changed = ByteBuffer.wrap(archive.clone()).order(ByteOrder.LITTLE_ENDIAN);
    changed.putShort(end(archive) + field, (short) value);
    return changed.array();
  }

  private static int end(byte[] archive) {
    int at = archive.length - END;
    while (archive[at] != 'P' || archive[at + 1] != 'K' || archive[at + 2] != 5) {
      at--;
    }
    return at;
  }

  private static int table(byte[] archive) {
    return ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN).getInt(end(archive) + 16);
  }

  /** With another name of the same length in the table of contents. */
  static byte[] renamedInTable(byte[] archive, String name) {
    byte[] changed = archive.clone();
    byte[] octets = name.getBytes(UTF_8);
    System.arraycopy(octets, 0, changed, table(archive) + HEADER, octets.length);
    return changed;
  }
}
