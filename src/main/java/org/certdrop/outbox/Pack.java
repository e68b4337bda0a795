package org.certdrop.outbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.certdrop.text.Timestamps;

/**
 * Files for one other site, or for all, as one ZIP: one attachment, which the other site drops as
 * it is.
 *
 * @param name for whom it is, and from whom
 * @param files name to content of what is in it, in their order
 */
public record Pack(String name, Map<String, byte[]> files) {
  /** Any: the same files make the same octets. ZIP's own times begin in 1980. */
  private static final LocalDateTime TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

  /**
   * What the ZIP that is made at some moment is called: in a folder or a mail, a later one is told
   * from an earlier one.
   */
  public String fileName(Instant at) {
    return name + "-" + Timestamps.compact(at).replaceAll("\\.[0-9]+", "") + ".zip";
  }

  /** The ZIP: of the same files the same octets, and so not compressed. */
  public byte[] zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(entry(file.getKey(), file.getValue()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static ZipEntry entry(String name, byte[] content) {
    CRC32 sum = new CRC32();
    sum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(sum.getValue());
    entry.setTimeLocal(TIME);
    return entry;
  }
}
