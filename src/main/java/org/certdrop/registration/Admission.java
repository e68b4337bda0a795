package org.certdrop.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certdrop.party.Component;

/** Decides on proposals, one after the other. */
public final class Admission {
  /** How many entries of one party may wait at a time (SPEC section 11). */
  static final int MAX_PENDING = 8;

  /** How the id of a dropped submission begins (SPEC section 5). */
  private static final Pattern TAKEN_AT = Pattern.compile("[0-9]{8}T[0-9]{6}\\.[0-9]{3}Z-");

  private final Supplier<AdmissionPolicy> policies;

  /**
   * Decides by a policy.
   *
   * @param policies asked again for each proposal, for it may change
   */
  public Admission(Supplier<AdmissionPolicy> policies) {
    this.policies = policies;
  }

  /** Decides on a proposal and drafts the lines that it takes. */
  public Decision decide(Proposal proposal, Draft draft) {
    Optional<JournalLine> earlier = draft.propose(proposal);
    return earlier.isPresent() ? recorded(earlier.get(), draft) : decideFirst(proposal, draft);
  }

  /** Asked again, the answer is the same, whatever came after it. */
  private static Decision recorded(JournalLine line, Draft draft) {
    Entry entry = line.entry().orElseThrow();
    return accepted(
        Effect.valueOf(line.event().name()), entry, Conflicts.notices(entry, draft.parties()));
  }

  private Decision decideFirst(Proposal proposal, Draft draft) {
    Entry offered = Succession.entry(proposal, draft);
    List<Conflict> conflicts =
        Conflicts.of(
            offered, proposal.registrant().vouchedFor(), draft.parties(), proposal.backing());
    if (conflicts.stream().anyMatch(Conflict::refuses)) {
      return new Decision.Refused(conflicts);
    }
    // First the removals: of a torn append the first lines remain, and the same again completes it.
    List<Conflict> notices = new ArrayList<>(Rivals.clear(offered, draft, Optional.empty()));
    notices.addAll(conflicts);
    Party party = draft.parties().get(offered.party());
    AdmissionPolicy policy = policies.get();
    if (party.active().isPresent()) {
      return replace(proposal, party, offered, notices, draft);
    }
    if (isOneTooMany(offered, policy, draft)) {
      return await(party, offered, notices, draft);
    }
    // The operator's word for a party that was removed is a confirmation, too.
    boolean comesBack = proposal.backing().isPersonal() && party.removed().isPresent();
    return policy.firstContact() == FirstContact.REGISTER || comesBack
        ? register(offered, notices, draft)
        : await(party, offered, notices, draft);
  }

  private static boolean isOneTooMany(Entry offered, AdmissionPolicy policy, Draft draft) {
    return policy.oneResearcher()
        && offered.party().component() == Component.RESEARCHER
        && !draft.parties().otherResearchers(offered.party()).isEmpty();
  }

  private static Decision register(Entry offered, List<Conflict> notices, Draft draft) {
    Entry entry = draft.append(JournalEvent.REGISTERED, offered).active().orElseThrow();
    return accepted(Effect.REGISTERED, entry, notices);
  }

  private Decision replace(
      Proposal proposal, Party party, Entry offered, List<Conflict> notices, Draft draft) {
    Entry active = party.active().orElseThrow();
    if (active.stored().isSameAs(offered.stored()) && active.says(offered)) {
      return again(active, offered, notices);
    }
    boolean vouched = Succession.isVouchedFor(proposal.registrant().vouchedFor(), party);
    if (!proposal.backing().isPersonal() && needsConfirmation(active, offered, vouched)) {
      return await(party, offered, notices, draft);
    }
    Entry entry = draft.append(JournalEvent.REPLACED, offered).active().orElseThrow();
    return accepted(Effect.REPLACED, entry, notices);
  }

  /**
   * Whether an operator must confirm first: a new key, if the policy says so, if the registered key
   * did not sign for it itself, or if the list of predecessors is full; or an unsigned claim that a
   * verified party has moved, or that came before what is registered and was kept waiting.
   */
  private boolean needsConfirmation(Entry active, Entry offered, boolean vouched) {
    Verified.Method method = active.verified().method();
    boolean rotation = !active.stored().hasKeyOf(offered.stored());
    boolean tooLong =
        active.trust().predecessors().areFull()
            && (method == Verified.Method.NONE || method == Verified.Method.CHAINED);
    boolean claim =
        !active.isAt(offered.endpoint()) && offered.endpointTrust() == EndpointTrust.CLAIMED;
    return (rotation
            && (!vouched || policies.get().rotation() == RotationPolicy.CONFIRM || tooLong))
        || (claim && (method != Verified.Method.NONE || cameBefore(offered, active)));
  }

  /** Whether the files of one were taken in before those of the other, as their names tell. */
  private static boolean cameBefore(Entry one, Entry other) {
    Matcher first = TAKEN_AT.matcher(one.submission());
    Matcher second = TAKEN_AT.matcher(other.submission());
    return first.lookingAt() && second.lookingAt() && first.group().compareTo(second.group()) < 0;
  }

  /** The same again; of the same submission, asked again after a crash, the answer is the same. */
  private static Decision again(Entry active, Entry offered, List<Conflict> notices) {
    if (!active.submission().equals(offered.submission())) {
      return new Decision.Accepted(Effect.UNCHANGED, OptionalLong.empty(), active, notices);
    }
    boolean first = active.id() == active.line();
    return accepted(first ? Effect.REGISTERED : Effect.REPLACED, active, notices);
  }

  /** What waits is verified by nobody, whatever it follows from. */
  private static Decision await(Party party, Entry offered, List<Conflict> notices, Draft draft) {
    Entry unverified = offered.withTrust(offered.trust().withVerified(Verified.NO));
    Optional<Entry> waiting = party.pending(offered.sha256());
    if (waiting.filter(entry -> entry.says(unverified)).isPresent()) {
      return accepted(Effect.PENDING, waiting.get(), notices);
    }
    if (waiting.isEmpty() && party.pending().size() == MAX_PENDING) {
      Entry oldest = party.pending().get(0);
      draft.append(JournalEvent.REJECTED, oldest.party(), oldest.sha256(), Optional.empty());
    }
    Party after = draft.append(JournalEvent.PENDING, unverified);
    return accepted(Effect.PENDING, after.pending(offered.sha256()).orElseThrow(), notices);
  }

  private static Decision accepted(Effect outcome, Entry entry, List<Conflict> notices) {
    return new Decision.Accepted(outcome, OptionalLong.of(entry.line()), entry, notices);
  }
}
