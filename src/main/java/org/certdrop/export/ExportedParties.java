package org.certdrop.export;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.certdrop.party.PartyId;
import org.certdrop.registry.Entry;
import org.certdrop.registry.RegistryView;
import org.certdrop.text.Parsed;

/**
 * The parties that may be given to other programs: every export asks here, and nowhere else.
 *
 * <p>A certificate that has expired is among them, since the parties decide themselves what they
 * still accept; {@link #warnings} names it.
 */
public final class ExportedParties {
  private final RegistryView registry;

  private ExportedParties(RegistryView registry) {
    this.registry = registry;
  }

  /**
   * The parties of a registry.
   *
   * @param registry who is registered
   */
  public static ExportedParties of(RegistryView registry) {
    return new ExportedParties(registry);
  }

  /** All of them, by the ids of their entries. */
  public List<Entry> all() {
    return registry.active();
  }

  /**
   * One of them.
   *
   * @param party its id, in any letter case
   * @return its entry, or why it is not given to others
   */
  Parsed<Entry> find(PartyId party) {
    Optional<Entry> active = registry.find(party);
    if (active.isPresent()) {
      return Parsed.good(active.get());
    }
    boolean waits =
        registry.pending().stream().anyMatch(entry -> entry.party().key().equals(party.key()));
    return waits
        ? Parsed.bad(
            party + " is not registered: its certificate waits for a confirmation.",
            "Confirm it first; see certdrop list.")
        : Parsed.bad(
            party + " is not registered here.",
            "See certdrop list; drop that party's registration into the inbox first.");
  }

  /** A sentence for each whose certificate has expired. */
  public List<String> warnings(Instant now) {
    return all().stream()
        .flatMap(entry -> Expiry.warning(entry.party(), entry.notAfter(), now).stream())
        .toList();
  }
}
