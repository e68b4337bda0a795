package org.certdrop.sql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.certdrop.files.Patience;
import org.certdrop.registration.Draft;
import org.certdrop.registration.Fold;
import org.certdrop.registration.JournalLine;
import org.certdrop.registry.JournalMark;
import org.certdrop.registry.JournalReader;
import org.certdrop.registry.Ledger;
import org.certdrop.registry.RawLine;

/**
 * Some reading and appending in a database. It appends by one statement, and waits for nobody; a
 * turn that lost three times in a row locks the head first.
 */
final class SqlTurn implements Ledger.Turn {
  private static final int LOSSES = 3;
  private static final String LOCK_TIMEOUT = "55P03";
  private static final String UNIQUE_VIOLATION = "23505";

  private final SqlLedger ledger;
  private final Patience.Wait wait;
  private final Map<String, JournalLine> recorded = new HashMap<>();
  private JournalMark caughtUp;
  private int losses;
  private int connectionsLost;
  private boolean locked;

  SqlTurn(SqlLedger ledger, Patience.Wait wait) {
    this.ledger = ledger;
    this.wait = wait;
    this.caughtUp = ledger.durable();
  }

  @Override
  public void catchUp(Fold trial) throws IOException {
    JournalMark from = ledger.durable();
    Connection connection = standing(from);
    Optional<HeadRow.Head> head = Optional.empty();
    if (losses >= LOSSES) {
      head = Optional.of(locked(connection));
    }
    JournalReader.Reading read =
        new JournalReader(new SqlLines(connection, ledger.database(), from), trial)
            .read(from.end(), (line, fold) -> {});
    if (read.problem().isPresent()) {
      throw ledger.damaged(
          Optional.of(trial.seq() + 1), "the line does not fit: " + read.problem().get() + ".");
    }
    int length = read.lastLength() > 0 ? read.lastLength() : from.length();
    caughtUp = new JournalMark(read.end(), length, trial.seq(), trial.head());
    if (head.isPresent()) {
      demandHead(head.get());
    }
  }

  /** A connection over which the last durable line is there; a broken one is made again once. */
  private Connection standing(JournalMark mark) throws IOException {
    boolean stands;
    try {
      stands = stands(mark);
    } catch (DatabaseException e) {
      if (!e.isLoss()) {
        throw e;
      }
      ledger.giveUp();
      locked = false;
      stands = stands(mark);
    }
    if (!stands) {
      throw ledger.lost();
    }
    return ledger.connect();
  }

  private boolean stands(JournalMark mark) throws IOException {
    Connection connection = ledger.connect();
    if (mark.seq() > 0) {
      return SqlSource.stands(connection, ledger.database(), mark);
    }
    new SqlLines(connection, ledger.database(), mark).next(); // whether the connection is of use
    return true;
  }

  private HeadRow.Head locked(Connection connection) throws IOException {
    while (true) {
      try {
        connection.setAutoCommit(false);
        locked = true;
        HeadRow.Head head = new HeadRow(connection, ledger.database()).lock();
        ledger.demandHere(head);
        return head;
      } catch (SQLException e) {
        if (!LOCK_TIMEOUT.equals(e.getSQLState())) {
          throw ledger.failed(e);
        }
        release();
        wait.goOn(ledger.database().place());
      }
    }
  }

  /** Nobody else can append now: what was read is what the head says, or somebody changed it. */
  private void demandHead(HeadRow.Head head) throws IOException {
    if (head.seq() != caughtUp.seq() || !head.digest().equals(caughtUp.head())) {
      throw ledger.damaged(
          Optional.empty(),
          "its last line is %s, and its head row says %s: one of the two was changed or lost."
              .formatted(caughtUp.seq(), head.seq()));
    }
  }

  @Override
  public boolean append(Draft draft) throws IOException {
    if (draft.lines().isEmpty()) {
      ledger.confirm(caughtUp);
      return true;
    }
    try {
      return ledger.append(caughtUp, draft, locked) ? succeeded(draft) : lost();
    } catch (SQLException e) {
      return afterFailure(e, draft);
    }
  }

  private boolean succeeded(Draft draft) {
    caughtUp = last(draft, caughtUp.end() + draft.bytes().length);
    ledger.confirmed(caughtUp);
    return true;
  }

  private static JournalMark last(Draft draft, long end) {
    return new JournalMark(end, draft.lastLength(), draft.fold().seq(), draft.fold().head());
  }

  private boolean lost() throws IOException {
    losses++;
    release();
    return false;
  }

  private boolean afterFailure(SQLException cause, Draft draft) throws IOException {
    String state = String.valueOf(cause.getSQLState());
    if (state.equals(UNIQUE_VIOLATION)) {
      boolean wasLocked = locked;
      release();
      if (!learn(draft) && wasLocked) {
        throw ledger.damaged(
            Optional.of(caughtUp.seq() + 1), "the place of the next line is taken already.");
      }
      losses++;
      return false;
    }
    if (state.equals(LOCK_TIMEOUT)) {
      release();
      wait.goOn(ledger.database().place());
      return false;
    }
    DatabaseException fault = ledger.failed(cause);
    locked = false;
    if (!DatabaseException.isLoss(cause) || connectionsLost++ > 0) {
      throw fault;
    }
    return isThere(draft) && succeeded(draft);
  }

  /** No answer came: whether the lines are in the journal is asked over a new connection. */
  private boolean isThere(Draft draft) throws IOException {
    JournalMark mark = last(draft, 0);
    boolean there = SqlSource.stands(ledger.connect(), ledger.database(), mark);
    if (there) {
      ledger.confirm(mark);
    }
    return there;
  }

  private boolean learn(Draft draft) throws IOException {
    try {
      Map<String, byte[]> found = new HeadRow(ledger.connect(), ledger.database()).recorded(draft);
      for (Map.Entry<String, byte[]> line : found.entrySet()) {
        recorded.put(
            line.getKey(),
            new RawLine(line.getValue(), 0, true)
                .content()
                .orElseThrow(() -> ledger.damaged(Optional.empty(), "a line is no JSON.")));
      }
      return !found.isEmpty();
    } catch (SQLException e) {
      throw ledger.failed(e);
    }
  }

  private void release() throws IOException {
    if (locked) {
      locked = false;
      ledger.endTransaction();
    }
  }

  @Override
  public Map<String, JournalLine> recorded() {
    return Map.copyOf(recorded);
  }

  @Override
  public JournalMark mark() {
    return ledger.durable();
  }

  @Override
  public void close() throws IOException {
    release();
  }
}
