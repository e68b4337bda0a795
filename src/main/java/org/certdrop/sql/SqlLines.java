package org.certdrop.sql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.certdrop.registry.JournalMark;
import org.certdrop.registry.Lines;
import org.certdrop.registry.RawLine;

/** Lines of a journal in a database, some at a time. */
final class SqlLines implements Lines {
  private static final int AT_ONCE = 256;
  private static final String SELECT =
      "select seq, line from certdrop.journal where registry = ? and seq > ? order by seq limit "
          + AT_ONCE;

  private final Connection connection;
  private final Database database;
  private final Deque<byte[]> some = new ArrayDeque<>();
  private long last;
  private long start;
  private boolean more = true;

  /** The lines after a mark. */
  SqlLines(Connection connection, Database database, JournalMark mark) {
    this.connection = connection;
    this.database = database;
    this.last = mark.seq();
    this.start = mark.end();
  }

  @Override
  public Optional<RawLine> next() throws IOException {
    if (some.isEmpty() && more) {
      fetch();
    }
    if (some.isEmpty()) {
      return Optional.empty();
    }
    RawLine line = new RawLine(some.remove(), start, true);
    start += line.bytes().length + 1;
    return Optional.of(line);
  }

  private void fetch() throws IOException {
    try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
      statement.setString(1, database.registry());
      statement.setLong(2, last);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          last = rows.getLong(1);
          some.add(rows.getBytes(2));
        }
      }
    } catch (SQLException e) {
      throw DatabaseException.of(database, e);
    }
    more = some.size() == AT_ONCE;
  }

  @Override
  public boolean mayBeTorn() {
    return false;
  }
}
