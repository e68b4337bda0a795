package org.certdrop.registry;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.certdrop.registration.Draft;
import org.certdrop.registration.Fold;

/** Has the work of a group done on the newest state, and appends what that drafts. */
final class GroupAppender {
  private final Fold fold;
  private final Clock clock;
  private final Stopwatch appends = new Stopwatch();

  /**
   * An appender.
   *
   * @param fold what is durable; it is not changed here
   */
  GroupAppender(Fold fold, Clock clock) {
    this.fold = fold;
    this.clock = clock;
  }

  /**
   * Does the work, as often as another process appends first; returns when the draft is durable.
   */
  Draft append(List<Committer.Request<?>> group, Ledger.Turn turn) throws IOException {
    Draft draft = draft(group, turn);
    long began = System.nanoTime();
    while (!turn.append(draft)) {
      draft = draft(group, turn);
      began = System.nanoTime();
    }
    if (!draft.lines().isEmpty()) {
      appends.stop(began);
    }
    return draft;
  }

  private Draft draft(List<Committer.Request<?>> group, Ledger.Turn turn) throws IOException {
    Draft draft = new Draft(fold, clock, turn.recorded());
    turn.catchUp(draft.fold());
    group.forEach(request -> request.work(draft));
    return draft;
  }

  Timing timing() {
    return appends.timing();
  }
}
