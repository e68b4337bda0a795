package org.certdrop.sql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects to a database, and looks whether what it says is durable is so. */
final class Connector {
  private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

  /** The tables that this certdrop knows. */
  static final int VERSION = 2;

  /**
   * A frozen process may hold a lock for 20 seconds, well above the time of a group and below that
   * of those who wait; nobody waits for a lock for longer than a moment without asking whether it
   * is worth it.
   */
  private static final String SESSION =
      "select set_config('idle_in_transaction_session_timeout', '20s', false),"
          + " set_config('lock_timeout', '2s', false),"
          + " set_config('default_transaction_isolation', 'read committed', false),"
          + " set_config('bytea_output', 'hex', false)";

  private static final String SERVER =
      "select current_setting('fsync'), current_setting('full_page_writes'),"
          + " current_setting('synchronous_commit'), pg_is_in_recovery(),"
          + " current_setting('synchronous_standby_names'),"
          + " (select count(*) from pg_stat_replication)"
          + " + (select count(*) from pg_replication_slots where slot_type = 'physical'),"
          + " (select max(version) from certdrop.version)";

  /**
   * The settings of {@code synchronous_commit} with which a standby's disk has what is confirmed.
   */
  private static final Set<String> WAITING = Set.of("on", "remote_apply");

  private final Database database;
  private final String patience;
  private boolean warned;

  Connector(Database database) {
    this(database, "60");
  }

  /**
   * A connector.
   *
   * @param patience for how many seconds an answer is waited for
   */
  Connector(Database database, String patience) {
    this.database = database;
    this.patience = patience;
  }

  /** For reading alone. */
  Connection reading() throws IOException {
    try {
      return opened();
    } catch (SQLException e) {
      throw DatabaseException.of(database, e);
    }
  }

  private Connection opened() throws SQLException, IOException {
    Connection connection =
        DriverManager.getConnection(database.url(), database.properties(patience));
    boolean done = false;
    try (Statement statement = connection.createStatement()) {
      statement.execute(SESSION);
      done = true;
    } finally {
      if (!done) {
        connection.close();
      }
    }
    return connection;
  }

  /**
   * For appending.
   *
   * @throws DatabaseException if what the server calls committed might be lost
   */
  Connection appending() throws IOException {
    Connection connection = reading();
    boolean fit = false;
    try (Statement statement = connection.createStatement();
        ResultSet server = statement.executeQuery(SERVER)) {
      server.next();
      demandDurable(server);
      warnOfStandby(server);
      fit = true;
    } catch (SQLException e) {
      throw DatabaseException.of(database, e);
    } finally {
      if (!fit) {
        close(connection);
      }
    }
    return connection;
  }

  private void demandDurable(ResultSet server) throws SQLException, DatabaseException {
    String[] names = {"fsync", "full_page_writes", "synchronous_commit"};
    for (int column = 1; column <= names.length; column++) {
      if (server.getString(column).equals("off")) {
        throw new DatabaseException(
            "the database of the "
                + database.place()
                + " runs with "
                + names[column - 1]
                + " off, so that it may lose or spoil what it has confirmed. Nothing is written"
                + " there. Set it to on, for certdrop's role as well.");
      }
    }
    if (server.getBoolean(4)) {
      throw new DatabaseException(
          "the database of the "
              + database.place()
              + " is a standby, which takes nothing. Name all servers in certdrop.registry.url, and"
              + " add targetServerType=primary to its parameters.");
    }
    if (server.getInt(7) != VERSION) {
      throw new DatabaseException(
          "the tables of the "
              + database.place()
              + " are of version "
              + server.getInt(7)
              + "; this certdrop knows version "
              + VERSION
              + (server.getInt(7) > VERSION
                  ? ". Install the newer certdrop that they are of."
                  : ". Their owner brings them up to date: ./certdrop registry schema | psql"));
    }
  }

  private void warnOfStandby(ResultSet server) throws SQLException {
    boolean waits = !server.getString(5).isBlank() && WAITING.contains(server.getString(3));
    if (!warned && server.getInt(6) > 0 && !waits) {
      warned = true;
      LOG.warn(
          "{} confirms before its standby has written (synchronous_standby_names is \"{}\","
              + " synchronous_commit is {}): a failover to it LOSES registrations that were"
              + " confirmed. docs/postgresql.md says what to set.",
          database.shown(),
          server.getString(5),
          server.getString(3));
    }
  }

  /** Lets go of a connection that may be broken. */
  static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("a connection is gone already", e);
    }
  }
}
