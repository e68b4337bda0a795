package org.certdrop.registry;

import java.io.IOException;
import java.nio.file.Path;

/** A registry of which all lies in one folder. */
final class FileStore implements RegistryStore {
  private final RegistryFiles files;
  private final JournalFile.Opener opener;

  FileStore(Path var) {
    this(var, JournalFile::appending);
  }

  /** One on a disk of a test's. */
  FileStore(Path var, JournalFile.Opener opener) {
    this.files = new RegistryFiles(var);
    this.opener = opener;
  }

  @Override
  public Path folder() {
    return files.var();
  }

  @Override
  public JournalSource source() throws IOException {
    return FileSource.open(files);
  }

  @Override
  public Ledger ledger() throws IOException {
    return new FileLedger(files, opener);
  }

  private boolean isMoved() {
    try {
      return new MovedJournal(files.var()).isAside();
    } catch (IOException e) {
      return false; // the sentence is about a damage that was found without it
    }
  }

  @Override
  public String place() {
    return files.journal().toString();
  }

  @Override
  public String kind() {
    return "journal.jsonl";
  }

  @Override
  public String remedy() {
    return isMoved()
        ? "Nothing was changed. The journal was moved to a database: set certdrop.registry.url again."
        : Damages.REPAIR;
  }
}
