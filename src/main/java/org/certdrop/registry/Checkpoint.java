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
import java.nio.file.StandardOpenOption;
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
  private final JournalMark mark;

  private Checkpoint(FileChannel channel) throws IOException {
    this.channel = channel;
    this.mark = readMark(content());
  }

  private static JournalMark readMark(DataInputStream in) throws IOException {
    return new JournalMark(in.readLong(), in.readInt(), in.readLong(), in.readUTF());
  }

  private static void write(JournalMark mark, DataOutputStream out) throws IOException {
    out.writeLong(mark.end());
    out.writeInt(mark.length());
    out.writeLong(mark.seq());
    out.writeUTF(mark.head());
  }

  /**
   * Opens the checkpoint of a journal; empty if there is none that counts.
   *
   * @param journal has the line that it stands for, or it does not count
   * @throws IOException if the journal cannot be read
   */
  static Optional<Checkpoint> open(RegistryFiles files, JournalSource journal) throws IOException {
    Optional<Checkpoint> found = whole(files);
    if (found.isPresent() && !journal.holds(found.get().mark)) {
      found.get().close();
      return Optional.empty();
    }
    return found;
  }

  private static Optional<Checkpoint> whole(RegistryFiles files) {
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
    try {
      Checkpoint checkpoint = new Checkpoint(channel);
      found = Optional.ofNullable(checkpoint.isWhole() ? checkpoint : null);
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
  JournalMark mark() {
    return mark;
  }

  /** The state after that line; empty if it cannot be one. */
  Optional<Fold> fold() {
    try {
      DataInputStream in = content();
      readMark(in);
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
  static void write(RegistryView view, JournalMark mark, OutputStream out) throws IOException {
    CheckedOutputStream sum =
        new CheckedOutputStream(new BufferedOutputStream(out, BUFFER), new CRC32());
    DataOutputStream octets = new DataOutputStream(sum);
    octets.writeUTF(FORMAT);
    write(mark, octets);
    new FoldWriter(octets).write(view);
    octets.writeLong(sum.getChecksum().getValue());
    octets.flush();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
