package org.certdrop.registry;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.certdrop.registration.Fold;
import org.certdrop.registration.FoldReader;
import org.certdrop.registration.FoldWriter;
import org.certdrop.registration.RegistryView;

/**
 * What a long journal came to at one of its lines, so that nobody has to read what stands before.
 * It is never needed: one that is absent, torn, of another version or of another journal does not
 * count. It lies beside the journal, and is trusted exactly as far.
 */
final class Checkpoint implements Closeable {
  /** In bytes; a journal that is shorter is soon read whole. */
  static final long WORTHWHILE = 1 << 20;

  private static final String FORMAT = "certdrop-checkpoint/" + FoldWriter.VERSION;
  private static final int BUFFER = 1 << 16;

  private final FileChannel channel;
  private final Mark mark;

  /**
   * A line of the journal.
   *
   * @param end where it ends, in bytes from the file's start
   * @param length how long it is, LF included; 0 for no line
   * @param seq its number
   * @param head its SHA-256
   */
  record Mark(long end, int length, long seq, String head) {
    private static Mark read(DataInputStream in) throws IOException {
      return new Mark(in.readLong(), in.readInt(), in.readLong(), in.readUTF());
    }

    private void write(DataOutputStream out) throws IOException {
      out.writeLong(end);
      out.writeInt(length);
      out.writeLong(seq);
      out.writeUTF(head);
    }

    private boolean isIn(JournalFile journal) throws IOException {
      byte[] start = ("{\"seq\":" + seq + ",").getBytes(StandardCharsets.US_ASCII);
      return length > start.length
          && length <= LineScanner.MAX_LENGTH
          && journal.hasLine(end, length, head)
          && Arrays.equals(journal.bytes(end - length, start.length), start);
    }
  }

  private Checkpoint(FileChannel channel) throws IOException {
    this.channel = channel;
    this.mark = Mark.read(content());
  }

  /** Opens the checkpoint of a journal; empty if there is none that counts. */
  static Optional<Checkpoint> open(RegistryFiles files) {
    try {
      return opened(files);
    } catch (IOException e) {
      // It is absent, or unfit in any other way: the journal says all.
      return Optional.empty();
    }
  }

  private static Optional<Checkpoint> opened(RegistryFiles files) throws IOException {
    FileChannel channel = FileChannel.open(files.checkpoint(), StandardOpenOption.READ);
    Optional<Checkpoint> found = Optional.empty();
    try (JournalFile journal = JournalFile.reading(files)) {
      Checkpoint checkpoint = new Checkpoint(channel);
      found =
          Optional.ofNullable(
              checkpoint.isWhole() && checkpoint.mark.isIn(journal) ? checkpoint : null);
    } finally {
      if (found.isEmpty()) {
        channel.close();
      }
    }
    return found;
  }

  /** The octets from the mark on. */
  private DataInputStream content() throws IOException {
    DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(Channels.newInputStream(channel.position(0)), BUFFER));
    if (!in.readUTF().equals(FORMAT)) {
      throw new IOException("it is of another version");
    }
    return in;
  }

  private boolean isWhole() throws IOException {
    ByteBuffer some = ByteBuffer.allocate(BUFFER);
    CRC32 sum = new CRC32();
    long end = channel.size() - Long.BYTES;
    for (long at = 0; at < end; at += some.limit()) {
      some.clear().limit((int) Math.min(BUFFER, end - at));
      if (channel.read(some, at) < 0) {
        return false;
      }
      sum.update(some.flip());
    }
    some.clear().limit(Long.BYTES);
    return channel.read(some, end) == Long.BYTES && some.getLong(0) == sum.getValue();
  }

  /** The line that it stands for. */
  Mark mark() {
    return mark;
  }

  /** The state after that line; empty if it cannot be one. */
  Optional<Fold> fold() {
    try {
      DataInputStream in = content();
      Mark.read(in);
      return Optional.of(new FoldReader(in).read(mark.seq(), mark.head()));
    } catch (IOException | IllegalArgumentException e) {
      // Its checksum was right, so that somebody made it so: it does not count, either.
      return Optional.empty();
    }
  }

  /** Whether it is what certdrop writes of this state. */
  boolean shows(RegistryView view) throws IOException {
    SameOctets same = new SameOctets(channel);
    write(view, mark, same);
    return same.isWhole();
  }

  /** Writes the checkpoint of a state, which a line brought about. */
  static void write(RegistryView view, Mark mark, OutputStream out) throws IOException {
    CheckedOutputStream sum =
        new CheckedOutputStream(new BufferedOutputStream(out, BUFFER), new CRC32());
    DataOutputStream octets = new DataOutputStream(sum);
    octets.writeUTF(FORMAT);
    mark.write(octets);
    new FoldWriter(octets).write(view);
    octets.writeLong(sum.getChecksum().getValue());
    octets.flush();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
