package org.certdrop.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Fingerprint;

/**
 * All that is known of the parties of one id.
 *
 * @param key the id without regard to letter case
 * @param active the entry that counts; empty if there is none
 * @param pending the entries that wait, oldest first, one a certificate
 * @param removed the entry that was removed; empty if it is active again
 */
public record Party(
    String key, Optional<Entry> active, List<Entry> pending, Optional<Entry> removed) {

  static Party unknown(PartyId id) {
    return new Party(id.key(), Optional.empty(), List.of(), Optional.empty());
  }

  boolean isUnknown() {
    return active.isEmpty() && pending.isEmpty() && removed.isEmpty();
  }

  /** The entry that a newcomer of this id is measured by. */
  Optional<Entry> known() {
    return active.or(() -> removed);
  }

  /** The entry by which the id is known in another spelling than this one. */
  Optional<Entry> namesake(PartyId spelling) {
    return known().filter(entry -> !entry.party().equals(spelling));
  }

  /**
   * What is known of this very spelling: with another one it is not the same party, so that its key
   * and its history say nothing.
   */
  Party spelled(PartyId spelling) {
    return namesake(spelling).isEmpty()
        ? this
        : new Party(
            key,
            Optional.empty(),
            pending.stream().filter(entry -> entry.party().equals(spelling)).toList(),
            Optional.empty());
  }

  /** The waiting entry of a certificate. */
  Optional<Entry> pending(Fingerprint sha256) {
    return pending.stream().filter(entry -> entry.sha256().equals(sha256)).findFirst();
  }

  /**
   * With this active entry, which neither waits nor is removed any more; what it has left behind,
   * and what was given up for it, waits no more either.
   */
  Party activate(Entry entry) {
    Predecessors left = entry.trust().predecessors();
    List<Entry> waiting =
        without(entry.sha256()).stream()
            .filter(other -> !left.contain(other.sha256()))
            .filter(other -> !entry.givenUp().contain(other.sha256()))
            .toList();
    return new Party(key, Optional.of(entry), waiting, Optional.empty());
  }

  /** With this version of the active entry, whatever waits. */
  Party note(Entry entry) {
    return new Party(key, Optional.of(entry), pending, removed);
  }

  /** With this entry waiting, in the place of one of the same certificate. */
  Party await(Entry entry) {
    List<Entry> waiting = new ArrayList<>(without(entry.sha256()));
    waiting.add(entry);
    return new Party(key, active, List.copyOf(waiting), removed);
  }

  /** Without the waiting entry of this certificate. */
  Party reject(Fingerprint sha256) {
    return new Party(key, active, without(sha256), removed);
  }

  /** With the active entry removed and none waiting. */
  Party remove() {
    return new Party(key, Optional.empty(), List.of(), known());
  }

  private List<Entry> without(Fingerprint sha256) {
    Predicate<Entry> other = entry -> !entry.sha256().equals(sha256);
    return pending.isEmpty() ? pending : pending.stream().filter(other).toList();
  }
}
