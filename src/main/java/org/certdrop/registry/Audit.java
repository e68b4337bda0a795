package org.certdrop.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.certdrop.party.PartyId;
import org.certdrop.registration.RegistryView;

/**
 * Whether a registry's files are what certdrop wrote: whether no line of the journal breaks its
 * chain of hashes, and registry.json holds what the journal says.
 */
public sealed interface Audit {

  /**
   * All fits. registry.json may be older than the journal, as it is for a moment while a service
   * runs; it equals the fold at the line that it shows.
   *
   * @param seq the last journal line
   * @param head its SHA-256
   * @param active how many parties are active
   * @param pending how many entries wait for confirmation
   * @param removed how many parties are removed
   * @param tornBytes how many bytes of a torn last line are to be cut at the next start; 0 for none
   */
  record Sound(long seq, String head, int active, int pending, int removed, long tornBytes)
      implements Audit {}

  /**
   * Something does not fit.
   *
   * @param damage the first thing that does not
   */
  record Unsound(Damage damage) implements Audit {}

  /**
   * Examines a registry without changing anything; a service may run meanwhile.
   *
   * @param store the registry
   * @param owner whose it must be; empty if it may be anyone's
   * @throws IOException if it cannot be read
   */
  static Audit of(RegistryStore store, Optional<PartyId> owner) throws IOException {
    return of(Inspection.ofAll(store, owner));
  }

  /**
   * Looks as a start does: of a long journal, at what came after its checkpoint alone.
   *
   * @param store the registry
   * @throws IOException if it cannot be read
   */
  static Audit ofLatest(RegistryStore store) throws IOException {
    return of(Inspection.of(store, Optional.empty()));
  }

  /** The same of a registry in a folder; if that is absent or empty, so is the registry. */
  static Audit of(Path var, Optional<PartyId> owner) throws IOException {
    return of(RegistryStore.of(var), owner);
  }

  private static Audit of(Inspection found) {
    if (found.damage().isPresent()) {
      return new Unsound(found.damage().get());
    }
    RegistryView view = found.fold().view();
    return new Sound(
        view.seq(),
        view.head(),
        view.active().size(),
        view.pending().size(),
        view.removed().size(),
        found.reading().tornBytes());
  }
}
