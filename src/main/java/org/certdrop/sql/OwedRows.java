package org.certdrop.sql;

import static org.certdrop.sql.SqlSession.rows;
import static org.certdrop.sql.SqlSession.update;

import java.io.IOException;
import java.util.List;
import org.certdrop.registry.Replica.Owed;

/**
 * The replies that replicas leave to the one that writes the outbox.
 *
 * @param session how the database is reached
 * @param registry the registry's name there
 */
record OwedRows(SqlSession session, String registry) {
  private static final String OWE =
      "insert into certdrop.owed (registry, party, outcome) values (?, ?, ?) on conflict do nothing";
  private static final String OWED =
      "select party, outcome from certdrop.owed where registry = ? limit 1000";
  private static final String NOTED =
      "delete from certdrop.owed where registry = ? and party = ? and outcome = ?";

  void owe(List<Owed> replies) throws IOException {
    session.transaction(
        connection -> {
          update(connection, SqlSession.DURABLE);
          for (Owed reply : replies) {
            update(connection, OWE, registry, reply.party(), reply.outcome());
          }
          return replies;
        });
  }

  List<Owed> owed() throws IOException {
    return session.transaction(connection -> rows(connection, OWED, registry)).stream()
        .map(row -> new Owed(row.get(0), row.get(1)))
        .toList();
  }

  void noted(List<Owed> replies) throws IOException {
    session.transaction(
        connection -> {
          for (Owed reply : replies) {
            update(connection, NOTED, registry, reply.party(), reply.outcome());
          }
          return replies;
        });
  }
}
