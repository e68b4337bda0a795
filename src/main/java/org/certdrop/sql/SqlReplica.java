package org.certdrop.sql;

import static org.certdrop.sql.SqlSession.rows;
import static org.certdrop.sql.SqlSession.update;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.certdrop.registration.Draft;
import org.certdrop.registry.RegistryStore;
import org.certdrop.registry.Replica;
import org.certdrop.registry.ThoughtDeadException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A service among those whose registry lies in one database, which keeps the time for all. */
final class SqlReplica implements Replica {
  private static final Logger LOG = LoggerFactory.getLogger(SqlReplica.class);

  /** What is true of a living replica. */
  static final String ALIVE = "seen > now() - interval '60 seconds'";

  private static final String JOIN =
      "insert into certdrop.replica as mine"
          + " (registry, replica, epoch, process, place, seen, certificate, roster, distrusted)"
          + " values (?, ?, ? + 1, ?, ?, now(), ?, ?, ?)"
          + " on conflict (registry, replica) do update"
          + " set epoch = greatest(mine.epoch + 1, excluded.epoch),"
          + " process = excluded.process, place = excluded.place, seen = excluded.seen,"
          + " certificate = excluded.certificate, roster = excluded.roster,"
          + " distrusted = excluded.distrusted returning epoch";
  private static final String OTHERS =
      "select place, certificate, roster, distrusted from certdrop.replica"
          + " where registry = ? and replica <> ? and "
          + ALIVE
          + " order by place";
  private static final String BEAT =
      "update certdrop.replica set seen = now(), certificate = ?, roster = ?, distrusted = ?"
          + " where registry = ? and replica = ? and process = ? returning epoch";
  private static final String ANOTHER =
      "select from certdrop.replica where registry = ? and replica = ? and " + ALIVE;
  private static final String HOLD =
      "insert into certdrop.claim as held (registry, submission, replica)"
          + " select ?, submission, ? from unnest(?::text[]) as submission"
          + " on conflict (registry, submission) do update set replica = excluded.replica"
          + " where held.replica is null";
  private static final String LET_GO =
      "delete from certdrop.claim where registry = ? and replica = ? and submission <> all (?)";
  private static final String END =
      "update certdrop.replica set seen = '-infinity', epoch = epoch + 1"
          + " where registry = ? and replica = ? and process = ?";

  private final SqlStore store;
  private final Predicate<String> lost;
  private final SqlSession session;
  private final OwedRows owed;
  private final String registry;
  private final String name;
  private final String process = UUID.randomUUID().toString();
  private volatile long epoch;
  private volatile long found;

  SqlReplica(SqlStore store, Predicate<String> lost) throws IOException {
    this.store = store;
    this.lost = lost;
    this.session = new SqlSession(store.database());
    this.registry = store.database().registry();
    this.owed = new OwedRows(session, registry);
    this.name = ReplicaName.of(store.folder());
  }

  @Override
  public RegistryStore store() {
    return new SqlStore(store.folder(), store.database(), Optional.of(this));
  }

  @Override
  public boolean isShared() {
    return true;
  }

  /** What its row holds while it is not thought dead: registry, replica, epoch, process. */
  List<Object> row() {
    return List.of(registry, name, epoch, process);
  }

  SqlSession session() {
    return session;
  }

  /** Keeps what was lost to others from being appended, by whatever epoch. */
  void demandHeld(Draft draft) throws ThoughtDeadException {
    if (draft.lines().stream().flatMap(line -> line.submission().stream()).anyMatch(lost)) {
      throw new ThoughtDeadException();
    }
  }

  @Override
  public Standing join(Alike alike, Set<String> wanted) throws IOException {
    Standing joined = session.transaction(connection -> join(connection, alike, wanted));
    revive();
    return joined;
  }

  private Standing join(Connection connection, Alike alike, Set<String> wanted)
      throws SQLException, IOException {
    update(connection, SqlSession.DURABLE);
    List<List<String>> epochs =
        rows(
            connection,
            JOIN,
            registry,
            name,
            epoch,
            process,
            ReplicaName.place(store.folder()),
            alike.certificate(),
            alike.roster(),
            alike.distrusted());
    for (List<String> other : rows(connection, OTHERS, registry, name)) {
      Difference.demandSameParty(alike, other, store.database());
    }
    found = Long.parseLong(epochs.get(0).get(0));
    return standing(connection, alike, wanted, found != epoch);
  }

  @Override
  public Standing beat(Alike alike, Optional<Set<String>> held, Set<String> wanted)
      throws IOException {
    return session.transaction(connection -> beat(connection, alike, held, wanted));
  }

  private Standing beat(
      Connection connection, Alike alike, Optional<Set<String>> held, Set<String> wanted)
      throws SQLException, IOException {
    List<List<String>> epochs =
        rows(
            connection,
            BEAT,
            alike.certificate(),
            alike.roster(),
            alike.distrusted(),
            registry,
            name,
            process);
    if (epochs.isEmpty()) {
      if (!rows(connection, ANOTHER, registry, name).isEmpty()) {
        throw Difference.copied(store.database());
      }
      return join(connection, alike, wanted); // it was thought dead, or a failover lost its start
    }
    found = Long.parseLong(epochs.get(0).get(0));
    if (found == epoch && held.isPresent()) {
      update(connection, HOLD, registry, name, held.get());
      update(connection, LET_GO, registry, name, held.get());
    }
    return standing(connection, alike, wanted, found != epoch);
  }

  private Standing standing(
      Connection connection, Alike alike, Set<String> wanted, boolean thoughtDead)
      throws SQLException {
    return new Standing(
        thoughtDead,
        Leases.of(connection, registry, name, wanted),
        rows(connection, OTHERS, registry, name).stream()
            .flatMap(other -> Difference.between(alike, other).stream())
            .findFirst());
  }

  @Override
  public void revive() {
    epoch = found;
  }

  @Override
  public Set<String> takeUp(Set<String> left) throws IOException {
    return session.transaction(
        connection -> {
          TakeOver.Taken taken = TakeOver.of(connection, registry, name, left);
          for (String place : taken.silent()) {
            LOG.warn(
                "The replica {} was silent for a minute; others take up what it had in hand.",
                place);
          }
          return taken.submissions();
        });
  }

  @Override
  public void owe(List<Owed> replies) throws IOException {
    owed.owe(replies);
  }

  @Override
  public List<Owed> owed() throws IOException {
    return owed.owed();
  }

  @Override
  public void noted(List<Owed> replies) throws IOException {
    owed.noted(replies);
  }

  /** Others need not wait for a minute. */
  @Override
  public void close() {
    try (session) {
      session.transaction(connection -> update(connection, END, registry, name, process));
    } catch (IOException e) {
      LOG.debug("the others notice by its silence that this replica has ended", e);
    }
  }
}
