package org.certdrop.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.certdrop.party.PartyId;

/** The parties whose certificates are trusted here (SPEC section 6). */
public final class Registry implements AutoCloseable {
  private Registry() {}

  /** Opens the registry of a home, and makes it if there is none. */
  public static Registry open(Path var, PartyId owner, FirstContact policy, Clock clock)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Decides on a proposal and makes it durable. Blocks; callers share one fsync. */
  public Decision decide(Proposal proposal) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** What would conflict, without writing. */
  public List<Conflict> examine(Registrant registrant) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Moves a party's active entry to the removed ones and drops its pending ones. */
  public Optional<Removal> remove(PartyId party) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** What the journal says became of these submissions. */
  public Map<String, Recorded> recorded(Set<String> submissions) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** The registry as this process knows it, without a look at the files. */
  public RegistryView view() {
    throw new UnsupportedOperationException();
  }

  /** The registry with what other processes wrote since. */
  public RegistryView refresh() throws IOException {
    throw new UnsupportedOperationException();
  }

  /** The active entry of a party, as this process knows it. */
  public Optional<Entry> find(PartyId party) {
    throw new UnsupportedOperationException();
  }

  /** Why registry.json cannot be written just now, if so. */
  public Optional<SnapshotFault> snapshotFault() {
    throw new UnsupportedOperationException();
  }

  /** Writes registry.json if it is behind, and lets go of the files. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
