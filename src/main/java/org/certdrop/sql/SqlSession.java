package org.certdrop.sql;

import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A connection for what is no line of the journal, made when it is needed and made again once where
 * it breaks: so what is done over it may be done twice, as after a deadlock. A crash of the server
 * may undo the last of it, unless it asks to be durable.
 */
final class SqlSession implements Closeable {
  /** Others wait while an answer is waited for, and it is tried again anyway. */
  private static final String PATIENCE = "15";

  /** Makes what a transaction does durable before its end is confirmed. */
  static final String DURABLE = "set local synchronous_commit to on";

  /** Without something to write, a commit waits for nothing. */
  private static final String SOMETHING = "select pg_logical_emit_message(true, 'certdrop', '')";

  private final Database database;
  private final Connector connector;
  private Connection open;

  /** What is done as one transaction. */
  @FunctionalInterface
  interface Work<T> {
    T over(Connection connection) throws SQLException, IOException;
  }

  SqlSession(Database database) {
    this.database = database;
    this.connector = new Connector(database, PATIENCE);
  }

  /** Does something as one transaction. */
  synchronized <T> T transaction(Work<T> work) throws IOException {
    try {
      return once(work);
    } catch (DatabaseException e) {
      if (!e.isLoss()) {
        throw e;
      }
      return once(work);
    }
  }

  private <T> T once(Work<T> work) throws IOException {
    boolean done = false;
    try {
      Connection connection = connection();
      connection.clearWarnings();
      T result = work.over(connection);
      connection.commit();
      if (connection.getWarnings() != null) {
        commitOnceMore(connection);
      }
      done = true;
      return result;
    } catch (SQLException e) {
      throw DatabaseException.of(database, e);
    } finally {
      if (!done) {
        close();
      }
    }
  }

  /**
   * Waits for the synchronous standby once more, since a warning said that the server does not wait
   * any longer: a commit waits for all that came before.
   *
   * @throws SQLException also if the server says so again
   */
  static void commitOnceMore(Connection to) throws SQLException {
    to.clearWarnings();
    boolean alone = to.getAutoCommit();
    to.setAutoCommit(false);
    try (Statement statement = to.createStatement()) {
      statement.execute(DURABLE);
      statement.execute(SOMETHING);
    }
    to.commit();
    to.setAutoCommit(alone);
    if (to.getWarnings() != null) {
      throw to.getWarnings();
    }
  }

  private Connection connection() throws SQLException, IOException {
    if (open == null) {
      open = connector.appending();
      try (Statement statement = open.createStatement()) {
        statement.execute("set synchronous_commit to off");
      }
      open.setAutoCommit(false);
    }
    return open;
  }

  /** Runs a statement; how many rows it concerned. */
  static int update(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = filled(connection, sql, values)) {
      return statement.executeUpdate();
    }
  }

  /** Runs a query of texts. */
  static List<List<String>> rows(Connection connection, String sql, Object... values)
      throws SQLException {
    List<List<String>> found = new ArrayList<>();
    try (PreparedStatement statement = filled(connection, sql, values);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
          row.add(rows.getString(column));
        }
        found.add(row);
      }
    }
    return found;
  }

  private static PreparedStatement filled(Connection connection, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof Set<?> texts) {
        // In order: two replicas may lock rows of the same claims.
        statement.setArray(
            i + 1, connection.createArrayOf("text", texts.stream().sorted().toArray()));
      } else {
        statement.setObject(i + 1, values[i]);
      }
    }
    return statement;
  }

  @Override
  public synchronized void close() {
    if (open != null) {
      Connector.close(open);
      open = null;
    }
  }
}
