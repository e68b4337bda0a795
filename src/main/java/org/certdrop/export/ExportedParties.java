package org.certdrop.export;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.certdrop.home.ExportRequirement;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.registration.Verified;
import org.certdrop.text.Parsed;

/**
 * The parties that may be given to other programs: every export asks here, and nowhere else.
 *
 * <p>A certificate that has expired is among them, since the parties decide themselves what they
 * still accept; {@link #warnings} names it.
 */
public final class ExportedParties {
  /** What an export counts. */
  static final String THINGS = "parties";

  private final RegistryView registry;
  private final Predicate<Entry> admitted;
  private final ExportRequirement requirement;

  private ExportedParties(
      RegistryView registry, Predicate<Entry> admitted, ExportRequirement requirement) {
    this.registry = registry;
    this.admitted = admitted;
    this.requirement = requirement;
  }

  /**
   * The parties of a registry that may be given away.
   *
   * @param registry who is registered
   * @param admitted whether a registered party belongs to the federation, and is somebody else
   * @param requirement what else a party must have
   */
  public static ExportedParties of(
      RegistryView registry, Predicate<Entry> admitted, ExportRequirement requirement) {
    return new ExportedParties(registry, admitted, requirement);
  }

  /** The registry that they are of. */
  RegistryView registry() {
    return registry;
  }

  /** All of them, by the ids of their entries. */
  public List<Entry> all() {
    return registry.active().stream().filter(admitted).filter(this::suffices).toList();
  }

  private boolean suffices(Entry entry) {
    return requirement == ExportRequirement.NONE
        || entry.verified().method() != Verified.Method.NONE;
  }

  /**
   * One of them.
   *
   * @param party its id, in any letter case
   * @return its entry, or why it is not given to others; empty if it is neither registered nor
   *     waits
   */
  Optional<Parsed<Entry>> find(PartyId party) {
    return registry
        .find(party)
        .map(this::permitted)
        .or(
            () ->
                registry.pending(party).stream()
                    .findFirst()
                    .map(
                        entry ->
                            Parsed.bad(
                                party
                                    + " is not registered: its certificate waits for a"
                                    + " confirmation.",
                                "Confirm it first; see ./certdrop list.")));
  }

  private Parsed<Entry> permitted(Entry entry) {
    if (!admitted.test(entry)) {
      return Parsed.bad(
          entry.party() + " is registered, but not given away: it is not on the roster.",
          "See ./certdrop ready; correct etc/roster.json if the party belongs there.");
    }
    return suffices(entry)
        ? Parsed.good(entry)
        : Parsed.bad(
            entry.party()
                + " is registered, but nobody has compared its number, and certdrop.export.require is"
                + " verified.",
            "See ./certdrop number " + entry.party() + ".");
  }

  /** A sentence for each whose certificate has expired. */
  public List<String> warnings(Instant now) {
    return all().stream()
        .flatMap(entry -> ExpiredWarning.warning(entry.party(), entry.notAfter(), now).stream())
        .toList();
  }
}
