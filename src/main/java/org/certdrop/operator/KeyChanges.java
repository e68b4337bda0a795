package org.certdrop.operator;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.certdrop.inbox.RefusedSubmissions;
import org.certdrop.operator.Endorsement.Mismatch;
import org.certdrop.party.Mark;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Backing;
import org.certdrop.registration.ConfirmationRequest;
import org.certdrop.registration.Verified;
import org.certdrop.registry.Registry;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.verdict.Assessment;
import org.certdrop.verdict.Bundle;
import org.certdrop.verdict.Intake;
import org.certdrop.verdict.Outcome;
import org.certdrop.verdict.Verdict;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.Fingerprint;

/**
 * Certificates that were refused because their party is known with another key, or because another
 * one claimed their key or the party's id, and that the operator asks for after all (SPEC section
 * 11). All rules are applied again; what was said of them when they were refused does not count.
 */
final class KeyChanges {
  /** What a person's word may override; the registry says whether it does. */
  private static final Set<Code> OVERRIDDEN =
      Set.of(Code.KEY_CHANGE, Code.CERTIFICATE_IN_USE, Code.PARTY_ID_CONFLICT);

  private final RefusedSubmissions refused;
  private final Registry registry;
  private final Intake intake;

  KeyChanges(RefusedSubmissions refused, Registry registry, Intake intake) {
    this.refused = refused;
    this.registry = registry;
    this.intake = intake;
  }

  /**
   * Lets a refused submission with a certificate take the place of the registered one.
   *
   * @param party the party's id, in any letter case
   * @param mark what the operator compared
   * @param verified the operator's word
   * @return what came of it; empty if no refused submission holds such a certificate of the party
   * @throws IOException if registry or inbox cannot be read or written now
   */
  Optional<Endorsement> replace(PartyId party, Mark mark, Verified verified) throws IOException {
    Optional<Offer> best = best(party, mark);
    return best.isPresent() ? Optional.of(replace(best.get(), verified)) : Optional.empty();
  }

  /**
   * Why the party's certificate that was compared is not registered, though it came here.
   *
   * @param party the party's id, in any letter case
   * @param mark what the operator compared
   * @return what keeps it out now, and what to do; empty if no refused submission holds such a
   *     certificate of the party
   * @throws IOException if registry or inbox cannot be read now
   */
  Optional<Mismatch> refusal(PartyId party, Mark mark) throws IOException {
    return best(party, mark).map(offer -> refusal(offer, mark));
  }

  private static Mismatch refusal(Offer offer, Mark mark) {
    PartyId party = offer.assessment().metadata().party().orElseThrow();
    String submission = offer.assessment().submission().id();
    return offer.findings().stream()
        .filter(Finding::refuses)
        .findFirst()
        .map(reason -> Mismatches.refused(party, mark, submission, reason))
        .orElseGet(() -> Mismatches.takenNow(party, mark, submission));
  }

  private Optional<Offer> best(PartyId party, Mark mark) throws IOException {
    Optional<Offer> best = Optional.empty();
    for (String id : refused.newestFirst()) {
      Optional<Assessment> assessment =
          refused.read(id).map(intake::assess).filter(one -> isOf(one, party, mark));
      if (assessment.isPresent()) {
        Offer next = new Offer(assessment.get(), intake.examine(assessment.get()));
        best = best.filter(found -> !next.isBetterThan(found)).or(() -> Optional.of(next));
      }
    }
    return best;
  }

  /**
   * A refused submission with the certificate that is asked for. Several drops may hold this
   * certificate. A drop that the site's key signed wins, the later one first; a drop that was
   * refused for the key change alone wins over one that must stay out.
   */
  private record Offer(Assessment assessment, List<Finding> findings) {
    /** Of two that are equally good the first one counts, which is the newer. */
    boolean isBetterThan(Offer other) {
      return rank() > other.rank() || (rank() == other.rank() && seq() > other.seq());
    }

    private int rank() {
      boolean signed = assessment.bundle().isPresent();
      return isOverridden() ? (signed ? 2 : 1) : 0;
    }

    private boolean isOverridden() {
      return OVERRIDDEN.containsAll(refusals());
    }

    private long seq() {
      return assessment.bundle().map(Bundle::seq).orElse(Long.MIN_VALUE);
    }

    private Set<Code> refusals() {
      return findings.stream()
          .filter(Finding::refuses)
          .map(Finding::code)
          .collect(Collectors.toUnmodifiableSet());
    }
  }

  private static boolean isOf(Assessment assessment, PartyId party, Mark mark) {
    Optional<PartyId> named = assessment.metadata().party();
    return named.filter(id -> id.key().equals(party.key())).isPresent()
        && assessment
            .certificate()
            .filter(certificate -> mark.fits(named.get(), certificate.fingerprint()))
            .isPresent();
  }

  private Endorsement replace(Offer candidate, Verified verified) throws IOException {
    Assessment assessment = candidate.assessment();
    PartyId party = assessment.metadata().party().orElseThrow();
    List<Finding> findings = candidate.findings();
    Set<Code> refusals = candidate.refusals();
    if (refusals.isEmpty()) {
      return Mismatches.noKeyChange(party, assessment.submission().id());
    }
    // The operator's word overrides the others, so that these refusals are the reason.
    return candidate.isOverridden()
        ? register(assessment, party, verified)
        : new Endorsement.Refused(
            findings.stream().filter(finding -> !OVERRIDDEN.contains(finding.code())).toList());
  }

  private Endorsement register(Assessment candidate, PartyId party, Verified verified)
      throws IOException {
    Verdict verdict = intake.registerByHand(candidate, Backing.NUMBER);
    if (verdict.outcome() == Outcome.REFUSED) {
      return new Endorsement.Refused(verdict.findings());
    }
    Fingerprint certificate = candidate.certificate().map(Certificate::fingerprint).orElseThrow();
    // A kill here leaves the new certificate registered and unverified: typed again, it is found.
    return Endorsement.of(
        party,
        registry.confirm(
            new ConfirmationRequest(party, certificate, verified, true, Optional.empty())),
        verdict.outcome() == Outcome.REPLACED
            ? Endorsement.Effect.REPLACED
            : Endorsement.Effect.ACTIVATED,
        verdict.findings());
  }
}
