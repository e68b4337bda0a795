package org.certdrop.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What holds a registry: its journal, here or in a database, and the folder of its picture. Nothing
 * is opened before it is asked for.
 */
public interface RegistryStore {
  /**
   * A registry whose journal is a file.
   *
   * @param var its folder; if it is absent or empty, so is the registry
   */
  static RegistryStore of(Path var) {
    return new FileStore(var);
  }

  /** The folder of registry.json, on this computer. */
  Path folder();

  /** Opens the journal for reading alone. */
  JournalSource source() throws IOException;

  /** Opens the journal for appending; nothing of it is read yet. */
  Ledger ledger() throws IOException;

  /**
   * A service of this registry that has not joined the others yet.
   *
   * @param lost whether a submission is not in this service's hand any more: no outcome of it is
   *     appended
   */
  default Replica replica(Predicate<String> lost) throws IOException {
    return Replica.alone(this);
  }

  /** What this party has said of itself; empty if that lies in the home alone. */
  default Optional<SharedStatements> statements() {
    return Optional.empty();
  }

  /** Where the journal lies, as people are told. */
  String place();

  /** What holds it, as a noun. */
  String kind();

  /** What to do where the journal does not fit, in whole sentences. */
  String remedy();
}
