package org.certdrop.registry;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import org.certdrop.files.Patience;
import org.certdrop.registration.Draft;
import org.certdrop.registration.Fold;
import org.certdrop.registration.JournalLine;

/**
 * A journal to be appended to, whatever holds it. Any number of processes may have one open; one
 * thread uses it.
 */
public interface Ledger extends Closeable {
  /**
   * Begins to read and append.
   *
   * @param patience how long to wait for other processes
   * @throws IOException if the journal cannot be reached now
   */
  Turn turn(Patience patience) throws IOException;

  /**
   * Tells what was read already, before the first turn catches up.
   *
   * @param mark the last line of it
   */
  void goOnFrom(JournalMark mark) throws IOException;

  /** Some reading and appending; closing it lets others. */
  interface Turn extends Closeable {
    /**
     * Folds what other processes appended.
     *
     * @param trial goes on from the last durable line
     * @throws RegistryCorruptedException if the journal is not the one that was read, or does not
     *     go on where it ended; nothing is changed then
     */
    void catchUp(Fold trial) throws IOException;

    /**
     * Appends what was drafted on what was caught up with; it is durable when this returns true.
     *
     * @param draft may have no line; then what was caught up with is durable
     * @return false if somebody else appended first, or proposed the same: then nothing is changed,
     *     and all is to be done again from {@link #catchUp} on
     * @throws IOException if that failed. Then the lines are not in the journal, or will be found
     *     there by the next turn
     */
    boolean append(Draft draft) throws IOException;

    /**
     * The lines by which submissions that are drafted again came into the journal, by their ids.
     */
    Map<String, JournalLine> recorded();

    /** The last durable line. */
    JournalMark mark();
  }
}
