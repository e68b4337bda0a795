package org.certdrop.operator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.home.Identities;
import org.certdrop.home.ListFile;
import org.certdrop.home.Memberships;
import org.certdrop.home.Settings;
import org.certdrop.identity.IdentityException;
import org.certdrop.identity.OwnParty;
import org.certdrop.rules.Finding;
import org.certdrop.text.Printable;
import org.certdrop.trust.Distrusted;
import org.certdrop.trust.Membership;
import org.certdrop.trust.Roster;
import org.certdrop.verdict.Assessment;
import org.certdrop.verdict.Objections;
import org.certdrop.verdict.Ourselves;

/**
 * Whom a home lets in, as far as that can be told now without changing anything there: the
 * operator's two lists, and who this party is itself.
 *
 * @param membership what could be read of the lists
 * @param us this party; empty if it has no certificate yet, or none that can be read
 * @param gaps what could not be read, and so plays no part: a line of sentences each
 */
record HomePolicy(Membership membership, Optional<Ourselves> us, List<String> gaps) {
  /** Keeps a copy of the list. */
  HomePolicy {
    gaps = List.copyOf(gaps);
  }

  /** What can be read of a home; what cannot is among the {@link #gaps}. */
  static HomePolicy of(Home home, Settings settings) {
    List<String> gaps = new ArrayList<>();
    Optional<OwnParty> own = own(home, settings, gaps);
    Optional<Roster> roster = roster(home, gaps);
    return new HomePolicy(
        new Membership(roster, distrusted(home, own, gaps)),
        own.map(party -> Identities.ourselves(party, Set.of())),
        gaps);
  }

  /**
   * What a drop of an assessed submission would meet here, apart from what is registered already.
   */
  List<Finding> objections(Assessment assessment) {
    // Who sent a receipt is looked up in the registry, and no list is asked about it.
    return assessment.submission().isReceipt()
        ? assessment.findings()
        : Objections.of(assessment, membership, us);
  }

  private static Optional<OwnParty> own(Home home, Settings settings, List<String> gaps) {
    try {
      return Identities.look(home, settings);
    } catch (IdentityException e) {
      gaps.add(
          "Whether a file claims to be this party itself cannot be told. "
              + e.getMessage()
              + " "
              + e.hint());
      return Optional.empty();
    }
  }

  private static Optional<Roster> roster(Home home, List<String> gaps) {
    try {
      return ListFile.ROSTER.read(home);
    } catch (IOException e) {
      gaps.add("The files are judged without the roster. " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Distrusted distrusted(Home home, Optional<OwnParty> own, List<String> gaps) {
    Distrusted listed;
    try {
      listed = ListFile.DISTRUSTED.read(home);
    } catch (IOException e) {
      gaps.add("The files are judged without the list of the distrusted. " + e.getMessage());
      return Distrusted.NONE;
    }
    try {
      return Memberships.counting(home, listed, own);
    } catch (IOException e) {
      gaps.add(
          "Which keys the distrusted certificates have cannot be told: the journal in "
              + Printable.of(home.var().toString())
              + " cannot be read: "
              + Faults.describe(e)
              + ". See that you may read it.");
      return listed;
    }
  }
}
