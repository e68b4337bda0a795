package org.certdrop.verdict;

import java.util.List;
import org.certdrop.party.Endpoint;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Conflict;
import org.certdrop.registration.Entry;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.rules.Severity;
import org.certdrop.text.Timestamps;
import org.certdrop.trust.Distrusted;

/** What the registry has against a registrant of some party, in words. */
public final class ConflictFindings {
  private ConflictFindings() {}

  /**
   * One finding a conflict, in their order.
   *
   * @param party the registrant's id
   * @param conflicts what the registry has against it
   */
  public static List<Finding> of(PartyId party, List<Conflict> conflicts) {
    return of(party, conflicts, Distrusted.NONE);
  }

  /**
   * One finding a conflict, in their order.
   *
   * @param distrusted whose former key nobody may be told to use
   */
  static List<Finding> of(PartyId party, List<Conflict> conflicts, Distrusted distrusted) {
    return conflicts.stream().map(conflict -> of(party, conflict, distrusted)).toList();
  }

  private static Finding of(PartyId party, Conflict conflict, Distrusted distrusted) {
    if (conflict instanceof Conflict.KeyChange change) {
      return keyChange(party, change, distrusted);
    }
    if (conflict instanceof Conflict.CertificateInUse use) {
      return RivalFindings.inUse(party, use.by());
    }
    if (conflict instanceof Conflict.PartyIdConflict twin) {
      return RivalFindings.sameButForCase(party, twin.registered());
    }
    if (conflict instanceof Conflict.RemovedBefore removed) {
      return removed(party, removed);
    }
    if (conflict instanceof Conflict.Outlived outlived) {
      return outlived(party, outlived.registered());
    }
    if (conflict instanceof Conflict.Abandoned abandoned) {
      return abandoned(party, abandoned.registered());
    }
    if (conflict instanceof Conflict.Cleared cleared) {
      return RivalFindings.cleared(party, cleared.entry());
    }
    if (conflict instanceof Conflict.Replayed replayed) {
      return replayed(party, replayed);
    }
    if (conflict instanceof Conflict.ReplayedSidecar replayed) {
      return replayed(party, replayed);
    }
    if (conflict instanceof Conflict.UnsignedMove move) {
      return unsignedMove(party, move.registered());
    }
    if (conflict instanceof Conflict.SecondResearcher second) {
      return secondResearcher(party, second.registered(), Severity.REFUSE);
    }
    Conflict.DuplicateEndpoint duplicate = (Conflict.DuplicateEndpoint) conflict;
    return EndpointFindings.duplicate(duplicate.other(), duplicate.endpoint());
  }

  private static Finding keyChange(
      PartyId party, Conflict.KeyChange change, Distrusted distrusted) {
    return new Finding(
        Code.KEY_CHANGE,
        party
            + " is known here with another key, in the certificate "
            + change.registered().sha256()
            + change.past().map(ConflictFindings::past).orElse("; a new key never overwrites."),
        distrusted.comeback(change.registered()).orElse(hint(party, change)));
  }

  private static String past(Conflict.Past past) {
    return switch (past) {
      case HELD -> "; the one that came counted here before that, and was put aside.";
      case OLDER -> "; what came is older than what the party has signed since.";
    };
  }

  /** Who takes a former key for a new one, and follows the advice on new ones, brings it back. */
  private static String hint(PartyId party, Conflict.KeyChange change) {
    return change.past().isPresent()
        ? "Nothing needs to be done if these are old files, as .chain-* files are: what is registered"
            + " stays. Only if the site says by phone that it went back to this key, confirm the number"
            + " that it reads out: ./certdrop confirm "
            + party
            + " NUMBER --replace"
        : "If the site has certdrop, ask for all files of its outbox/registration,"
            + " .json.old.p7s and .chain-* with them: then the old key may vouch for the new"
            + " one. Else call the site at a phone number that you already had. If it did"
            + " change its key, type the number that it reads out: ./certdrop confirm "
            + party
            + " NUMBER --replace (for a file that was not dropped: ./certdrop register with"
            + " --upsert). If it did not, somebody uses its id: find out who sent the file,"
            + " and tell the other sites.";
  }

