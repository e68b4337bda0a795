package org.certdrop.registry;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import org.certdrop.text.Timestamps;

/** The file of a journal that is moved elsewhere, or comes from there. */
public final class MovedJournal {
  private final RegistryFiles files;

  /**
   * The journal of a folder, which is there.
   *
   * @param var the folder of the registry
   */
  public MovedJournal(Path var) {
    this.files = new RegistryFiles(var);
  }

  /** Whether it was set aside, and no other is in its place. */
  public boolean isAside() throws IOException {
    return Files.notExists(files.journal()) && files.movedAside().isPresent();
  }

  /** Whether there is a file in its place. */
  public boolean isThere() {
    return Files.exists(files.journal());
  }

  /**
   * Gives it another name, so that nobody goes on with it.
   *
   * @return that name
   */
  public Path setAside(Instant now) throws IOException {
    Path aside =
        files
            .journal()
            .resolveSibling(
                files.journal().getFileName() + RegistryFiles.MOVED + Timestamps.compact(now));
    Files.move(files.journal(), aside, StandardCopyOption.ATOMIC_MOVE);
    files.syncFolder();
    return aside;
  }

  /**
   * Writes all lines of a journal into the file, durably: it appears whole or not at all.
   *
   * @return false if there is a file of other lines already; it stays as it is then
   */
  public boolean write(RegistryStore from) throws IOException {
    Path unfinished = files.var().resolve("journal.jsonl.tmp");
    try (JournalSource source = from.source();
        FileChannel channel =
            files.open(
                unfinished,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      Lines lines = source.after(JournalMark.BEGINNING);
      for (Optional<RawLine> line = lines.next(); line.isPresent(); line = lines.next()) {
        out.write(line.get().bytes());
        out.write('\n');
      }
      out.flush();
      channel.force(true);
    }
    if (isThere()) {
      boolean same = Files.mismatch(files.journal(), unfinished) < 0;
      Files.delete(unfinished);
      return same;
    }
    Files.move(unfinished, files.journal(), StandardCopyOption.ATOMIC_MOVE);
    files.syncFolder();
    return true;
  }
}
