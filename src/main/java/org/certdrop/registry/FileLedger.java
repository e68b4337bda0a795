package org.certdrop.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.certdrop.files.Patience;
import org.certdrop.registration.Draft;
import org.certdrop.registration.Fold;
import org.certdrop.registration.JournalLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal in a file, as a running process writes it: one process at a time, by the commit lock.
 *
 * <p>What it relies on is durable: lines of other processes are folded on trial, and count once an
 * fsync of our own has followed. After a fault nothing that is in memory is trusted: the file is
 * opened and read again from the last durable line on, what is torn is cut, and what is whole is
 * written once more, since after a failed fsync the system takes pages for clean that never reached
 * the disk.
 */
final class FileLedger implements Ledger {
  private static final Logger LOG = LoggerFactory.getLogger(FileLedger.class);
  private static final int CHUNK = 1 << 16;

  private final RegistryFiles files;
  private final JournalFile.Opener opener;
  private final LockFile lock;
  private final LatestOutcomes outcomes = new LatestOutcomes();
  private JournalFile file;
  private JournalMark durable = JournalMark.BEGINNING;
  private JournalReader.Reading read = JournalReader.Reading.good(0, 0, 0);
  private boolean unforced;
  private boolean doubted;

  /** Opens the lock and nothing else: the journal is opened when it is read. */
  FileLedger(RegistryFiles files, JournalFile.Opener opener) throws IOException {
    this.files = files;
    this.opener = opener;
    this.lock = LockFile.of(files);
  }

  @Override
  public void goOnFrom(JournalMark mark) {
    durable = mark;
    unforced = mark.end() > 0;
  }

  @Override
  public Turn turn(Patience patience) throws IOException {
    return new Locked(lock.commit(patience));
  }

  private final class Locked implements Turn {
    private final LockFile.Held held;
    private final Map<String, JournalLine> recorded = new HashMap<>();

    private Locked(LockFile.Held held) {
      this.held = held;
    }

    @Override
    public void catchUp(Fold trial) throws IOException {
      if (file == null) {
        file = opener.open(files);
      }
      FileLedger.this.catchUp(trial);
    }

    @Override
    public boolean append(Draft draft) throws IOException {
      Map<String, LatestOutcomes.Place> known = outcomes.of(draft);
      for (Map.Entry<String, LatestOutcomes.Place> outcome : known.entrySet()) {
        recorded.put(outcome.getKey(), line(outcome.getValue()));
      }
      if (!known.isEmpty()) {
        return false;
      }
      write(draft.bytes());
      outcomes.add(draft, read.end());
      int last = draft.lastLength() > 0 ? draft.lastLength() : read.lastLength();
      durable =
          new JournalMark(
              read.end() + draft.bytes().length,
              last > 0 ? last : durable.length(),
              draft.fold().seq(),
              draft.fold().head());
      return true;
    }

    @Override
    public Map<String, JournalLine> recorded() {
      return recorded;
    }

    @Override
    public JournalMark mark() {
      return durable;
    }

    @Override
    public void close() throws IOException {
      held.close();
    }
  }

  /**
   * Folds what other processes appended, and cuts a torn last line off.
   *
   * @param trial goes on from the durable lines
   * @throws RegistryCorruptedException if the file is not the one that was read, or does not go on
   *     where it ended; nothing is cut then
   */
  private void catchUp(Fold trial) throws IOException {
    if (!file.isInPlace()) {
      throw replaced("it was replaced or removed while certdrop was running.");
    }
    if (doubted) {
      reopen();
    }
    if (file.size() < durable.end() || !lastLineStands()) {
      throw replaced("it is not the file that certdrop wrote: it was cut or changed meanwhile.");
    }
    Lines lines = outcomes.noting(new LineScanner(file, durable.end()));
    read = new JournalReader(lines, trial).read(durable.end(), (line, folded) -> {});
    if (read.problem().isPresent()) {
      throw new RegistryCorruptedException(
          Damages.ofLine(new FileStore(files.var()), trial.seq() + 1, read.problem().get()));
    }
    if (read.tornBytes() > 0) {
      cutTornLine();
    }
  }

  private JournalLine line(LatestOutcomes.Place place) throws IOException {
    byte[] octets = file.bytes(place.start(), place.length());
    return new RawLine(octets, place.start(), true)
        .content()
        .orElseThrow(() -> replaced("a line that certdrop wrote is another one."));
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
    return durable.length() == 0 || file.hasLine(durable.end(), durable.length(), durable.head());
  }

  /** Appends lines to those caught up with; all are durable when it returns. */
  private void write(byte[] lines) throws IOException {
    boolean done = false;
    try {
      if (doubted) {
        writeOnceMore(durable.end(), read.end());
      }
      if (lines.length > 0) {
        file.write(ByteBuffer.wrap(lines), read.end());
      }
      if (unforced || doubted || read.end() + lines.length > durable.end()) {
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
    try {
      if (file != null) {
        file.close();
      }
    } finally {
      lock.close();
    }
  }
}
