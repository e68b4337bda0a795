package org.certdrop.sql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.certdrop.registry.JournalMark;
import org.certdrop.registry.JournalSource;
import org.certdrop.registry.Lines;
import org.certdrop.registry.RawLine;
import org.certdrop.x509.Fingerprint;

/** A journal in a database, to be read over a connection of its own. */
final class SqlSource implements JournalSource {
  private static final int LATEST = 200;

  private final Connection connection;
  private final Database database;

  SqlSource(Connection connection, Database database) {
    this.connection = connection;
    this.database = database;
  }

  @Override
  public Lines after(JournalMark mark) {
    return new SqlLines(connection, database, mark);
  }

  @Override
  public Lines latest() throws IOException {
    long last =
        number("select max(seq) from certdrop.journal where registry = ?", Set.of()).orElse(0);
    return after(new JournalMark(0, 0, Math.max(0, last - LATEST), ""));
  }

  @Override
  public boolean holds(JournalMark mark) throws IOException {
    return stands(connection, database, mark);
  }

  /** Whether the line of a mark is in the journal, as it was. */
  static boolean stands(Connection connection, Database database, JournalMark mark)
      throws IOException {
    Optional<RawLine> line =
        new SqlLines(connection, database, new JournalMark(0, 0, mark.seq() - 1, mark.head()))
            .next();
    return line.filter(found -> found.bytes().length + 1 == mark.length())
        .filter(found -> Fingerprint.of(found.bytes()).hex().equals(mark.head()))
        .isPresent();
  }

  @Override
  public OptionalLong firstOf(Set<String> submissions) throws IOException {
    return number(
        "select min(seq) from certdrop.journal where registry = ? and submission = any (?)",
        submissions);
  }

  private OptionalLong number(String select, Set<String> submissions) throws IOException {
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      statement.setString(1, database.registry());
      if (!submissions.isEmpty()) {
        statement.setArray(2, connection.createArrayOf("text", submissions.toArray(String[]::new)));
      }
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        long number = row.getLong(1);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
      }
    } catch (SQLException e) {
      throw DatabaseException.of(database, e);
    }
  }

  @Override
  public void close() {
    Connector.close(connection);
  }
}
