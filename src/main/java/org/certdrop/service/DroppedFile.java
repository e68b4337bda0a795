package org.certdrop.service;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Set;
import org.certdrop.files.OpenFolder;
import org.certdrop.intake.Limits;
import org.certdrop.intake.SubmittedFile;

/** Reads what somebody dropped: plain files alone, no link followed, nothing over the limit. */
final class DroppedFile {
  private DroppedFile() {}

  private interface Opening {
    SeekableByteChannel open() throws IOException;
  }

  /**
   * Reads a file of a folder that nobody else can swap.
   *
   * @param file its path; the last part may be anything
   * @return its bytes, or why there are none; a file that may not be read is no fault of the
   *     machine
   * @throws IOException if the machine cannot read it now
   */
  static SubmittedFile.Content read(Path file) throws IOException {
    return read(
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS),
        () ->
            Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
  }

  /**
   * Reads a file of an open folder.
   *
   * @return as {@link #read(Path)}
   * @throws IOException if the machine cannot read it now
   */
  static SubmittedFile.Content read(OpenFolder folder, String name) throws IOException {
    return read(folder.attributes(name), () -> folder.channel(name, StandardOpenOption.READ));
  }

  private static SubmittedFile.Content read(BasicFileAttributes attributes, Opening opening)
      throws IOException {
    if (!attributes.isRegularFile()) {
      // Opening a FIFO would wait for ever, so nothing else is opened at all.
      return new SubmittedFile.Unreadable("is no plain file");
    }
    if (attributes.size() > Limits.FILE_BYTES) {
      return new SubmittedFile.TooLarge(attributes.size());
    }
    try (SeekableByteChannel channel = opening.open()) {
      return upToLimit(channel);
    } catch (AccessDeniedException e) {
      return new SubmittedFile.Unreadable("may not be read by the user that certdrop runs as");
    }
  }

  private static SubmittedFile.Content upToLimit(SeekableByteChannel channel) throws IOException {
    long size = Math.min(channel.size(), Limits.FILE_BYTES);
    ByteBuffer buffer = ByteBuffer.allocate((int) size + 1);
    int read = channel.read(buffer);
    while (read >= 0) {
      if (buffer.position() > Limits.FILE_BYTES) {
        return new SubmittedFile.TooLarge(channel.size());
      }
      if (!buffer.hasRemaining()) {
        buffer = ByteBuffer.allocate(Limits.FILE_BYTES + 1).put(buffer.flip());
      }
      read = channel.read(buffer);
    }
    return new SubmittedFile.Bytes(Arrays.copyOf(buffer.array(), buffer.position()));
  }
}
