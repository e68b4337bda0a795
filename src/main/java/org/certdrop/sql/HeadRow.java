package org.certdrop.sql;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certdrop.registration.Draft;
import org.certdrop.registration.JournalLine;
import org.certdrop.registry.JournalMark;
import org.certdrop.registry.ThoughtDeadException;

/** The statements about the end of a registry's journal. */
final class HeadRow {
  private static final String MAKE =
      "insert into certdrop.head (registry, seq, digest) values (?, 0, ?) on conflict do nothing";
  private static final String LOCK =
      "select seq, digest, moved_to from certdrop.head where registry = ?";

  /** One statement is one transaction: the head moves on with the lines, or nothing changes. */
  private static final String APPEND =
      "with won as (update certdrop.head set seq = ?, digest = ?"
          + " where registry = ? and seq = ? and digest = ? and moved_to is null returning registry)"
          + " insert into certdrop.journal (registry, seq, line, submission)"
          + " select won.registry, ? + added.ordinal, added.line, added.submission"
          + " from won, unnest(?::bytea[], ?::text[]) with ordinality"
          + " as added (line, submission, ordinal)";

  /** Of a replica: one that thinks it dead changes its row first, and one of the two waits. */
  private static final String APPEND_AS =
      APPEND
          .replace(" where registry", " from me where registry")
          .replace(
              "with won",
              "with me as (select 1 from certdrop.replica where registry = ? and replica = ?"
                  + " and epoch = ? and process = ? for share), won");

  private static final String STANDS =
      "select epoch from certdrop.replica"
          + " where registry = ? and replica = ? and epoch = ? and process = ?";

  private static final String RECORDED =
      "select submission, line from certdrop.journal where registry = ? and submission = any (?)";

  private final Connection connection;
  private final Database database;
  private boolean warned;

  /**
   * What the row says.
   *
   * @param seq the last line
   * @param digest its SHA-256
   * @param movedTo where the registry has gone, if it is not here any more
   */
  record Head(long seq, String digest, Optional<String> movedTo) {}

  HeadRow(Connection connection, Database database) {
    this.connection = connection;
    this.database = database;
  }

  /** Makes it if there is none. */
  void make() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MAKE)) {
      statement.setString(1, database.registry());
      statement.setString(2, JournalLine.NOTHING_BEFORE);
      statement.executeUpdate();
    }
  }

  /** Reads it. */
  Head read() throws SQLException {
    return read(LOCK);
  }

  /** Reads it, and keeps it from being changed until the transaction ends. */
  Head lock() throws SQLException {
    return read(LOCK + " for update");
  }

  private Head read(String select) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      statement.setString(1, database.registry());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new Head(row.getLong(1), row.getString(2), Optional.ofNullable(row.getString(3)));
      }
    }
  }

  /**
   * Appends what is drafted after a line.
   *
   * @param replica who does
   * @return false if that is not the last line, so that nothing was changed
   * @throws ThoughtDeadException if others took up what the replica had in hand
   */
  boolean append(JournalMark after, Draft draft, Optional<SqlReplica> replica)
      throws SQLException, ThoughtDeadException {
    if (replica.isEmpty()) {
      return append(after, draft, APPEND, List.of());
    }
    SqlReplica me = replica.get();
    List<Object> row = me.row();
    me.demandHeld(draft);
    boolean done = append(after, draft, APPEND_AS, row);
    if (!done && SqlSession.rows(connection, STANDS, row.toArray()).isEmpty()) {
      throw new ThoughtDeadException();
    }
    return done;
  }

  private boolean append(JournalMark after, Draft draft, String sql, List<Object> row)
      throws SQLException {
    List<Draft.Line> lines = draft.lines();
    Array octets =
        connection.createArrayOf(
            "bytea", lines.stream().map(Draft.Line::bytes).toArray(byte[][]::new));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int next = 1;
      for (Object value : row) {
        statement.setObject(next++, value);
      }
      statement.setLong(next++, draft.fold().seq());
      statement.setString(next++, draft.fold().head());
      statement.setString(next++, database.registry());
      statement.setLong(next++, after.seq());
      statement.setString(next++, after.head());
      statement.setLong(next++, after.seq());
      statement.setArray(next++, octets);
      statement.setArray(next, connection.createArrayOf("text", submissions(lines)));
      boolean done = statement.executeUpdate() > 0;
      warned = statement.getWarnings() != null;
      return done;
    }
  }

  /** Whether the server warned of something when lines were appended. */
  boolean warned() {
    return warned;
  }

  private static String[] submissions(List<Draft.Line> lines) {
    return lines.stream().map(line -> line.submission().orElse(null)).toArray(String[]::new);
  }

  /** Which of the drafted submissions have a line already. */
  Map<String, byte[]> recorded(Draft draft) throws SQLException {
    String[] asked =
        draft.lines().stream().flatMap(line -> line.submission().stream()).toArray(String[]::new);
    Map<String, byte[]> found = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(RECORDED)) {
      statement.setString(1, database.registry());
      statement.setArray(2, connection.createArrayOf("text", asked));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.put(rows.getString(1), rows.getBytes(2));
        }
      }
    }
    return found;
  }
}
