package org.certdrop.verdict;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.certdrop.registration.Backing;
import org.certdrop.registration.Decision;
import org.certdrop.registration.Proposal;
import org.certdrop.registration.Registrant;
import org.certdrop.registry.Registry;
import org.certdrop.rules.CertificateRules;
import org.certdrop.rules.Finding;
import org.certdrop.submission.Submission;
import org.certdrop.trust.Distrusted;
import org.certdrop.trust.Membership;

/**
 * The use case: a submission becomes a verdict. Bad input is answered, never thrown back; what is
 * thrown is a fault of disk or system, and then nothing was decided.
 */
public final class Intake {
  private final Examiner examiner;
  private final Registry registry;
  private final Membership.Source membership;
  private final Supplier<Ourselves> ourselves;
  private final ReceiptRules receipts;
  private final SecondResearcherRule secondResearcher;
  private final Verdicts verdicts;
  private final Clock clock;
  private final RecordedOutcomes recorded;

  /**
   * An intake into one registry.
   *
   * @param rules what a certificate must be
   * @param endpointPolicy whether a party must come with an endpoint
   * @param registry where good submissions go
   * @param membership who may be registered, as of now
   * @param ourselves this party as it is now
   * @param clock the time of decisions
   */
  public Intake(
      CertificateRules rules,
      Supplier<EndpointPolicy> endpointPolicy,
      Registry registry,
      Membership.Source membership,
      Supplier<Ourselves> ourselves,
      Clock clock) {
    this.examiner = new Examiner(rules, endpointPolicy);
    this.registry = registry;
    this.membership = membership;
    this.ourselves = ourselves;
    this.verdicts = new Verdicts(clock);
    this.receipts = new ReceiptRules(registry, ourselves, verdicts);
    this.secondResearcher = new SecondResearcherRule(registry, rules::site);
    this.recorded = new RecordedOutcomes(registry, secondResearcher, verdicts);
    this.clock = clock;
  }

  /**
   * Looks up what the journal says of submissions that an earlier run left unconcluded, so that
   * they keep their outcome.
   *
   * @param submissions their ids
   * @throws IOException if the journal cannot be read now
   */
  public void recall(Collection<String> submissions) throws IOException {
    recorded.recall(submissions);
  }

  /** Judges a submission by itself; asks nobody and changes nothing. */
  public Assessment assess(Submission submission) {
    return assess(submission, clock.instant());
  }

  /** The same as if it were another time. */
  public Assessment assess(Submission submission, Instant at) {
    return examiner.examine(submission, at);
  }

  /**
   * Decides on an assessed submission that was dropped.
   *
   * @return the verdict; a change is durable
   * @throws IOException if the registry cannot be read or written now, or who may be registered
   *     cannot be told
   */
  public Verdict register(Assessment assessment) throws IOException {
    return joined(submit(assessment));
  }

  /**
   * The same without waiting for the disk, so that many submissions share one fsync.
   *
   * @return completed with the verdict, or with what {@link Registry#propose} says
   * @throws IOException as {@link #register} does, where that shows before the registry is asked
   */
  public CompletableFuture<Verdict> submit(Assessment assessment) throws IOException {
    Optional<Verdict> earlier = recorded.take(assessment);
    return earlier.isPresent()
        ? CompletableFuture.completedFuture(earlier.get())
        : decide(assessment, Backing.DROP);
  }

  private static Verdict joined(CompletableFuture<Verdict> verdict) throws IOException {
    try {
      return verdict.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException fault) {
        throw fault;
      }
      throw e;
    }
  }

  /**
   * Decides on what the operator asks for in person, as {@link #register} does.
   *
   * @param backing what gives way to it
   */
  public Verdict registerByHand(Assessment assessment, Backing backing) throws IOException {
    return joined(decide(assessment, backing));
  }

  /**
   * What speaks against an assessed submission, or is worth knowing of it, whatever is registered:
   * all the rules, who may register at all, and that it may be about ourselves.
   *
   * @throws IOException if the lists of who may register cannot be used now
   */
  public List<Finding> objections(Assessment assessment) throws IOException {
    return Objections.of(assessment, membership.now(), Optional.of(ourselves.get()));
  }

  /**
   * All that speaks against an assessed submission now, or is worth knowing of it, what the
   * registry says included; changes nothing.
   *
   * @throws IOException if the registry cannot be read now
   */
  public List<Finding> examine(Assessment assessment) throws IOException {
    return examine(Registrants.of(assessment, registry, clock.instant()), objections(assessment));
  }

  private List<Finding> examine(Optional<Registrant> known, List<Finding> objections)
      throws IOException {
    return known.isEmpty()
        ? objections
        : Verdicts.together(
            objections,
            ConflictFindings.of(
                known.get().party(), registry.examine(known.get()), membership.now().distrusted()));
  }

  private CompletableFuture<Verdict> decide(Assessment assessment, Backing backing)
      throws IOException {
    if (assessment.submission().isArchive()) {
      return CompletableFuture.completedFuture(verdicts.ofArchive(assessment));
    }
    if (assessment.submission().isReceipt()) {
      // While a list cannot be used nothing is decided, whatever it would say of the sender.
      membership.now();
      return CompletableFuture.completedFuture(receipts.decide(assessment));
    }
    Optional<Registrant> known = Registrants.of(assessment, registry, clock.instant());
    // Once: a list that changes meanwhile must not take away what the refusal says.
    List<Finding> objections =
        Objections.of(assessment, known, membership.now(), Optional.of(ourselves.get()));
    if (known.isEmpty() || objections.stream().anyMatch(Finding::refuses)) {
      return CompletableFuture.completedFuture(
          verdicts.unregistered(assessment, Outcome.REFUSED, examine(known, objections)));
    }
    Registrant registrant = known.get();
    if (new OwnPartyRule(ourselves.get()).isOurs(registrant)) {
      return CompletableFuture.completedFuture(
          verdicts.unregistered(assessment, Outcome.UNCHANGED, assessment.findings()));
    }
    String id = assessment.submission().id();
    Membership now = membership.now();
    boolean spelled = now.roster().filter(it -> it.spells(registrant.party())).isPresent();
    Backing counting = backing == Backing.DROP && spelled ? Backing.ROSTER : backing;
    return registry
        .propose(new Proposal(id, registrant, counting))
        .thenApply(decision -> verdict(assessment, registrant, decision, now.distrusted()));
  }

  private Verdict verdict(
      Assessment assessment, Registrant registrant, Decision decision, Distrusted distrusted) {
    if (decision instanceof Decision.Refused refused) {
      return verdicts.refused(
          assessment, ConflictFindings.of(registrant.party(), refused.conflicts(), distrusted));
    }
    Decision.Accepted accepted = (Decision.Accepted) decision;
    return verdicts.of(
        assessment,
        Outcome.of(accepted.outcome()),
        Verdicts.together(
            assessment.findings(),
            Stream.of(
                    ConflictFindings.of(registrant.party(), accepted.notices()),
                    new OwnPartyRule(ourselves.get()).warnings(registrant),
                    secondResearcher.reason(accepted.outcome(), registrant.party()))
                .flatMap(List::stream)
                .toList()),
        accepted.seq());
  }
}