  private static Finding removed(PartyId party, Conflict.RemovedBefore removed) {
    return new Finding(
        Code.REMOVED,
        party
            + " with this key was removed here; its certificate was "
            + removed.removed().sha256()
            + ".",
        "If the party is to come back, register it with: ./certdrop register -pk FILE -pi "
            + party
            + (removed.removed().endpoint().isPresent() ? " --ip IP --port PORT" : "")
            + " --upsert");
  }

  private static Finding outlived(PartyId party, Entry registered) {
    return new Finding(
        Code.REPLAYED,
        party
            + " has replaced this certificate: the registered one, "
            + registered.sha256()
            + ", follows from it.",
        "Nothing needs to be done if these are old files. To go back to this certificate, use"
            + " ./certdrop register with --upsert.");
  }

  private static Finding abandoned(PartyId party, Entry registered) {
    return new Finding(
        Code.REPLAYED,
        "Somebody here went back from this certificate of "
            + party
            + " to the registered one, "
            + registered.sha256()
            + ".",
        "Nothing needs to be done if these are old files. If the site uses this certificate again, use"
            + " ./certdrop register with --upsert.");
  }

  private static Finding replayed(PartyId party, Conflict.Replayed replayed) {
    return new Finding(
        Code.REPLAYED,
        "The certificate ends on "
            + Timestamps.seconds(replayed.offeredNotAfter())
            + ", no later than the one that is registered for "
            + party
            + ", which ends on "
            + Timestamps.seconds(replayed.registeredNotAfter())
            + ".",
        "Nothing needs to be done if these are old files. If the site uses this certificate now, call"
            + " it, and use ./certdrop register with --upsert.");
  }

  private static Finding replayed(PartyId party, Conflict.ReplayedSidecar replayed) {
    if (replayed.offeredSeq() < replayed.registeredSeq()) {
      return new Finding(
          Code.REPLAYED,
          "These files are older than what is known here: "
              + party
              + " signed them as number "
              + replayed.offeredSeq()
              + ", and has signed number "
              + replayed.registeredSeq()
              + " since.",
          "Nothing needs to be done: what the site said later counts. Only if its certificate or"
              + " address is wrong here, ask the site for what lies in its outbox/registration now.");
    }
    return new Finding(
        Code.REPLAYED,
        party
            + " signed something else under the same number, "
            + replayed.offeredSeq()
            + ", which is known here.",
        "Ask the site for what lies in its outbox/registration now. If it sends the same again, find"
            + " out who made these files.");
  }

  private static Finding unsignedMove(PartyId party, Entry registered) {
    return new Finding(
        Code.BAD_BUNDLE_SIGNATURE,
        party
            + " signed its registered endpoint "
            + registered.endpoint().map(Endpoint::toString).orElse("(none)")
            + ", but nobody signed the new one.",
        "Ask the site for its pair together with the signature, PARTY.json.p7s, and drop all three. If"
            + " it cannot sign any more: ./certdrop delete "
            + party
            + ", then ./certdrop register -pk FILE -pi "
            + party
            + " --ip IP --port PORT --upsert");
  }

  /** A node of a star trusts one researcher; another one waits, or is refused. */
  static Finding secondResearcher(PartyId party, PartyId registered, Severity severity) {
    return new Finding(
        Code.SECOND_RESEARCHER,
        severity,
        "This node has the researcher "
            + registered
            + ", and Fed-BioMed's node does not start with the certificates of two.",
        "If "
            + party
            + " takes its place, call that site, and type the number that it reads out: ./certdrop"
            + " confirm "
            + party
            + " NUMBER --replace, which removes "
            + registered
            + " here. Otherwise ask who sent the files.");
  }
}
