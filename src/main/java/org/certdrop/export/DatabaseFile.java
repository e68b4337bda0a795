package org.certdrop.export;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import org.certdrop.files.Backups;
import org.certdrop.files.DurableFiles;
import org.certdrop.text.Printable;

/**
 * The file of a Fed-BioMed component's database. It is written in place: the running component
 * keeps it open, and would never see a file that took its place. So a write goes like this:
 *
 * <ol>
 *   <li>A backup, then a marker ({@link InterruptedWrite}), both on the disk before anything else.
 *   <li>The file is read once more; if another program wrote it meanwhile, nothing is done.
 *   <li>The new content is written over the old ({@link InPlace}). <em>After a kill in here {@link
 *       #mend} finishes it.</em>
 *   <li>The marker goes.
 * </ol>
 */
final class DatabaseFile {
  private static final long MAX_SIZE = 256L << 20;

  private final Path file;
  private final Backups backups;
  private final InterruptedWrite interrupted;

  /** A file; its path must be a real one, without links. */
  DatabaseFile(Path file, DurableFiles files, Clock clock) {
    this.file = file;
    this.backups = new Backups(file, files, clock);
    this.interrupted = new InterruptedWrite(file, files);
  }

  /** All of it as it is. */
  byte[] read() throws IOException, ExportException {
    if (!Files.isRegularFile(file)) {
      throw noDatabase();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return read(channel);
    }
  }

  /** All of it as it will be once a write that was interrupted is mended. */
  byte[] mended() throws IOException, ExportException {
    byte[] found = read();
    return interrupted.remedy(found).orElse(found);
  }

  /** Whether a write was interrupted. */
  boolean isTorn() {
    return interrupted.isUnderWay();
  }

  /** Finishes a write that a kill, a power cut or a fault interrupted. */
  void mend() throws IOException, ExportException {
    backups.clean();
    interrupted.clean();
    if (!interrupted.isUnderWay()) {
      return;
    }
    byte[] found = read();
    Optional<byte[]> remedy = interrupted.remedy(found);
    if (remedy.isPresent()) {
      try (FileChannel channel = open()) {
        InPlace.write(channel, remedy.get());
      }
    }
    interrupted.end();
  }

  /**
   * Gives it a new content, and keeps the old one in a backup.
   *
   * @param before what it is thought to hold
   * @param after what it is to hold
   * @return the backup; empty if it holds something else than was thought, and nothing was written
   */
  Optional<Path> replace(byte[] before, byte[] after) throws IOException, ExportException {
    try (FileChannel channel = open()) {
      Path backup = backups.make(before);
      interrupted.begin(backup, before, after);
      if (!Arrays.equals(read(channel), before)) {
        interrupted.end();
        backups.drop(backup);
        return Optional.empty();
      }
      putOrTakeBack(channel, before, after, backup);
      interrupted.end();
      backups.prune(backup);
      return Optional.of(backup);
    }
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private void putOrTakeBack(FileChannel channel, byte[] before, byte[] after, Path backup)
      throws IOException {
    try {
      InPlace.write(channel, after);
    } catch (IOException fault) {
      try {
        InPlace.write(channel, before);
        interrupted.end();
        backups.drop(backup);
      } catch (IOException again) {
        // The marker stays: the next export finishes it.
        fault.addSuppressed(again);
      }
      throw fault;
    }
  }

  private byte[] read(FileChannel channel) throws IOException, ExportException {
    if (channel.size() > MAX_SIZE) {
      throw noDatabase();
    }
    return InPlace.read(channel);
  }

  private ExportException noDatabase() {
    return new ExportException(
        Printable.of(file.toString())
            + " is no database: it is no plain file, or over 256 MiB. Correct the path.");
  }
}
