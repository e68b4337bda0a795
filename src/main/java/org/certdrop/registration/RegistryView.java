package org.certdrop.registration;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certdrop.party.PartyId;

/** The registry as it was after one journal line. Immutable. */
public final class RegistryView {
  private final long seq;
  private final String head;
  private final Instant latest;
  private final List<Party> parties;
  // Made when first asked for; making it twice does no harm.
  private volatile Map<String, Party> byKey;

  RegistryView(long seq, String head, Instant latest, Collection<Party> parties) {
    this.seq = seq;
    this.head = head;
    this.latest = latest;
    this.parties = List.copyOf(parties);
  }

  List<Party> parties() {
    return parties;
  }

  Instant latest() {
    return latest;
  }

  /** The active entries, sorted by their document ids: the oldest first. */
  public List<Entry> active() {
    return entries(party -> party.active().stream());
  }

  /** The entries that wait for a confirmation, sorted alike; a party may have several. */
  public List<Entry> pending() {
    return entries(party -> party.pending().stream());
  }

  /** The removed entries of parties that are not active again, sorted alike. */
  public List<Entry> removed() {
    return entries(party -> party.removed().stream());
  }

  private List<Entry> entries(Function<Party, Stream<Entry>> which) {
    return parties.stream().flatMap(which).sorted((a, b) -> Long.compare(a.id(), b.id())).toList();
  }

  /**
   * The active entry of a party.
   *
   * @param party its id, in any letter case
   */
  public Optional<Entry> find(PartyId party) {
    return get(party).flatMap(Party::active);
  }

  /**
   * The entries of a party that wait for a confirmation, oldest first.
   *
   * @param party its id, in any letter case
   */
  public List<Entry> pending(PartyId party) {
    return get(party).map(Party::pending).orElse(List.of());
  }

  /**
   * The removed entry of a party that is not active again.
   *
   * @param party its id, in any letter case
   */
  public Optional<Entry> removed(PartyId party) {
    return get(party).flatMap(Party::removed);
  }

  private Optional<Party> get(PartyId party) {
    Map<String, Party> map = byKey;
    if (map == null) {
      map = parties.stream().collect(Collectors.toUnmodifiableMap(Party::key, one -> one));
      byKey = map;
    }
    return Optional.ofNullable(map.get(party.key()));
  }

  /** The number of the last journal line; 0 before the first. */
  public long seq() {
    return seq;
  }

  /** The SHA-256 of the last journal line, in lower-case hexadecimal; 64 zeros before the first. */
  public String head() {
    return head;
  }
}
