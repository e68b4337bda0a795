package org.certdrop.trust;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.registration.Verified;
import org.certdrop.rules.CertificateRules;
import org.certdrop.text.Problem;
import org.certdrop.text.Timestamps;
import org.certdrop.x509.Fingerprint;

/** What keeps a party from being ready at some time, in words. */
final class Shortcomings {
  private final Membership membership;
  private final Instant at;

  Shortcomings(Membership membership, Instant at) {
    this.membership = membership;
    this.at = at;
  }

  static Problem noCertificate() {
    return new Problem(
        "This party has no certificate of its own yet.", "Let one be made: ./certdrop run --once");
  }

  static Problem emptyRoster() {
    return new Problem(
        "The roster names no party.", "Write the federation's parties into etc/roster.json.");
  }

  /** Of a party that is expected but not registered, with its last entry if it was removed. */
  Problem ofAbsent(PartyId party, boolean waits, Optional<Entry> removed) {
    if (membership.distrusted().names(party)) {
      return new Problem(
          party + " is on the roster, but distrusted.",
          "Take it out of etc/roster.json or out of etc/distrusted.txt.");
    }
    return waits
        ? new Problem(
            party + " waits for a confirmation.",
            ("Call the site at a phone number that you already had, and compare: ./certdrop number %1$s;"
                    + " then type: ./certdrop confirm %1$s NUMBER")
                .formatted(party))
        : removed
            .map(last -> removed(party, last))
            .orElse(
                new Problem(
                    party + " is not registered here.",
                    "Ask the site for what lies in its outbox/registration, and drop that into the inbox."));
  }

  private Problem removed(PartyId party, Entry last) {
    return new Problem(
        party + " was removed here.",
        membership
            .distrusted()
            .comeback(last)
            .orElse(
                ("To take it back with the key that it had, type what ./certdrop show %1$s prints. If"
                        + " its new certificate was refused key-change, type what the site reads out"
                        + " by telephone: ./certdrop confirm %1$s NUMBER --replace")
                    .formatted(party)));
  }

  /** Of this party: it needs no confirmation, but a certificate that counts. */
  List<Problem> ofUs(Us us) {
    List<Problem> found = new ArrayList<>();
    pinned(us.party())
        .filter(pinned -> !pinned.equals(us.certificate().fingerprint()))
        .ifPresent(
            pinned ->
                found.add(
                    new Problem(
                        "The roster has this party, "
                            + us.party()
                            + ", with the certificate "
                            + pinned
                            + ", but its own is "
                            + us.certificate().fingerprint()
                            + ".",
                        "Correct sha256 in etc/roster.json, here and at the other sites.")));
    ofValidity(
            us.certificate().notBefore(),
            us.certificate().notAfter(),
            "The own certificate",
            "Make a new one with ./certdrop generate --force, or with Fed-BioMed if this one is"
                + " Fed-BioMed's, and send what is then in outbox/registration to every other site.")
        .ifPresent(found::add);
    return found;
  }

  /**
   * Of a party that is registered.
   *
   * @param entry its entry
   * @param waiting what of it waits for a confirmation
   */
  List<Problem> of(Entry entry, List<Entry> waiting) {
    List<Problem> found = new ArrayList<>();
    if (membership.distrusted().covers(entry)) {
      found.add(
          new Problem(
              entry.party() + " is distrusted, but still registered.",
              "It is removed as soon as the service runs: ./certdrop run, or at once: ./certdrop delete "
                  + entry.party()));
    }
    ofPredecessors(entry).ifPresent(found::add);
    ofRotation(entry, waiting).ifPresent(found::add);
    ofRoster(entry).ifPresent(found::add);
    ofValidity(
            entry.certificate().notBefore(),
            entry.notAfter(),
            "The certificate of " + entry.party(),
            "Ask the site for its new certificate and drop it into the inbox; if the site left, type:"
                + " ./certdrop delete "
                + entry.party())
        .ifPresent(found::add);
    return found;
  }

  /**
   * A claim that waits blocks nobody, for anybody may drop one; a rotation was signed by the
   * registered key, and its party uses the new one already.
   */
  private static Optional<Problem> ofRotation(Entry entry, List<Entry> waiting) {
    return waiting.stream()
        .filter(next -> isRotation(entry, next))
        .findFirst()
        .map(
            next ->
                new Problem(
                    entry.party()
                        + " has a new key, signed for by the registered one, which waits for a"
                        + " confirmation.",
                    "Call the site at a phone number that you already had, and type what it reads out:"
                        + " ./certdrop confirm "
                        + entry.party()
                        + " NUMBER (./certdrop show "
                        + entry.party()
                        + " shows what waits)"));
  }

  /** Whether an entry is a new key that the registered one signed for. */
  static boolean isRotation(Entry registered, Entry next) {
    return next.rotatedFrom().contains(registered.sha256())
        && !next.publicKey().equals(registered.publicKey());
  }

  /** The signature of a predecessor that is distrusted now no longer counts. */
  private Optional<Problem> ofPredecessors(Entry entry) {
    Verified.Method method = entry.verified().method();
    boolean compared = method == Verified.Method.NUMBER || method == Verified.Method.FINGERPRINT;
    return entry.rotatedFrom().stream()
        .filter(membership.distrusted()::lists)
        .filter(certificate -> !compared)
        .findFirst()
        .map(
            certificate ->
                new Problem(
                    "The certificate of "
                        + entry.party()
                        + " follows from "
                        + certificate
                        + ", which is distrusted here, and nobody has compared it since.",
                    "Call the site at a phone number that you already had. If the certificate is its own, type:"
                        + " ./certdrop confirm "
                        + entry.party()
                        + " NUMBER; otherwise write "
                        + entry.sha256()
                        + " into etc/distrusted.txt, too."));
  }

  private Optional<Problem> ofRoster(Entry entry) {
    Optional<Roster> roster = membership.roster();
    if (roster.isEmpty() || roster.get().admits(entry.party(), entry.sha256())) {
      return Optional.empty();
    }
    return Optional.of(
        pinned(entry.party())
            .map(
                pinned ->
                    new Problem(
                        entry.party()
                            + " is on the roster with the certificate "
                            + pinned
                            + ", but registered here with "
                            + entry.sha256()
                            + ".",
                        "Ask the site which is right; correct etc/roster.json, or drop the right"
                            + " certificate into the inbox."))
            .orElseGet(
                () ->
                    new Problem(
                        entry.party() + " is registered here, but not on the roster.",
                        "Add it to etc/roster.json, or remove it: ./certdrop delete "
                            + entry.party())));
  }

  private Optional<Fingerprint> pinned(PartyId party) {
    return membership.roster().flatMap(roster -> roster.place(party)).flatMap(Roster.Place::sha256);
  }

  private Optional<Problem> ofValidity(
      Instant notBefore, Instant notAfter, String which, String hint) {
    if (at.isAfter(notAfter)) {
      return Optional.of(
          new Problem(which + " expired at " + Timestamps.seconds(notAfter) + ".", hint));
    }
    return at.plus(CertificateRules.CLOCK_SKEW).isBefore(notBefore)
        ? Optional.of(
            new Problem(
                which + " is not valid before " + Timestamps.seconds(notBefore) + ".",
                "Check this computer's clock (timedatectl); if it is right, wait until then."))
        : Optional.empty();
  }
}
