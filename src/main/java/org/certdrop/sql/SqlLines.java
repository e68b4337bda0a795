package org.certdrop.sql;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.certdrop.registry.JournalMark;
import org.certdrop.registry.Lines;
import org.certdrop.registry.RawLine;

/** Lines of a journal in a database, some at a time. */
final class SqlLines implements Lines {
  private static final int AT_ONCE = 256;
  private static final String SELECT =
      "select seq, line from certdrop.journal where registry = ? and seq > ? order by seq limit "
          + AT_ONCE;

  /** Asks the server for the next lines while this process looks at those that it has. */
  private static final ExecutorService AHEAD = Executors.newCachedThreadPool(SqlLines::daemon);

  private final Connection connection;
  private final Database database;
  private final Deque<byte[]> some = new ArrayDeque<>();
  private Optional<Future<Batch>> ahead = Optional.empty();
  private long last;
  private long start;
  private boolean more = true;

  /**
   * Some lines in a row.
   *
   * @param last the number of the last one
   */
  private record Batch(List<byte[]> lines, long last) {}

  /** The lines after a mark. */
  SqlLines(Connection connection, Database database, JournalMark mark) {
    this.connection = connection;
    this.database = database;
    this.last = mark.seq();
    this.start = mark.end();
  }

  private static Thread daemon(Runnable reading) {
    Thread thread = new Thread(reading, "journal in the database");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public Optional<RawLine> next() throws IOException {
    if (some.isEmpty() && more) {
      fetch();
    }
    if (some.isEmpty()) {
      return Optional.empty();
    }
    // Not before the second line: many want but the first.
    if (some.size() < AT_ONCE && more && ahead.isEmpty()) {
      long after = last;
      ahead = Optional.of(AHEAD.submit(() -> batch(after)));
    }
    RawLine line = new RawLine(some.remove(), start, true);
    start += line.bytes().length + 1;
    return Optional.of(line);
  }

  private void fetch() throws IOException {
    Batch batch = ahead.isPresent() ? outcome(ahead.get()) : batch(last);
    ahead = Optional.empty();
    some.addAll(batch.lines);
    last = batch.last;
    more = some.size() == AT_ONCE;
  }

  private static Batch outcome(Future<Batch> fetched) throws IOException {
    try {
      return fetched.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException fault) {
        throw fault;
      }
      throw new IllegalStateException("lines of the journal cannot be read", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("reading of the journal was interrupted");
    }
  }

  private Batch batch(long after) throws IOException {
    List<byte[]> lines = new ArrayList<>();
    long end = after;
    try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
      statement.setString(1, database.registry());
      statement.setLong(2, after);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          end = rows.getLong(1);
          lines.add(rows.getBytes(2));
        }
      }
    } catch (SQLException e) {
      throw DatabaseException.of(database, e);
    }
    return new Batch(lines, end);
  }

  @Override
  public boolean mayBeTorn() {
    return false;
  }
}
