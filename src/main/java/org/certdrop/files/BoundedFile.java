package org.certdrop.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Arrays;
import java.util.Set;

/**
 * Reads files that are to be small: plain files alone, no link followed, nothing over a limit, and
 * without waiting long for one that another process keeps from being opened.
 */
public final class BoundedFile {
  private BoundedFile() {}

  /** Opens the file, which may take for ever. */
  interface Opening {
    SeekableByteChannel open() throws IOException;
  }

  /**
   * Reads a file of a folder that nobody else can swap.
   *
   * @param file its path; the last part may be anything
   * @param most the limit, in octets
   * @return its bytes, or why there are none; a file that may not be read is no fault of disk or
   *     system
   * @throws IOException if the operating system cannot read it now
   */
  public static FileContent read(Path file, int most) throws IOException {
    return read(
        Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS),
        () ->
            Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)),
        most,
        TimelyRead.shared());
  }

  /**
   * Reads a file of an open folder.
   *
   * @param most the limit, in octets
   * @return as {@link #read(Path, int)}
   * @throws IOException if the operating system cannot read it now
   */
  public static FileContent read(OpenFolder folder, String name, int most) throws IOException {
    return read(
        folder.attributes(name),
        () -> folder.channel(name, StandardOpenOption.READ),
        most,
        TimelyRead.shared());
  }

  /**
   * Reads a file that the operator or this program wrote, and nobody else can swap: a link is
   * followed, and nothing keeps it from being opened.
   *
   * @param most the limit, in octets
   * @return its bytes; or that it is no plain file, or too large
   * @throws IOException if there is none, or it may or can not be read now
   */
  public static FileContent readOwn(Path file, int most) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()
        ? opened(() -> Files.newByteChannel(file), most)
        : new FileContent.Unreadable("is no plain file");
  }

  /** The attributes say whose file it is, before it is opened: later its name may lead nowhere. */
  static FileContent read(
      PosixFileAttributes attributes, Opening opening, int most, TimelyRead reads)
      throws IOException {
    if (!attributes.isRegularFile()) {
      // Opening a FIFO would wait for ever, so nothing else is opened at all.
      return new FileContent.Unreadable("is no plain file");
    }
    if (attributes.size() > most) {
      return new FileContent.TooLarge(attributes.size());
    }
    try {
      return reads.of(attributes::owner, () -> opened(opening, most));
    } catch (AccessDeniedException e) {
      return FileContent.Unreadable.DENIED;
    }
  }

  private static FileContent opened(Opening opening, int most) throws IOException {
    try (SeekableByteChannel channel = opening.open()) {
      return upToLimit(channel, most);
    }
  }

  private static FileContent upToLimit(SeekableByteChannel channel, int most) throws IOException {
    long size = Math.min(channel.size(), most);
    ByteBuffer buffer = ByteBuffer.allocate((int) size + 1);
    int read = channel.read(buffer);
    while (read >= 0) {
      if (buffer.position() > most) {
        return new FileContent.TooLarge(channel.size());
      }
      if (!buffer.hasRemaining()) {
        buffer = ByteBuffer.allocate(most + 1).put(buffer.flip());
      }
      read = channel.read(buffer);
    }
    return new FileContent.Bytes(Arrays.copyOf(buffer.array(), buffer.position()));
  }
}
