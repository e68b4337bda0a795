package org.certdrop.service;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.certdrop.home.ClockCheck;
import org.certdrop.home.Faults;
import org.certdrop.inbox.Claim;
import org.certdrop.inbox.InHand;
import org.certdrop.inbox.InboxGate;
import org.certdrop.inbox.ReadyDrop;
import org.certdrop.inbox.SubmissionFolders;
import org.certdrop.inbox.SubmissionGoneException;
import org.certdrop.outbox.ReplyQueue;
import org.certdrop.propagation.Propagation;
import org.certdrop.registry.ThoughtDeadException;
import org.certdrop.verdict.Assessment;
import org.certdrop.verdict.Intake;
import org.certdrop.verdict.Outcome;
import org.certdrop.verdict.Tally;
import org.certdrop.verdict.Verdict;
import org.certdrop.verdict.VerdictLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What {@code routes/ingest.camel.yaml} does with each submission of a batch, in this order: claim,
 * assess, register, acknowledge, conclude; hold, for what meets a fault of disk or system; and
 * letGo, for what somebody took away.
 */
public final class Ingest {
  private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);
  private static final String WHERE = "ingest";

  /** Of dropped files; what is made of them takes some times more. */
  private static final int ROOM = 4 << 20;

  /** A claimed submission and what was found in it. */
  public record Assessed(Claim claim, Assessment assessment) implements InHand {}

  /** A claimed submission and what was decided; if that cannot be shown now, it stays decided. */
  public record Decided(Claim claim, Verdict verdict) implements InHand {}

  private final InboxGate gate;
  private final InFlight inFlight;
  private final SubmissionFolders folders;
  private final Intake intake;
  private final ClockCheck clockCheck;
  private final Faults faults;
  private final Propagation propagation;
  private final ReplyQueue replies;
  private final Map<String, Verdict> decided = new ConcurrentHashMap<>();
  private final MemoryAllowance room = new MemoryAllowance(ROOM);
  private final Tally tally = new Tally();
  private volatile long looksDue;

  /** The steps between one gate and one set of folders. */
  Ingest(
      InboxGate gate,
      InFlight inFlight,
      SubmissionFolders folders,
      Judges judges,
      Faults faults,
      Propagation propagation,
      ReplyQueue replies) {
    this.gate = gate;
    this.inFlight = inFlight;
    this.folders = folders;
    this.intake = judges.intake();
    this.clockCheck = judges.clockCheck();
    this.faults = faults;
    this.propagation = propagation;
    this.replies = replies;
  }

  /** Takes a drop out of the inbox; empty if it has changed or gone meanwhile. */
  Optional<Claim> claim(String name) {
    ReadyDrop ready = gate.take(name);
    if (ready == null) {
      return Optional.empty();
    }
    try {
      Optional<Claim> claim = folders.claim(ready);
      gate.claimed(name);
      claim.ifPresent(taken -> inFlight.begin(taken, ready));
      return claim;
    } catch (IOException e) {
      // Nothing was moved: it stays in the inbox, and is tried again after a pause.
      gate.postpone(name, e);
      return Optional.empty();
    }
  }

  /** Reads and judges a submission. */
  Assessed assess(Claim claim) throws IOException, SubmissionGoneException {
    inFlight.demandHeld(claim);
    Assessment assessment = intake.assess(folders.read(claim));
    clockCheck.demandCertain(assessment);
    return new Assessed(claim, assessment);
  }

  /** What must have room in memory until its verdict shows. */
  MemoryAllowance room() {
    return room;
  }

  /**
   * Decides, against the registry.
   *
   * @return completed once a change is durable, on the thread that makes such changes: the route
   *     goes on on another one
   * @throws IOException if that cannot be decided now
   */
  CompletionStage<Decided> register(Assessed assessed) throws IOException {
    Claim claim = assessed.claim();
    Verdict earlier = decided.get(claim.id());
    CompletableFuture<Decided> done = new CompletableFuture<>();
    if (earlier == null) {
      intake
          .submit(assessed.assessment())
          .whenComplete((verdict, fault) -> decided(claim, verdict, fault, done));
    } else {
      done.complete(new Decided(claim, earlier));
    }
    return done;
  }

  private void decided(
      Claim claim, Verdict verdict, Throwable fault, CompletableFuture<Decided> done) {
    if (fault == null) {
      decided.put(claim.id(), verdict);
      done.complete(new Decided(claim, verdict));
    } else {
      done.completeExceptionally(
          fault instanceof CompletionException wrapped ? wrapped.getCause() : fault);
    }
  }

  /**
   * Notes that the party is to be told; before its verdict shows, so that a kill in between notes
   * it again.
   *
   * @throws IOException if it cannot be noted now
   */
  Decided acknowledge(Decided done) throws IOException {
    replies.acknowledge(done.verdict());
    return done;
  }

  /** Shows the verdict. */
  Decided conclude(Decided done) throws IOException, SubmissionGoneException {
    inFlight.demandHeld(done.claim());
    Outcome outcome = done.verdict().outcome();
    propagation.announce(done.claim().id(), outcome);
    folders.conclude(done.claim(), done.verdict());
    if (outcome == Outcome.UNPACKED) {
      looksDue = gate.looks() + 2;
    }
    tally.add(done.verdict());
    LOG.atLevel(outcome == Outcome.REFUSED ? Level.WARN : Level.INFO)
        .log("{}", VerdictLine.of(done.verdict()));
    forget(done.claim());
    return done;
  }

  private void forget(Claim claim) {
    room.leave(claim.id());
    decided.remove(claim.id());
    inFlight.end(claim);
    if (!inFlight.isHeld()) {
      faults.end(WHERE);
    }
  }

  /** Gives up a claim whose files somebody took away. */
  void letGo(InHand body, SubmissionGoneException cause) {
    LOG.atLevel(inFlight.isShared() ? Level.INFO : Level.WARN).log("{}", cause.getMessage());
    forget(body.claim());
  }

  /** Keeps a claim for another try. */
  void hold(InHand body, Throwable cause) {
    Claim claim = body.claim();
    room.leave(claim.id());
    if (!(cause instanceof ThoughtDeadException)) {
      faults.begin(WHERE, cause);
    }
    inFlight.hold(claim);
  }

  /** What became of the submissions since the start. */
  Tally tally() {
    return tally;
  }

  /** How many looks of the gate have seen all that archives held. */
  long looksDue() {
    return looksDue;
  }

  /** How many submissions have been concluded since the start. */
  long concluded() {
    return tally.all();
  }

  /** How many submissions were refused since the start. */
  long refused() {
    return tally.refused();
  }
}
