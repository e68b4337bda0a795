package org.certdrop.registry;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.certdrop.x509.Fingerprint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal as a running process writes it. Whoever calls it holds the commit lock.
 *
 * <p>After a fault of the disk the file is cut back to its last durable line before anything else
 * is appended. Where even that fails the bytes are remembered and cut the next time, unless another
 * process went on from them.
 */
final class Journal implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  private final JournalFile file;
  private final Fold fold;
  private long end;
  private int lastLength;
  private boolean unforced;
  private Optional<byte[]> leftover = Optional.empty();

  /**
   * A journal that was read already.
   *
   * @param file its bytes
   * @param found what was read; its fold grows with the journal
   */
  Journal(JournalFile file, Inspection found) {
    this.file = file;
    this.fold = found.fold();
    this.end = found.reading().end();
    this.lastLength = found.reading().lastLength();
    this.unforced = end > 0;
  }

  /**
   * Folds what other processes appended, and cuts a torn last line off.
   *
   * @throws RegistryCorruptedException if the file is not the one that was read, or does not go on
   *     where it ended; nothing is cut then
   */
  void catchUp() throws IOException {
    if (!file.isInPlace()) {
      throw replaced("it was replaced or removed while certdrop was running.");
    }
    cutLeftover();
    if (file.size() < end || !lastLineStands()) {
      throw replaced("it is not the file that certdrop wrote: it was cut or changed meanwhile.");
    }
    JournalReader.Reading reading =
        new JournalReader(file, fold).read(end, folded -> unforced = true);
    end = reading.end();
    lastLength = reading.lastLength() > 0 ? reading.lastLength() : lastLength;
    if (reading.problem().isPresent()) {
      throw new RegistryCorruptedException(
          Damages.ofLine(file.path(), fold.seq() + 1, reading.problem().get()));
    }
    if (reading.tornBytes() > 0) {
      cutTornLine(reading.tornBytes());
    }
  }

  private void cutTornLine(long bytes) throws IOException {
    file.truncate(end);
    unforced = true;
    LOG.warn(
        "{}: the last line was torn by a kill or a fault; its {} bytes are dropped, and the"
            + " submission that it was about is handled again.",
        file.path(),
        bytes);
  }

  private boolean lastLineStands() throws IOException {
    if (lastLength == 0) {
      return true;
    }
    byte[] line = read(end - lastLength, lastLength);
    byte[] content = Arrays.copyOf(line, line.length - 1);
    return line[line.length - 1] == '\n' && Fingerprint.of(content).hex().equals(fold.head());
  }

  private byte[] read(long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, from + bytes.position()) < 0) {
        break;
      }
    }
    return bytes.array();
  }

  /**
   * Appends lines; they are durable when it returns, and so are those read before.
   *
   * @param lines the lines, each with its LF; may be none
   * @param last the length of the last of them
   * @throws IOException if that failed; then the lines are not in the journal
   */
  void append(byte[] lines, int last) throws IOException {
    if (lines.length == 0) {
      force();
      return;
    }
    boolean durable = false;
    try {
      file.write(ByteBuffer.wrap(lines), end);
      file.force();
      durable = true;
    } finally {
      if (!durable) {
        takeBack(lines);
      }
    }
    unforced = false;
    end += lines.length;
    lastLength = last;
  }

  /** Makes durable what was read: who wrote it may have been killed before its fsync. */
  void force() throws IOException {
    if (unforced) {
      file.force();
      unforced = false;
    }
  }

  private void takeBack(byte[] lines) {
    leftover = Optional.of(lines);
    try {
      cutLeftover();
    } catch (IOException e) {
      LOG.warn("{}: cannot be cut back yet, will be: {}", file.path(), e.toString());
    }
  }

  private void cutLeftover() throws IOException {
    if (leftover.isEmpty()) {
      return;
    }
    byte[] lines = leftover.get();
    long length = file.size() - end;
    if (length > 0 && length <= lines.length) {
      byte[] tail = read(end, (int) length);
      if (Arrays.equals(tail, 0, tail.length, lines, 0, tail.length)) {
        file.truncate(end);
      }
    }
    leftover = Optional.empty();
  }

  private RegistryCorruptedException replaced(String problem) {
    return new RegistryCorruptedException(Damages.replaced(file.path(), problem));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
