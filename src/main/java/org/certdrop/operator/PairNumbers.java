package org.certdrop.operator;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.certdrop.home.Home;
import org.certdrop.home.Identities;
import org.certdrop.home.Registries;
import org.certdrop.home.SettingsException;
import org.certdrop.identity.IdentityException;
import org.certdrop.identity.OwnParty;
import org.certdrop.party.Number;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.registry.RegistryReader;
import org.certdrop.text.Parsed;

/**
 * The 60 digits that two sites compare by phone (SPEC section 9): the same on both screens.
 *
 * @param entry the other party's entry
 * @param waits whether it waits for a confirmation
 * @param numbers both parties' numbers, in the order of the party ids by code point
 */
public record PairNumbers(Entry entry, boolean waits, List<OfParty> numbers) {
  /** Keeps a copy of the list. */
  public PairNumbers {
    numbers = List.copyOf(numbers);
  }

  /**
   * One half of the 60 digits.
   *
   * @param party whose certificate it stands for
   * @param number its number
   */
  public record OfParty(PartyId party, Number number) {}

  /**
   * The numbers of this party and another one.
   *
   * @param home the home, which is not changed
   * @param party the other party's id, in any letter case
   * @return for each certificate of the other party, the registered one first, or why there is
   *     none; a registered one for which another address waits is one certificate
   * @throws IdentityException if the own certificate cannot be used
   * @throws SettingsException if the configuration cannot be used
   * @throws IOException if registry or identity cannot be read
   */
  public static Parsed<List<PairNumbers>> of(Home home, PartyId party, Clock clock)
      throws IdentityException, SettingsException, IOException {
    RegistryView view = RegistryReader.read(Registries.of(home));
    Optional<OwnParty> own = Identities.existing(home, clock);
    if (own.isEmpty()) {
      return Parsed.bad(
          "This party has no certificate yet, and so no number.",
          "./certdrop run makes one at its first start, ./certdrop generate at once.");
    }
    if (view.removed(party).isPresent() && view.pending(party).isEmpty()) {
      return Parsed.bad(
          party + " was removed here, so that there is nothing to compare.",
          "If its new certificate was refused key-change: let the site read out its own number,"
              + " which certdrop registration-instructions shows there, and type here: ./certdrop"
              + " confirm "
              + party
              + " NUMBER --replace");
    }
    Optional<Endorsement.Mismatch> unknown = new Mismatches(home, view, own.get()).unknown(party);
    if (unknown.isPresent()) {
      return Parsed.bad(unknown.get().problem(), unknown.get().hint());
    }
    List<PairNumbers> pairs = new ArrayList<>();
    view.find(party).ifPresent(active -> pairs.add(of(own.get(), active, false)));
    view.pending(party).stream()
        .map(waiting -> of(own.get(), waiting, true))
        .filter(pair -> pairs.stream().noneMatch(one -> one.numbers().equals(pair.numbers())))
        .toList()
        .forEach(pairs::add);
    return Parsed.good(pairs);
  }

  private static PairNumbers of(OwnParty own, Entry entry, boolean waits) {
    OfParty ours = new OfParty(own.id(), Number.of(own.id(), own.certificate().fingerprint()));
    OfParty theirs = new OfParty(entry.party(), Number.of(entry.party(), entry.sha256()));
    // Ids are ASCII, and so the order of strings is that of code points.
    return new PairNumbers(
        entry,
        waits,
        Stream.of(ours, theirs)
            .sorted(Comparator.comparing((OfParty one) -> one.party().value()))
            .toList());
  }
}
