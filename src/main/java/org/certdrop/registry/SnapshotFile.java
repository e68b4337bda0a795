package org.certdrop.registry;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.certdrop.files.Patience;
import org.certdrop.json.StrictJson;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.registration.EntryJson;
import org.certdrop.registration.MalformedDocumentException;
import org.certdrop.registration.RegistryView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** registry.json as it is written: whole or not at all, and never an older one over a newer. */
final class SnapshotFile {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotFile.class);
  private static final int BUFFER = 1 << 16;

  private final RegistryFiles files;
  private final PartyId owner;

  SnapshotFile(RegistryFiles files, PartyId owner) {
    this.files = files;
    this.owner = owner;
  }

  /**
   * Puts a picture in the place of an older one.
   *
   * @param view what to show
   * @param mark the line that brought it about
   * @param lock the registry's
   * @param patience how long to wait for other processes
   * @return whether registry.json shows this or a later line now; false if another process is just
   *     making a picture
   */
  boolean replace(RegistryView view, JournalMark mark, LockFile lock, Patience patience)
      throws IOException {
    Optional<LockFile.Held> picture = lock.tryPicture();
    if (picture.isEmpty()) {
      return false;
    }
    try (LockFile.Held held = picture.get()) {
      writeUnfinished(view);
      boolean isLong = mark.end() >= Checkpoint.WORTHWHILE;
      if (isLong) {
        writeUnfinished(view, mark);
      }
      try (LockFile.Held commit = lock.commit(patience)) {
        long inPlace = seqInPlace();
        if (inPlace < view.seq()) {
          moveInPlace();
        } else {
          Files.delete(files.unfinishedSnapshot());
        }
        // The checkpoint comes second, and so is never ahead of registry.json.
        if (isLong && inPlace <= view.seq()) {
          Files.move(
              files.unfinishedCheckpoint(),
              files.checkpoint(),
              StandardCopyOption.ATOMIC_MOVE,
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    return true;
  }

  /** Puts a picture in the place of whatever is there; the caller has the commit lock. */
  void overwrite(RegistryView view) throws IOException {
    writeUnfinished(view);
    moveInPlace();
  }

  private void moveInPlace() throws IOException {
    Files.move(
        files.unfinishedSnapshot(),
        files.snapshot(),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    files.syncFolder();
  }

  /** An empty picture may be that of a former owner: another empty one takes its place. */
  private long seqInPlace() throws IOException {
    try (SnapshotReader reader = SnapshotReader.open(files.snapshot()).orElse(null)) {
      long seq = reader == null ? 0 : reader.header().seq();
      return seq == 0 ? -1 : seq;
    } catch (MalformedDocumentException e) {
      LOG.warn(
          "{} was changed by another program and is written again: {}",
          files.snapshot(),
          e.getMessage());
      return -1;
    }
  }

  private void writeUnfinished(RegistryView view) throws IOException {
    try (FileChannel channel =
        files.open(
            files.unfinishedSnapshot(),
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      write(view, owner, Channels.newOutputStream(channel));
      channel.force(true);
    }
  }

  /** It is not synced: one that a power cut tears does not count. */
  private void writeUnfinished(RegistryView view, JournalMark mark) throws IOException {
    try (FileChannel channel =
        files.open(
            files.unfinishedCheckpoint(),
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      Checkpoint.write(view, mark, Channels.newOutputStream(channel));
    }
  }

  /** Writes what registry.json is to hold. */
  static void write(RegistryView view, PartyId owner, OutputStream octets) throws IOException {
    JsonGenerator out =
        StrictJson.mapper().createGenerator(new BufferedOutputStream(octets, BUFFER));
    out.writeStartObject();
    writeTable(SnapshotTable.CERTIFICATES, view.active(), out);
    writeTable(SnapshotTable.PENDING, view.pending(), out);
    writeTable(SnapshotTable.REMOVED, view.removed(), out);
    out.writeFieldName(SnapshotHeader.TABLE);
    new SnapshotHeader(owner, view.seq(), view.head()).write(out);
    out.writeEndObject();
    out.flush();
  }

  private static void writeTable(SnapshotTable table, List<Entry> entries, JsonGenerator out)
      throws IOException {
    out.writeObjectFieldStart(table.title());
    for (Entry entry : entries) {
      // One document a line: people look into this file with grep.
      out.writeRaw('\n');
      out.writeFieldName(Long.toString(entry.id()));
      EntryJson.write(entry, out);
    }
    out.writeEndObject();
  }
}
