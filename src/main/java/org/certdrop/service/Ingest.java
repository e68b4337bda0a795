package org.certdrop.service;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.certdrop.intake.Assessment;
import org.certdrop.intake.Intake;
import org.certdrop.intake.Outcome;
import org.certdrop.intake.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of {@code routes/ingest.camel.yaml}, in their order: claim, assess, register, conclude;
 * and hold, for what meets a fault of the machine.
 */
public final class Ingest {
  private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);
  private static final String WHERE = "ingest";

  /** A claimed submission and what was found in it. */
  public record Assessed(Claim claim, Assessment assessment) {}

  /** A claimed submission and what was decided; if that cannot be shown now, it stays decided. */
  public record Decided(Claim claim, Verdict verdict) {}

  private final InboxGate gate;
  private final SubmissionFolders folders;
  private final Intake intake;
  private final Retries retries;
  private final Faults faults;
  private final Map<String, Verdict> decided = new ConcurrentHashMap<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicLong refused = new AtomicLong();

  /** The steps between one gate and one set of folders. */
  Ingest(InboxGate gate, SubmissionFolders folders, Intake intake, Retries retries, Faults faults) {
    this.gate = gate;
    this.folders = folders;
    this.intake = intake;
    this.retries = retries;
    this.faults = faults;
  }

  /**
   * Takes a drop out of the inbox, on the polling thread.
   *
   * @param polled the file that Camel polled
   * @return the claim; null if the drop has changed or gone meanwhile
   */
  public Claim claim(@Body File polled) {
    ReadyDrop ready = gate.take(polled.getName());
    if (ready == null) {
      return null;
    }
    try {
      Optional<Claim> claim = folders.claim(ready);
      gate.claimed(polled.getName());
      claim.ifPresent(taken -> inFlight.incrementAndGet());
      return claim.orElse(null);
    } catch (IOException e) {
      // Nothing was moved: it stays in the inbox, and is tried again after a pause.
      gate.postpone(polled.getName(), e);
      return null;
    }
  }

  /** Takes up what an earlier run left. */
  public List<Claim> recover() throws IOException {
    List<Claim> claims = folders.recover();
    for (Claim claim : claims) {
      folders.gather(claim);
    }
    intake.recall(claims.stream().map(Claim::id).toList());
    inFlight.addAndGet(claims.size());
    if (!claims.isEmpty()) {
      LOG.info("{} submissions of an earlier run are taken up again.", claims.size());
    }
    return claims;
  }

  /** Reads and judges a submission. */
  public Assessed assess(Claim claim) throws IOException {
    return new Assessed(claim, intake.assess(folders.read(claim)));
  }

  /** Decides, against the registry; on return a change is durable. */
  public Decided register(Assessed assessed) throws IOException {
    Verdict earlier = decided.get(assessed.claim().id());
    Verdict verdict = earlier == null ? intake.register(assessed.assessment()) : earlier;
    decided.put(assessed.claim().id(), verdict);
    return new Decided(assessed.claim(), verdict);
  }

  /** Shows the verdict. */
  public void conclude(Decided done) throws IOException {
    folders.conclude(done.claim(), done.verdict());
    decided.remove(done.claim().id());
    retries.forget(done.claim());
    if (retries.failing() == 0) {
      faults.end(WHERE);
    }
    if (done.verdict().outcome() == Outcome.REFUSED) {
      refused.incrementAndGet();
    }
    LOG.info("{}", VerdictLine.of(done.verdict()));
    inFlight.decrementAndGet();
  }

  /** Keeps a claim for another try. */
  public void hold(@Body Object body, @ExchangeException Throwable cause) {
    faults.begin(WHERE, cause);
    retries.hold(claimOf(body));
  }

  private static Claim claimOf(Object body) {
    if (body instanceof Assessed assessed) {
      return assessed.claim();
    }
    return body instanceof Decided done ? done.claim() : (Claim) body;
  }

  /** How many submissions are claimed and not concluded. */
  int inFlight() {
    return inFlight.get();
  }

  /** How many submissions were refused since the start. */
  long refused() {
    return refused.get();
  }
}
