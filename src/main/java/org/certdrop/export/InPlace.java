package org.certdrop.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * A JSON file read and written as it lies there, while another program may look at it. JSON passes
 * over spaces at its end, and that helps: a file that is to grow grows by spaces first, so that a
 * full disk shows while the old content stands; the new content, filled up with spaces to the old
 * length, is written in one piece; then the file is cut to its length.
 */
final class InPlace {
  private InPlace() {}

  /** All of a file. */
  static byte[] read(FileChannel channel) throws IOException {
    ByteBuffer content = ByteBuffer.allocate((int) channel.size());
    int count = 0;
    while (content.hasRemaining() && count >= 0) {
      count = channel.read(content, content.position());
    }
    return Arrays.copyOf(content.array(), content.position());
  }

  /** Gives a file a new content; it is on the disk on return. */
  static void write(FileChannel channel, byte[] content) throws IOException {
    int present = (int) channel.size();
    if (content.length > present) {
      put(channel, filled(new byte[0], content.length - present), present);
    }
    put(channel, filled(content, Math.max(content.length, present)), 0);
    channel.truncate(content.length);
    channel.force(true);
  }

  private static byte[] filled(byte[] content, int length) {
    byte[] filled = Arrays.copyOf(content, length);
    Arrays.fill(filled, content.length, length, (byte) ' ');
    return filled;
  }

  private static void put(FileChannel channel, byte[] content, int from) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(content);
    long position = from;
    while (rest.hasRemaining()) {
      position += channel.write(rest, position);
    }
  }
}
