package org.certdrop.sql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Optional;
import org.certdrop.files.Patience;
import org.certdrop.registration.Draft;
import org.certdrop.registry.Damage;
import org.certdrop.registry.JournalMark;
import org.certdrop.registry.Ledger;
import org.certdrop.registry.RegistryCorruptedException;

/**
 * A journal in a database, to be appended to over one connection. A connection that fails is given
 * up, and the next turn takes a new one: it looks first whether the journal still holds the last
 * line that is known here.
 */
final class SqlLedger implements Ledger {
  private final Database database;
  private final Optional<SqlReplica> replica;
  private final Connector connector;
  private Connection connection;
  private JournalMark durable = JournalMark.BEGINNING;
  private JournalMark confirmed = JournalMark.BEGINNING;

  /**
   * A ledger.
   *
   * @param replica the service that appends; empty for a command
   */
  SqlLedger(Database database, Optional<SqlReplica> replica) {
    this.database = database;
    this.replica = replica;
    this.connector = new Connector(database);
  }

  @Override
  public Turn turn(Patience patience) throws IOException {
    connect();
    return new SqlTurn(this, patience.begin());
  }

  /** The connection, made if there is none. */
  Connection connect() throws IOException {
    if (connection == null) {
      connection = connector.appending();
      try {
        HeadRow head = new HeadRow(connection, database);
        head.make();
        demandHere(head.read());
      } catch (SQLException e) {
        throw failed(e);
      }
    }
    return connection;
  }

  /** Fails if the registry has gone elsewhere. */
  void demandHere(HeadRow.Head head) throws DatabaseException {
    if (head.movedTo().isPresent()) {
      giveUp();
      throw new DatabaseException(
          "the "
              + database.place()
              + " takes nothing: it was moved to "
              + head.movedTo().get()
              + ". Correct certdrop.registry.url, or move it back: ./certdrop registry migrate");
    }
  }

  /** Lets go of what is locked; a connection that is given up holds nothing. */
  void endTransaction() throws DatabaseException {
    if (connection != null) {
      try {
        connection.rollback();
        connection.setAutoCommit(true);
      } catch (SQLException e) {
        throw failed(e);
      }
    }
  }

  /** The connection is of no use any more. */
  DatabaseException failed(SQLException cause) {
    giveUp();
    return DatabaseException.of(database, cause);
  }

  /** Has the next turn connect again. */
  void giveUp() {
    if (connection != null) {
      Connector.close(connection);
      connection = null;
    }
  }

  @Override
  public void goOnFrom(JournalMark mark) {
    durable = mark;
  }

  /** Lines up to this one are durable: a commit said so that came after them. */
  void confirmed(JournalMark mark) {
    confirmed = mark;
    durable = mark;
  }

  /**
   * Makes durable what was read. A server shows lines that it has and its synchronous standby has
   * not, if it crashed while it waited for that, or was told not to wait any longer. One more
   * commit waits for all that came before.
   */
  void confirm(JournalMark mark) throws IOException {
    if (!mark.equals(confirmed)) {
      try {
        SqlSession.commitOnceMore(connect());
      } catch (SQLException e) {
        throw failed(e);
      }
    }
    confirmed(mark);
  }

  /**
   * Appends, as {@link HeadRow#append} does.
   *
   * @param locked whether a transaction is to be ended
   */
  boolean append(JournalMark after, Draft draft, boolean locked) throws SQLException, IOException {
    Connection to = connect();
    to.clearWarnings();
    HeadRow head = new HeadRow(to, database);
    boolean done = head.append(after, draft, replica);
    if (done && locked) {
      to.commit();
    }
    if (done && (head.warned() || to.getWarnings() != null)) {
      try {
        SqlSession.commitOnceMore(to);
      } catch (SQLWarning e) {
        throw failed(e);
      }
    }
    return done;
  }

  JournalMark durable() {
    return durable;
  }

  Optional<SqlReplica> replica() {
    return replica;
  }

  Database database() {
    return database;
  }

  /** Lines that are known here are not there any more, or others are in their place. */
  RegistryCorruptedException lost() {
    return damaged(
        Optional.empty(),
        "the database has lost lines that certdrop knows: line "
            + durable.seq()
            + " is not there, or is another one. A failover to a standby that was behind does that,"
            + " and so does restoring an older backup.");
  }

  /** Whatever still reads over the connection reads in vain. */
  RegistryCorruptedException damaged(Optional<Long> line, String problem) {
    giveUp();
    return new RegistryCorruptedException(
        new Damage(
            Damage.Kind.JOURNAL, database.place(), line.orElse(0L), problem, SqlStore.REMEDY));
  }

  @Override
  public void close() {
    giveUp();
  }
}
