package org.certdrop.inbox;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.certdrop.home.StartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the inbox, or a folder of certdrop's in it, was deleted, made again or replaced by
 * another mount under the running service, and puts it in order as a start would.
 */
public final class InboxWatch {
  private static final Logger LOG = LoggerFactory.getLogger(InboxWatch.class);

  private final Inbox inbox;
  private final Recovery recovery;
  private final BooleanSupplier othersLeft;

  /** Whether what lies in a replaced folder is still to be taken up. */
  private boolean unfinished;

  /** Takes up what lies in a {@code .work} that this run has not seen before. */
  @FunctionalInterface
  public interface Recovery {
    /**
     * Takes it up.
     *
     * @throws IOException if the operating system cannot do so now; it is called again then
     */
    void takeUp() throws IOException;
  }

  /**
   * A watch over an inbox that was prepared.
   *
   * @param othersLeft whether other replicas may have left something since it was asked last
   */
  public InboxWatch(Inbox inbox, Recovery recovery, BooleanSupplier othersLeft) {
    this.othersLeft = othersLeft;
    this.inbox = inbox;
    this.recovery = recovery;
  }

  /**
   * Looks whether the folders are still those that were prepared; called before each look at the
   * inbox.
   *
   * @throws IOException if there is no inbox, or its folders cannot be put in order now
   */
  public void check() throws IOException {
    inbox.renew();
    if (inbox.isReplaced()) {
      unfinished = true;
      prepareAgain();
    }
    if (unfinished) {
      recovery.takeUp();
      unfinished = false;
      LOG.warn("The inbox {} or a folder in it was replaced; certdrop goes on with it.", inbox);
    } else if (othersLeft.getAsBoolean()) {
      recovery.takeUp();
    }
  }

  private void prepareAgain() throws IOException {
    try {
      inbox.prepareAgain();
    } catch (StartException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
