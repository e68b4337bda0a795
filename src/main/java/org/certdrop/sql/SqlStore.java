package org.certdrop.sql;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.certdrop.registry.JournalSource;
import org.certdrop.registry.Ledger;
import org.certdrop.registry.RegistryStore;
import org.certdrop.registry.Replica;
import org.certdrop.registry.SharedStatements;

/**
 * A registry whose journal lies in a database, and its picture in the home.
 *
 * @param folder of registry.json
 * @param database where the journal is
 * @param replica the service that appends; empty for a command
 */
public record SqlStore(Path folder, Database database, Optional<SqlReplica> replica)
    implements RegistryStore {
  /** Nothing may be null. */
  public SqlStore {
    Objects.requireNonNull(folder);
    Objects.requireNonNull(database);
    Objects.requireNonNull(replica);
  }

  /** A registry, as a command writes it. */
  public SqlStore(Path folder, Database database) {
    this(folder, database, Optional.empty());
  }

  @Override
  public JournalSource source() throws IOException {
    return new SqlSource(new Connector(database).reading(), database);
  }

  @Override
  public Ledger ledger() {
    return new SqlLedger(database, replica);
  }

  @Override
  public Replica replica(Predicate<String> lost) throws IOException {
    return new SqlReplica(this, lost);
  }

  @Override
  public Optional<SharedStatements> statements() {
    return Optional.of(new SqlStatements(database, replica.map(SqlReplica::session)));
  }

  @Override
  public String place() {
    return database.place();
  }

  @Override
  public String kind() {
    return "the database";
  }

  @Override
  public String remedy() {
    return REMEDY;
  }

  static final String REMEDY =
      "Nothing was changed, and nothing is decided. Stop every certdrop of this registry; then have"
          + " the database restored to where it was, or go on from what it holds: ./certdrop repair"
          + " says how.";
}
