package org.certdrop.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.certdrop.party.PartyId;

/** Mends a registry whose files do not fit together, keeping the damaged ones (SPEC 11). */
public final class Repair {
  private Repair() {}

  /**
   * What a repair would do.
   *
   * @param damage what is damaged
   * @param lastGoodLine the journal line up to which all is kept; 0 if nothing can be
   * @param linesLost how many journal lines come after it
   * @param partiesLost the parties that the lost lines, or a registry.json ahead of the journal,
   *     speak of: what was registered, changed or removed of them there is lost
   */
  public record Plan(Damage damage, long lastGoodLine, long linesLost, List<PartyId> partiesLost) {}

  /** What was done: the plan, and the damaged files under the names they have now. */
  public record Done(Plan plan, List<Path> setAside) {}

  /** Looks for damage, changing nothing; empty if there is none. */
  public static Optional<Plan> plan(Path var, PartyId owner) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Sets the damaged files aside and rebuilds from the last good line; empty if none is damaged.
   */
  public static Optional<Done> execute(Path var, PartyId owner, Clock clock) throws IOException {
    throw new UnsupportedOperationException();
  }
}
