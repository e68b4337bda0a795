package org.certdrop.sql;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.certdrop.registration.Entry;
import org.certdrop.registration.JournalEvent;
import org.certdrop.registration.JournalLine;
import org.certdrop.registry.JournalMark;
import org.certdrop.registry.JournalSource;
import org.certdrop.registry.Lines;
import org.certdrop.registry.RawLine;
import org.certdrop.x509.Fingerprint;

/**
 * A registry that is moved into a database, or out of it. While it is closed, nobody appends to it;
 * the note says why. Lines are added, and none is ever changed.
 */
public final class MovedRegistry implements AutoCloseable {
  private static final int AT_ONCE = 500;
  private static final Set<JournalEvent> OUTCOMES =
      Set.of(JournalEvent.REGISTERED, JournalEvent.REPLACED, JournalEvent.PENDING);
  private static final String INSERT =
      "insert into certdrop.journal (registry, seq, line, submission) values (?, ?, ?, ?)";
  private static final String HEAD =
      "update certdrop.head set seq = ?, digest = ?, moved_to = ? where registry = ?";

  private final Database database;
  private final Connection connection;

  /** Connects; the registry is made, without lines, if there is none. */
  public MovedRegistry(Database database) throws IOException {
    this.database = database;
    this.connection = new Connector(database).appending();
    try {
      new HeadRow(connection, database).make();
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      Connector.close(connection);
      throw DatabaseException.of(database, e);
    }
  }

  /**
   * The note that the journal is a file in a home.
   *
   * @param var the home's folder of that name
   */
  public static String fileIn(Path var) throws IOException {
    return "journal.jsonl in " + ReplicaName.place(var) + "/var " + nameOf(var);
  }

  /** Whether a note says so of this home, wherever that lay then. */
  public static boolean isFileIn(Path var, String note) throws IOException {
    return note.endsWith(nameOf(var));
  }

  private static String nameOf(Path var) throws IOException {
    return "(" + ReplicaName.of(var) + ")";
  }

  /** Why it is closed; empty if it is open. */
  public Optional<String> note() throws IOException {
    try {
      HeadRow.Head head = new HeadRow(connection, database).read();
      connection.commit();
      return head.movedTo();
    } catch (SQLException e) {
      throw DatabaseException.of(database, e);
    }
  }

  /** Closes it, or opens it again; an append that is under way ends first. */
  public void mark(Optional<String> note) throws IOException {
    try {
      HeadRow.Head head = new HeadRow(connection, database).lock();
      move(head.seq(), head.digest(), note);
      connection.commit();
    } catch (SQLException e) {
      throw DatabaseException.of(database, e);
    }
  }

  /**
   * Adds, in one transaction, the lines that it lacks, and leaves it closed.
   *
   * @param source the journal, which was verified
   * @param note why it is closed
   * @throws DatabaseException if it holds a line that is not the source's; nothing is changed then
   */
  public void fill(JournalSource source, String note) throws IOException {
    try {
      HeadRow.Head head = new HeadRow(connection, database).lock();
      Lines there = new SqlLines(connection, database, JournalMark.BEGINNING);
      Lines wanted = source.after(JournalMark.BEGINNING);
      Set<String> submissions = new HashSet<>();
      for (long seq = 1; seq <= head.seq(); seq++) {
        submission(demandSame(seq, there.next(), wanted.next()), submissions);
      }
      move(head, wanted, submissions, note);
      connection.commit();
    } catch (SQLException e) {
      throw DatabaseException.of(database, e);
    }
  }

  private RawLine demandSame(long seq, Optional<RawLine> there, Optional<RawLine> wanted)
      throws DatabaseException {
    if (there.isEmpty()
        || wanted.isEmpty()
        || !Arrays.equals(there.get().bytes(), wanted.get().bytes())) {
      throw new DatabaseException(
          "the "
              + database.place()
              + " holds another journal already: its line "
              + seq
              + " differs. Nothing was changed. Set certdrop.registry.name to a new name.");
    }
    return there.get();
  }

  private void move(HeadRow.Head head, Lines wanted, Set<String> submissions, String note)
      throws SQLException, IOException {
    long seq = head.seq();
    String digest = head.digest();
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Optional<RawLine> line = wanted.next(); line.isPresent(); line = wanted.next()) {
        if (!line.get().ended()) {
          break; // torn by a kill: it never counted
        }
        seq++;
        digest = Fingerprint.of(line.get().bytes()).hex();
        insert.setString(1, database.registry());
        insert.setLong(2, seq);
        insert.setBytes(3, line.get().bytes());
        insert.setString(4, submission(line.get(), submissions).orElse(null));
        insert.addBatch();
        if (seq % AT_ONCE == 0) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
    move(seq, digest, Optional.of(note));
  }

  /** The submission whose outcome a line is, if no line before it says that. */
  private static Optional<String> submission(RawLine line, Set<String> before) {
    return line.content()
        .filter(content -> OUTCOMES.contains(content.event()))
        .flatMap(JournalLine::entry)
        .map(Entry::submission)
        .filter(before::add);
  }

  private void move(long seq, String digest, Optional<String> note) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(HEAD)) {
      statement.setLong(1, seq);
      statement.setString(2, digest);
      statement.setString(3, note.orElse(null));
      statement.setString(4, database.registry());
      statement.executeUpdate();
    }
  }

  @Override
  public void close() {
    Connector.close(connection);
  }
}
