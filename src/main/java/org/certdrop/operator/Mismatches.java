package org.certdrop.operator;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.certdrop.home.Home;
import org.certdrop.identity.OwnParty;
import org.certdrop.inbox.Unregistered;
import org.certdrop.operator.Endorsement.Mismatch;
import org.certdrop.party.Endpoint;
import org.certdrop.party.Mark;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.text.Parsed;

/**
 * Says to the operator what a value may have been that stands for no certificate of the party. The
 * right one is never shown: a person who only copies it has compared nothing.
 */
final class Mismatches {
  private final Home home;
  private final RegistryView view;
  private final OwnParty own;

  /** Sentences on a registry as it is now. */
  Mismatches(Home home, RegistryView view, OwnParty own) {
    this.home = home;
    this.view = view;
    this.own = own;
  }

  /**
   * Whether the party is unknown here, or ourselves: then no value can be right.
   *
   * @throws IOException if what was refused cannot be read
   */
  Optional<Mismatch> unknown(PartyId party) throws IOException {
    if (party.key().equals(own.id().key())) {
      return Optional.of(
          new Mismatch(
              own.id() + " is this party itself.",
              "Name the other party; ./certdrop list shows who is known. Our own number:"
                  + " ./certdrop registration-instructions"));
    }
    if (view.find(party).isPresent() || !view.pending(party).isEmpty()) {
      return Optional.empty();
    }
    Optional<Entry> removed = view.removed(party);
    return Optional.of(
        removed.isPresent()
            ? removed(removed.get())
            : of(Unregistered.sentence(home, view, party.value())));
  }

  private static Mismatch of(Parsed.Bad<?> bad) {
    return new Mismatch(bad.problem(), bad.hint());
  }

  private Mismatch removed(Entry entry) throws IOException {
    return new Mismatch(
        entry.party() + " was removed here.",
        Unregistered.takeBack(
            home,
            entry,
            "If the party is to come back with the key that it had, type: ",
            " If its new certificate was refused key-change, type the same as now with --replace."));
  }

  /** Why the value stands for none of the party's certificates. */
  Mismatch of(PartyId party, Mark mark) {
    if (isOurs(mark)) {
      return new Mismatch(
          "The " + mark + " is our own, that of " + own.id() + ".",
          "The other site types that one. Type here what the person there reads out for "
              + party
              + ".");
    }
    return Stream.of(view.active(), view.pending(), view.removed())
        .flatMap(entries -> entries.stream())
        .filter(entry -> !entry.party().key().equals(party.key()))
        .filter(entry -> mark.fits(entry.party(), entry.sha256()))
        .findFirst()
        .map(Entry::party)
        .map(other -> anothers(party, mark, other))
        .orElseGet(() -> nobodys(party, mark));
  }

  private static Mismatch anothers(PartyId party, Mark mark, PartyId other) {
    return new Mismatch(
        "The " + mark + " is that of " + other + ", not of " + party + ".",
        "Type what the person at the site of " + party + " reads out for its own party.");
  }

  private static Mismatch nobodys(PartyId party, Mark mark) {
    return new Mismatch(
        "The " + mark + " does not match what is known here of " + party + ".",
        "Let the site read it out once more. If it stays the same, the certificate that came here is"
            + " not the one that the site has: do not use it, and find out who sent it. If the site"
            + " changed its key, and the new certificate was refused key-change, type the same with"
            + " --replace.");
  }

  /** The value is right, but what it stands for was refused. */
  static Mismatch refused(PartyId party, Mark mark, String submission, Finding reason) {
    String out = came(party, mark, submission) + ", and is kept out, " + reason.code() + ": ";
    // The finding of a key change names the registered certificate, which is not to be copied.
    return reason.code() == Code.KEY_CHANGE
        ? new Mismatch(
            out + party + " is known here with another key.",
            "If the site changed its key, and the person there reads this out for the new one, type"
                + " the same again with --replace. If it did not, somebody uses its id: find out who"
                + " sent the files.")
        : new Mismatch(out + reason.message(), reason.hint());
  }

  /** The value is right, and what was refused would be taken now. */
  static Mismatch takenNow(PartyId party, Mark mark, String submission) {
    return new Mismatch(
        came(party, mark, submission) + ". Nothing keeps it out any more.",
        "Drop its files again, then type the same again.");
  }

  private static String came(PartyId party, Mark mark, String submission) {
    return "The "
        + mark
        + " is that of a certificate that came here for "
        + party
        + " and was refused (inbox/refused/"
        + submission
        + ")";
  }

  /** Whether a value is that of this party itself. */
  boolean isOurs(Mark mark) {
    return mark.fits(own.id(), own.certificate().fingerprint());
  }

  /** Nothing that was refused fits. */
  Mismatch noCandidate(PartyId party, Mark mark) {
    if (isOurs(mark)) {
      return of(party, mark);
    }
    return new Mismatch(
        "The "
            + mark
            + " fits no certificate of "
            + party
            + " that is registered, waits or was refused here.",
        "Let the site read it out once more, and send its new files again if it stays the same; drop"
            + " them, then type the same again. Or register the file by hand: ./certdrop register"
            + " with --upsert.");
  }

  /** The address that was typed does not wait. */
  static Mismatch noSuchAddress(PartyId party, Endpoint address) {
    return new Mismatch(
        "Nothing of this certificate of " + party + " waits with the address " + address + ".",
        "Look at what waits with ./certdrop show "
            + party
            + ", and ask the site for its address. If the site is right, and it does not wait, drop its"
            + " files again.");
  }

  /** What was refused would be taken now, as it is. */
  static Mismatch noKeyChange(PartyId party, String submission) {
    return new Mismatch(
        "What was refused as "
            + submission
            + " changes no key of "
            + party
            + ": it needs no --replace.",
        "Drop its files again.");
  }
}
