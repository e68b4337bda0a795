package org.certdrop.status;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.certdrop.home.ActsFile;
import org.certdrop.party.PartyId;
import org.certdrop.registration.JournalEvent;
import org.certdrop.registration.JournalLine;
import org.certdrop.x509.Fingerprint;

/**
 * What a person did, whether the registry's journal holds it or not.
 *
 * @param at when
 * @param what it was, in a word or a few
 * @param party the party that it is about; empty if it is about none
 * @param certificate the certificate that it is about, likewise
 * @param by who did it, as that person says; empty where nothing says it
 */
public record DoneByHand(
    Instant at,
    String what,
    Optional<PartyId> party,
    Optional<Fingerprint> certificate,
    Optional<String> by) {

  /** Who did it: certdrop itself where it removed a party that somebody distrusted. */
  public String actor() {
    return by.orElse(what.equals(JournalEvent.REMOVED.word()) ? "certdrop" : "somebody");
  }

  /** The newest of both kinds, newest first. */
  static List<DoneByHand> newest(List<JournalLine> lines, List<ActsFile.Act> others, int most) {
    return Stream.concat(lines.stream().map(DoneByHand::of), others.stream().map(DoneByHand::of))
        .sorted(Comparator.comparing(DoneByHand::at).reversed())
        .limit(most)
        .toList();
  }

  private static DoneByHand of(JournalLine line) {
    return new DoneByHand(
        line.at(),
        line.event().word(),
        Optional.of(line.party()),
        Optional.of(line.sha256()),
        line.actor());
  }

  private static DoneByHand of(ActsFile.Act act) {
    return new DoneByHand(
        act.at(), act.done(), act.party(), Optional.empty(), Optional.of(act.by()));
  }
}
