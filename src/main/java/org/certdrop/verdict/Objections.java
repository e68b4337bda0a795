package org.certdrop.verdict;

import java.util.List;
import java.util.Optional;
import org.certdrop.registration.Registrant;
import org.certdrop.rules.Finding;
import org.certdrop.trust.Membership;

/** What a drop meets whatever is registered: who may register at all, and who we are ourselves. */
public final class Objections {
  private Objections() {}

  /**
   * What speaks against an assessed submission, or is worth knowing of it, whatever is registered.
   *
   * @param assessment what was found in the submission by itself
   * @param membership who may be registered
   * @param us this party; empty if it has no certificate yet, or is not known
   * @return all findings, those of the assessment among them, in the codes' order
   */
  public static List<Finding> of(
      Assessment assessment, Membership membership, Optional<Ourselves> us) {
    return of(assessment, Registrants.of(assessment), membership, us);
  }

  /** The same where it is known already what the submission offers to the registry. */
  static List<Finding> of(
      Assessment assessment,
      Optional<Registrant> known,
      Membership membership,
      Optional<Ourselves> us) {
    List<Finding> against =
        new MembershipRule(membership, us.map(Ourselves::party)).findings(assessment);
    us.map(OwnPartyRule::new).flatMap(rule -> known.map(rule::findings)).ifPresent(against::addAll);
    return Verdicts.together(assessment.findings(), against);
  }
}
