package org.certdrop.verdict;

import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.rules.Severity;

/** That somebody else has the same key, or the same id in other letters, in words. */
final class RivalFindings {
  private RivalFindings() {}

  /** The public key is that of another party. */
  static Finding inUse(PartyId party, PartyId by) {
    return new Finding(
        Code.CERTIFICATE_IN_USE,
        belongs(by),
        "Every party has a key of its own: ask the sender which party the certificate is for, or"
            + " for a certificate with a new key. If it is that of "
            + party
            + ": "
            + clearing(party, by)
            + "; if somebody compared "
            + by
            + " here, first: ./certdrop delete "
            + by
            + ").");
  }

  /** The public key is our own. */
  static Finding ours(PartyId us) {
    return new Finding(
        Code.CERTIFICATE_IN_USE,
        belongs(us),
        "Every party has a key of its own: ask the sender which party the certificate is for, or"
            + " for a certificate with a new key.");
  }

  private static String belongs(PartyId by) {
    return "The certificate's public key belongs to " + by + ".";
  }

  /** The id differs from a known one in letter case alone. */
  static Finding sameButForCase(PartyId party, PartyId known) {
    return new Finding(
        Code.PARTY_ID_CONFLICT,
        differs(party, "the known " + known),
        "Ask the sender for the id exactly as the component prints it. If "
            + known
            + " is wrong: "
            + clearing(party, known)
            + ").");
  }

  /** The way to let the true party in, the bracket still open. */
  private static String clearing(PartyId party, PartyId other) {
    return "call the site at a phone number that you already had, and type the number that it reads out:"
        + " ./certdrop confirm "
        + party
        + " NUMBER --replace (which removes "
        + other
        + " here";
  }

  /** The id differs from our own one in letter case alone. */
  static Finding likeOurs(PartyId party, PartyId us) {
    return new Finding(
        Code.PARTY_ID_CONFLICT,
        differs(party, us + ", this party's own,"),
        "Ask the sender for the id exactly as the component prints it.");
  }

  private static String differs(PartyId party, String other) {
    return "party_id is " + party + ", which differs from " + other + " in letter case alone.";
  }

  /** Whether it says that an entry which stood in the way was removed. */
  static boolean isRemoval(Finding finding) {
    return !finding.refuses()
        && (finding.code() == Code.PARTY_ID_CONFLICT || finding.code() == Code.CERTIFICATE_IN_USE);
  }

  /** An entry that stood in the way was removed. */
  static Finding cleared(PartyId party, Entry entry) {
    boolean spelling = entry.party().key().equals(party.key());
    return new Finding(
        spelling ? Code.PARTY_ID_CONFLICT : Code.CERTIFICATE_IN_USE,
        Severity.WARN,
        entry.party()
            + ", registered here with the "
            + (spelling ? "same id in other letters" : "same key")
            + ", stood in the way and was removed; its certificate was "
            + entry.sha256()
            + ".",
        "Find out who sent the files of "
            + entry.party()
            + ". Its entry stays in var/journal.jsonl.");
  }
}
