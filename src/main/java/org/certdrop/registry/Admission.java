package org.certdrop.registry;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Decides on proposals, one after the other. */
final class Admission {
  /** How many entries of one party may wait at a time (SPEC section 11). */
  static final int MAX_PENDING = 8;

  private final FirstContact policy;

  Admission(FirstContact policy) {
    this.policy = policy;
  }

  /** Decides on a proposal and drafts the lines that it takes. */
  Decision decide(Proposal proposal, Draft draft) {
    Registrant registrant = withKnownEndpoint(proposal.registrant(), draft);
    Entry offered = Entry.of(registrant, draft.now(), proposal.submission(), Trust.NONE);
    List<Conflict> conflicts = Conflicts.of(offered, draft.parties(), proposal.upsert());
    if (conflicts.stream().anyMatch(Conflict::refuses)) {
      return new Decision.Refused(conflicts);
    }
    Party party = draft.parties().get(offered.party());
    if (party.active().isPresent()) {
      return replace(party.active().get(), offered, conflicts, draft);
    }
    // Who comes here with a removed entry has the operator's word, which is a confirmation, too.
    return policy == FirstContact.REGISTER || party.removed().isPresent()
        ? register(offered, conflicts, draft)
        : await(party, offered, conflicts, draft);
  }

  /** Who says nothing of an endpoint, as Fed-BioMed's texts since 5.4 do not, takes none away. */
  private static Registrant withKnownEndpoint(Registrant offered, Draft draft) {
    return new Registrant(
        offered.party(),
        offered
            .endpoint()
            .or(() -> draft.parties().get(offered.party()).active().flatMap(Entry::endpoint)),
        offered.certificate());
  }

  private static Decision register(Entry offered, List<Conflict> notices, Draft draft) {
    Entry entry = draft.append(JournalEvent.REGISTERED, offered).active().orElseThrow();
    return accepted(Outcome.REGISTERED, entry, notices);
  }

  private static Decision replace(
      Entry active, Entry offered, List<Conflict> notices, Draft draft) {
    boolean sameCertificate = active.stored().isSameAs(offered.stored());
    if (sameCertificate && active.isAt(offered.endpoint())) {
      return again(active, offered, notices);
    }
    Entry successor = sameCertificate ? offered.withTrust(moved(active.trust())) : offered;
    Entry entry = draft.append(JournalEvent.REPLACED, successor).active().orElseThrow();
    return accepted(Outcome.REPLACED, entry, notices);
  }

  /** The certificate stays as trusted as it was; the new endpoint is a mere claim. */
  private static Trust moved(Trust trust) {
    return new Trust(
        trust.verified(), EndpointTrust.CLAIMED, trust.sidecarSeq(), trust.holdsOurs());
  }

  /** The same again; of the same submission, asked anew after a crash, the answer is the same. */
  private static Decision again(Entry active, Entry offered, List<Conflict> notices) {
    if (!active.submission().equals(offered.submission())) {
      return new Decision.Accepted(Outcome.UNCHANGED, OptionalLong.empty(), active, notices);
    }
    boolean first = active.id() == active.line();
    return accepted(first ? Outcome.REGISTERED : Outcome.REPLACED, active, notices);
  }

  private static Decision await(Party party, Entry offered, List<Conflict> notices, Draft draft) {
    Optional<Entry> waiting = party.pending(offered.sha256());
    if (waiting.filter(entry -> entry.isAt(offered.endpoint())).isPresent()) {
      return accepted(Outcome.PENDING, waiting.get(), notices);
    }
    if (waiting.isEmpty() && party.pending().size() == MAX_PENDING) {
      Entry oldest = party.pending().get(0);
      draft.append(JournalEvent.REJECTED, oldest.party(), oldest.sha256());
    }
    Party after = draft.append(JournalEvent.PENDING, offered);
    return accepted(Outcome.PENDING, after.pending(offered.sha256()).orElseThrow(), notices);
  }

  private static Decision accepted(Outcome outcome, Entry entry, List<Conflict> notices) {
    return new Decision.Accepted(outcome, OptionalLong.of(entry.line()), entry, notices);
  }
}
