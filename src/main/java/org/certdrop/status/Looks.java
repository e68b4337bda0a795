package org.certdrop.status;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.certdrop.files.Owner;
import org.certdrop.home.Faults;
import org.certdrop.home.SettingsException;
import org.certdrop.identity.IdentityException;

/** Looks at one part of a home after the other, and notes what cannot be seen. */
final class Looks {
  private final List<Faults.Fault> faults;
  private final Clock clock;
  private final Set<String> unseen = new TreeSet<>();
  private boolean denied;

  /**
   * No look yet.
   *
   * @param faults where is noted what cannot be seen
   */
  Looks(List<Faults.Fault> faults, Clock clock) {
    this.faults = faults;
    this.clock = clock;
  }

  /** What may fail when one looks. */
  public interface Sight<T> {
    T see() throws IOException, SettingsException, IdentityException;
  }

  /**
   * Looks at a part.
   *
   * @param where its name
   * @return what is there; empty if it cannot be seen
   */
  <T> Optional<T> at(String where, Sight<T> sight) {
    try {
      return Optional.of(sight.see());
    } catch (IOException | SettingsException | IdentityException e) {
      faults.add(new Faults.Fault(where, Faults.describe(e), clock.instant()));
      unseen.add(where);
      denied |= isDenial(e);
      return Optional.empty();
    }
  }

  /**
   * Looks at one of many entries. If this user may not read it, the part counts as unseen if entry
   * and folder have one owner; if another user put the entry there and closed it, that is a fault
   * of the entry.
   *
   * @param where its name
   * @param entry its path
   * @return what is there; empty if it cannot be seen
   */
  <T> Optional<T> at(String where, Path entry, Sight<T> sight) {
    boolean before = denied;
    Optional<T> seen = at(where, sight);
    denied = before || (denied && isOfItsFolder(entry));
    return seen;
  }

  private static boolean isOfItsFolder(Path entry) {
    Optional<Owner> owner = Owner.of(entry);
    return owner.filter(Owner::isUs).isEmpty() && owner.equals(Owner.of(entry.getParent()));
  }

  /**
   * Notes that a part cannot be known, since what leads to it could not be seen.
   *
   * @param where its name
   */
  void unknown(String where) {
    unseen.add(where);
  }

  /**
   * Notes that a part could not be seen, if that is why something failed which is reported already.
   *
   * @param where its name
   * @param fault what failed
   */
  void reported(String where, Throwable fault) {
    if (isDenial(fault)) {
      unseen.add(where);
      denied = true;
    }
  }

  private static boolean isDenial(Throwable fault) {
    return fault != null && (fault instanceof AccessDeniedException || isDenial(fault.getCause()));
  }

  /** The parts that could not be seen: of them nothing is known. */
  Unseen unseen() {
    return new Unseen(unseen, denied);
  }
}
