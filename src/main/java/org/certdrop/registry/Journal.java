package org.certdrop.registry;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.certdrop.registration.Fold;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal as a running process writes it. The caller holds the commit lock.
 *
 * <p>What it relies on is durable: lines of other processes are folded on trial, and count once an
 * fsync of our own has followed. After a fault nothing that is in memory is trusted: the file is
 * opened and read again from the last durable line on, what is torn is cut, and what is whole is
 * written once more, since after a failed fsync the system takes pages for clean that never reached
 * the disk.
 */
final class Journal implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final int CHUNK = 1 << 16;

  private final RegistryFiles files;
  private final JournalFile.Opener opener;
  private final Fold durable;
  private JournalFile file;
  private long durableEnd;
  private int durableLast;
  private JournalReader.Reading read;
  private boolean unforced;
  private boolean doubted;

  /**
   * A journal that was read already.
   *
   * @param found what was read; its fold is to be what is durable, and grows by who calls this
   */
  Journal(RegistryFiles files, JournalFile.Opener opener, Inspection found) throws IOException {
    this.files = files;
    this.opener = opener;
    this.durable = found.fold();
    this.durableEnd = found.mark().end();
    this.durableLast = found.mark().length();
    this.read = found.reading();
    this.unforced = durableEnd > 0;
    this.file = opener.open(files);
  }

  /**
   * Folds what other processes appended, and cuts a torn last line off.
   *
   * @param trial goes on from the durable lines
   * @throws RegistryCorruptedException if the file is not the one that was read, or does not go on
   *     where it ended; nothing is cut then
   */
  void catchUp(Fold trial) throws IOException {
    if (!file.isInPlace()) {
      throw replaced("it was replaced or removed while certdrop was running.");
    }
    if (doubted) {
      reopen();
    }
    if (file.size() < durableEnd || !lastLineStands()) {
      throw replaced("it is not the file that certdrop wrote: it was cut or changed meanwhile.");
    }
    read = new JournalReader(file, trial).read(durableEnd, (line, folded) -> {});
    if (read.problem().isPresent()) {
      throw new RegistryCorruptedException(
          Damages.ofLine(file.path(), trial.seq() + 1, read.problem().get()));
    }
    if (read.tornBytes() > 0) {
      cutTornLine();
    }
  }

  private void reopen() throws IOException {
    JournalFile before = file;
    file = opener.open(files);
    before.close();
    if (!file.isSameAs(before)) {
      throw replaced("it was replaced while certdrop was running.");
    }
  }

  private void cutTornLine() throws IOException {
    file.truncate(read.end());
    unforced = true;
    LOG.warn(
        "{}: the last line was torn by a kill or a fault; its {} bytes are dropped, and the"
            + " submission that it was about is handled again.",
        file.path(),
        read.tornBytes());
  }

  private boolean lastLineStands() throws IOException {
    return durableLast == 0 || file.hasLine(durableEnd, durableLast, durable.head());
  }

  /** The last durable line. */
  Checkpoint.Mark mark() {
    return new Checkpoint.Mark(durableEnd, durableLast, durable.seq(), durable.head());
  }

  /**
   * Appends lines to those caught up with; all are durable when it returns.
   *
   * @param lines the lines, each with its LF; may be none
   * @param last the length of the last of them
   * @throws IOException if that failed; then the lines are not in the journal, or, where the disk
   *     does not even take them back, will be found there by the next who catches up
   */
  void append(byte[] lines, int last) throws IOException {
    boolean done = false;
    try {
      if (doubted) {
        writeOnceMore(durableEnd, read.end());
      }
      if (lines.length > 0) {
        file.write(ByteBuffer.wrap(lines), read.end());
      }
      if (unforced || doubted || read.end() + lines.length > durableEnd) {
        file.force();
      }
      done = true;
    } finally {
      if (!done) {
        doubted = true;
        takeBack();
      }
    }
    unforced = false;
    doubted = false;
    durableEnd = read.end() + lines.length;
    durableLast = lines.length > 0 ? last : lastRead();
  }

  private int lastRead() {
    return read.lastLength() > 0 ? read.lastLength() : durableLast;
  }

  private void writeOnceMore(long from, long end) throws IOException {
    for (long at = from; at < end; at += CHUNK) {
      file.write(ByteBuffer.wrap(file.bytes(at, (int) Math.min(CHUNK, end - at))), at);
    }
  }

  private void takeBack() {
    try {
      if (file.size() > read.end()) {
        file.truncate(read.end());
      }
    } catch (IOException e) {
      LOG.warn("{}: cannot be cut back: {}", file.path(), e.toString());
    }
  }

  private RegistryCorruptedException replaced(String problem) {
    return new RegistryCorruptedException(Damages.replaced(file.path(), problem));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
