package org.certdrop.registry;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import org.certdrop.x509.Fingerprint;

/** The journal as bytes on a disk. Tests put a disk that fails in its place. */
class JournalFile implements Closeable {
  private final Path path;
  private final FileChannel channel;
  private final Object identity;

  /** Opens a journal. */
  @FunctionalInterface
  interface Opener {
    JournalFile open(RegistryFiles files) throws IOException;
  }

  JournalFile(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    this.identity = identity(path);
  }

  /** For reading alone; the file must be there. */
  static JournalFile reading(RegistryFiles files) throws IOException {
    Path path = files.journal();
    return new JournalFile(path, FileChannel.open(path, StandardOpenOption.READ));
  }

  /** For reading and appending; the file is made, durably, if it is not there. */
  static JournalFile appending(RegistryFiles files) throws IOException {
    return new JournalFile(files.journal(), appendingChannel(files));
  }

  static FileChannel appendingChannel(RegistryFiles files) throws IOException {
    boolean isNew = Files.notExists(files.journal());
    FileChannel channel =
        files.open(
            files.journal(),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE);
    if (isNew) {
      files.syncFolder();
    }
    return channel;
  }

  private static Object identity(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  Path path() {
    return path;
  }

  /** Whether the file under the journal's name is still the one that was opened. */
  boolean isInPlace() throws IOException {
    try {
      return Objects.equals(identity, identity(path));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Whether this and the other are one file. */
  boolean isSameAs(JournalFile other) {
    return Objects.equals(identity, other.identity);
  }

  long size() throws IOException {
    return channel.size();
  }

  /** Reads as many bytes as there are and fit; -1 at the end of the file. */
  int read(ByteBuffer into, long position) throws IOException {
    return channel.read(into, position);
  }

  /** These bytes; zeros where the file has none. */
  byte[] bytes(long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (read(bytes, from + bytes.position()) < 0) {
        break;
      }
    }
    return bytes.array();
  }

  /** Whether a line of this length, LF included, and SHA-256 ends there. */
  boolean hasLine(long end, int length, String digest) throws IOException {
    if (end < length || end > size()) {
      return false;
    }
    byte[] line = bytes(end - length, length);
    return line[length - 1] == '\n'
        && Fingerprint.of(Arrays.copyOf(line, length - 1)).hex().equals(digest);
  }

  /** Writes all bytes, or fails with some of them written. */
  void write(ByteBuffer bytes, long position) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  void truncate(long size) throws IOException {
    channel.truncate(size);
  }

  /** Returns when what was written is on the disk (fdatasync). */
  void force() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
