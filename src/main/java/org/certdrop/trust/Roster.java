package org.certdrop.trust;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.certdrop.party.PartyId;
import org.certdrop.text.Parsed;
import org.certdrop.x509.Fingerprint;

/** The list of who may register, {@code etc/roster.json}. Ids match in any letter case. */
public final class Roster {
  private final String federation;
  private final Map<String, Place> places;

  /**
   * A party's place on the roster.
   *
   * @param party its id as the roster has it
   * @param sha256 the only certificate that it may register; empty if any
   */
  public record Place(PartyId party, Optional<Fingerprint> sha256) {}

  private Roster(String federation, Map<String, Place> places) {
    this.federation = federation;
    this.places = places;
  }

  /**
   * Reads a roster.
   *
   * @param content the whole file; see {@code etc/schema/roster.schema.json}
   * @return the roster, or the first thing that is wrong with it
   */
  public static Parsed<Roster> parse(byte[] content) {
    return RosterJson.read(content);
  }

  /**
   * Writes a roster of parties with any certificate, in the order of their ids.
   *
   * @param federation what it is called
   * @return the whole file
   */
  public static byte[] write(String federation, Stream<PartyId> parties) {
    return RosterJson.write(federation, parties);
  }

  /** A roster of places whose ids differ in more than letter case. */
  static Roster of(String federation, Collection<Place> places) {
    Map<String, Place> byKey = new LinkedHashMap<>();
    places.forEach(place -> byKey.put(place.party().key(), place));
    return new Roster(federation, byKey);
  }

  /** What the federation is called; from outside, not yet fit to be shown. */
  public String federation() {
    return federation;
  }

  /** The parties, in the order of the file. */
  public Collection<Place> places() {
    return places.values();
  }

  /** The place of a party; its id may be in any letter case. */
  public Optional<Place> place(PartyId party) {
    return Optional.ofNullable(places.get(party.key()));
  }

  /** Whether the roster has a party's id in this very spelling. */
  public boolean spells(PartyId party) {
    return place(party).filter(place -> place.party().equals(party)).isPresent();
  }

  /** Whether a party may register, or be exported, with this certificate. */
  public boolean admits(PartyId party, Fingerprint certificate) {
    return place(party)
        .filter(place -> place.sha256().map(certificate::equals).orElse(true))
        .isPresent();
  }
}
