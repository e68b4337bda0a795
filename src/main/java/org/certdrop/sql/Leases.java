package org.certdrop.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Which replica does what one does at a time: the one that does it, as long as it is alive. */
final class Leases {
  private static final String LEASE =
      "insert into certdrop.lease as held (registry, name, replica) values (?, ?, ?)"
          + " on conflict (registry, name) do update set replica = excluded.replica"
          + " where held.replica = excluded.replica or not exists (select from certdrop.replica"
          + " where registry = held.registry and replica = held.replica and "
          + SqlReplica.ALIVE
          + ")";

  /** A former configuration may have wanted more. */
  private static final String GIVE_BACK =
      "update certdrop.lease set replica = '' where registry = ? and replica = ? and name <> all (?)";

  private Leases() {}

  /**
   * Those of the wanted tasks that are a replica's; it takes what no living one has, and gives back
   * what it does not want any more.
   */
  static Set<String> of(Connection connection, String registry, String name, Set<String> wanted)
      throws SQLException {
    SqlSession.update(connection, GIVE_BACK, registry, name, wanted);
    Set<String> held = new HashSet<>();
    for (String task : new TreeSet<>(wanted)) { // in order: two replicas may do so at once
      if (SqlSession.update(connection, LEASE, registry, task, name) > 0) {
        held.add(task);
      }
    }
    return held;
  }
}
