package org.certdrop.outbox;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.certdrop.home.Backoff;
import org.certdrop.home.Faults;
import org.certdrop.party.PartyId;
import org.certdrop.registry.Replica;
import org.certdrop.verdict.Outcome;
import org.certdrop.verdict.Verdict;

/**
 * Writes the replies to other parties after their verdicts: a receipt costs an RSA signature, which
 * is more than all the rest of a registration. While drops are being handled, replies wait, but not
 * for longer than half a minute. The bean {@code replies} of {@code routes/ingest.camel.yaml}.
 */
public final class ReplyQueue implements AutoCloseable {
  private static final String WHERE = "outbox";

  /** How long drops go before replies. */
  private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

  /** How many are written before it is looked again whether drops have come. */
  private static final int SOME = 32;

  /** How many are left to another replica at a time. */
  private static final int MANY = 1000;

  private final OwedReplies owed;
  private final ReplyWriter receipts;
  private final BooleanSupplier busy;
  private final Faults faults;
  private final Backoff backoff;
  private final LongSupplier nanoTime;
  private final BooleanSupplier writes;
  private final Replica replica;
  private int failures;
  private long notBefore;

  /** Whether all is noted that is owed since before this start. */
  private volatile boolean complete;

  /** Whether other replicas registered what is to be told and was not read yet. */
  private boolean behind;

  private volatile boolean failing;
  private volatile boolean hurried;

  /**
   * A queue that begins with what an earlier run left.
   *
   * @param busy whether drops are being handled
   * @param faults where an outbox that cannot be written is reported
   * @param nanoTime a clock that never jumps, in nanoseconds
   * @param writes whether the outbox is this service's to write
   * @param replica leaves replies to the replica whose it is, and has those of the others
   */
  public ReplyQueue(
      OwedReplies owed,
      ReplyWriter receipts,
      BooleanSupplier busy,
      Faults faults,
      Backoff backoff,
      LongSupplier nanoTime,
      BooleanSupplier writes,
      Replica replica) {
    this.writes = writes;
    this.replica = replica;
    this.owed = owed;
    this.receipts = receipts;
    this.busy = busy;
    this.faults = faults;
    this.backoff = backoff;
    this.nanoTime = nanoTime;
    this.notBefore = nanoTime.getAsLong();
  }

  /**
   * Notes that a party is to be told of a decision; before its verdict shows, so that a kill in
   * between notes it again.
   *
   * @throws IOException if it cannot be noted now
   */
  public void acknowledge(Verdict verdict) throws IOException {
    if (ReplyWriter.isTold(verdict.outcome()) && verdict.party().isPresent()) {
      owed.add(verdict.party().get(), verdict.outcome());
    }
  }

  /** Writes what is owed, or leaves it to the replica that writes. */
  public synchronized void settle() {
    Optional<IOException> unshared = problem(this::share);
    if (unshared.isPresent() || !writes.getAsBoolean()) {
      note(unshared);
      return;
    }
    if (!hurried && nanoTime.getAsLong() - notBefore >= 0) {
      // A receipt for a party that is not registered any more would vouch for it.
      Optional<IOException> problem =
          problem(complete ? receipts::takeBackRemoved : this::takeUpLost);
      // Where replies are owed, writing them says whether the fault is over.
      if (problem.isPresent() || !complete || (failing && owed.oldest(1).isEmpty())) {
        note(problem);
      }
      complete |= problem.isEmpty();
    }
    List<OwedReplies.Owed> some = due();
    while (!some.isEmpty()) {
      Optional<IOException> problem =
          some.parallelStream()
              .map(reply -> problem(() -> write(reply)))
              .flatMap(Optional::stream)
              .reduce((a, b) -> a);
      note(problem);
      some = due();
    }
  }

  private static Optional<IOException> problem(ReplyWriter.Telling step) {
    try {
      step.tell();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private void share() throws IOException {
    if (writes.getAsBoolean()) {
      List<Replica.Owed> left = replica.owed();
      behind |= !left.isEmpty();
      for (Replica.Owed reply : left) {
        owed.add(reply);
      }
      replica.noted(left);
      if (behind) {
        receipts.refresh(); // the parties were registered elsewhere, some perhaps until now
        behind = false;
      }
    } else {
      complete = false; // the next writer looks at the whole outbox
      for (List<OwedReplies.Owed> some = owed.oldest(MANY);
          !some.isEmpty();
          some = owed.oldest(MANY)) {
        replica.owe(some.stream().map(OwedReplies.Owed::shared).toList());
        some.forEach(owed::settled);
      }
    }
  }

  /**
   * Notes whose receipt is not in the outbox: nobody backs that up, and others may delete in it.
   * What lies there for a party that is not registered goes.
   */
  private void takeUpLost() throws IOException {
    receipts.takeBackStray();
    for (PartyId party : receipts.withoutReceipt()) {
      if (!owed.isOwed(party)) {
        owed.add(party, outcomeOf(party));
      }
    }
  }

  /** A replica that is gone may have registered it, and put nothing together for it yet. */
  private Outcome outcomeOf(PartyId party) {
    return replica.isShared() && receipts.folder(party).isEmpty()
        ? Outcome.REGISTERED
        : Outcome.UNCHANGED;
  }

  private List<OwedReplies.Owed> due() {
    long now = nanoTime.getAsLong();
    List<OwedReplies.Owed> some = owed.oldest(SOME);
    boolean wait =
        some.isEmpty()
            || !writes.getAsBoolean()
            || hurried
            || now - notBefore < 0
            || (busy.getAsBoolean() && now - some.get(0).since() < PATIENCE);
    return wait ? List.of() : some;
  }

  private void write(OwedReplies.Owed reply) throws IOException {
    receipts.acknowledge(reply.party(), reply.outcome(), reply.first());
    if (writes.getAsBoolean()) { // else the replica whose outbox it is by now looks at it again
      owed.settled(reply);
    }
  }

  private void note(Optional<IOException> problem) {
    if (problem.isPresent()) {
      failures++;
      notBefore = nanoTime.getAsLong() + backoff.pauseAfter(failures);
      faults.begin(WHERE, problem.get());
    } else {
      failures = 0;
      faults.end(WHERE);
    }
    failing = problem.isPresent();
  }

  /** Whether there is nothing to do now: nobody is owed a reply, or the outbox takes none. */
  public boolean isQuiet() {
    return failing || ((complete || !writes.getAsBoolean()) && owed.oldest(1).isEmpty());
  }

  /** The service is about to end: what is left is taken up at the next start. */
  public void hurry() {
    hurried = true;
  }

  @Override
  public void close() throws IOException {
    owed.close();
  }
}
