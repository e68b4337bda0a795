package org.certdrop.home;

import java.util.Optional;
import org.certdrop.files.Owner;

/**
 * Whose a home is: the user as whom its service runs. What another user writes there, that user may
 * be unable to read or replace; of all others only root may write there at all.
 */
public final class HomeOwner {
  private HomeOwner() {}

  /**
   * Whose it is: the owner of {@code var}; or, on a volume of root's that is open to the service by
   * its group, the owner of the journal.
   *
   * @return empty where files have no owners
   */
  public static Optional<Owner> of(Home home) {
    return Owner.of(home.var())
        .flatMap(
            owner ->
                owner.isRoot()
                    ? Owner.of(home.var().resolve("journal.jsonl"))
                    : Optional.of(owner));
  }

  /**
   * The user in whose place root types a command on a home; empty if this process is not root's.
   */
  public static Optional<Owner> whomRootReplaces(Home home) {
    return Owner.isRootHere() ? of(home).filter(owner -> !owner.isUs()) : Optional.empty();
  }
}
