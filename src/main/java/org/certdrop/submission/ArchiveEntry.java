package org.certdrop.submission;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.certdrop.text.Printable;

/**
 * One entry of a ZIP archive, as both of its headers say.
 *
 * @param name its name, of printable ASCII alone
 * @param folder whether it is a folder, and so has no content
 * @param deflated whether it is packed
 * @param start where its octets begin in the archive
 * @param packed how many they are there
 * @param size how many they are unpacked
 * @param crc the checksum of its content
 */
record ArchiveEntry(
    String name, boolean folder, boolean deflated, int start, int packed, int size, long crc) {

  /**
   * Unpacks it: never more than it says.
   *
   * @throws MalformedArchiveException if its content is not what its headers say
   */
  byte[] content(byte[] archive) throws MalformedArchiveException {
    byte[] content = new byte[size];
    boolean whole = deflated ? inflate(archive, content) : copy(archive, content);
    CRC32 sum = new CRC32();
    sum.update(content);
    if (!whole || sum.getValue() != crc) {
      throw new MalformedArchiveException(
          "is damaged: the content of "
              + Printable.name(name)
              + " does not fit its size and its checksum",
          "Ask the sender to send the archive again.");
    }
    return content;
  }

  private boolean copy(byte[] archive, byte[] content) {
    boolean fits = packed == size;
    if (fits) {
      System.arraycopy(archive, start, content, 0, size);
    }
    return fits;
  }

  /** Whether it ends exactly where its size ends, and with the last of its octets. */
  private boolean inflate(byte[] archive, byte[] content) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(archive, start, packed);
      int length = 0;
      while (length < size) {
        int more = inflater.inflate(content, length, size - length);
        if (more == 0) {
          return false;
        }
        length += more;
      }
      boolean more = !inflater.finished() && inflater.inflate(new byte[1]) > 0;
      return !more && inflater.finished() && inflater.getRemaining() == 0;
    } catch (DataFormatException e) {
      return false;
    } finally {
      inflater.end();
    }
  }
}
