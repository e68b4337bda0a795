package org.certdrop.sql;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.certdrop.registry.SharedStatements;

/**
 * The own statements in a database.
 *
 * @param service over whose connection they are asked for; empty for a command, which connects for
 *     as long as it asks
 */
record SqlStatements(Database database, Optional<SqlSession> service) implements SharedStatements {
  private static final String READ = "select document from certdrop.statements where registry = ?";
  private static final String FIRST =
      "insert into certdrop.statements (registry, document) values (?, ?) on conflict do nothing";
  private static final String REPLACE =
      "update certdrop.statements set document = ? where registry = ? and document = ?";

  @Override
  public Optional<String> read() throws IOException {
    List<List<String>> found =
        transaction(connection -> SqlSession.rows(connection, READ, database.registry()));
    return found.stream().map(row -> row.get(0)).findFirst();
  }

  @Override
  public boolean replace(Optional<String> before, String after) throws IOException {
    return transaction(
        connection -> {
          SqlSession.update(connection, SqlSession.DURABLE);
          int changed =
              before.isEmpty()
                  ? SqlSession.update(connection, FIRST, database.registry(), after)
                  : SqlSession.update(
                      connection, REPLACE, after, database.registry(), before.get());
          // A commit whose answer was lost is sent again, and finds its own work done.
          return changed > 0
              || SqlSession.update(connection, REPLACE, after, database.registry(), after) > 0;
        });
  }

  private <T> T transaction(SqlSession.Work<T> work) throws IOException {
    if (service.isPresent()) {
      return service.get().transaction(work);
    }
    try (SqlSession session = new SqlSession(database)) {
      return session.transaction(work);
    }
  }
}
