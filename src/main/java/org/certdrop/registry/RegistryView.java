package org.certdrop.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.certdrop.party.PartyId;

/** The registry as it was after one journal line. Immutable. */
public final class RegistryView {
  private RegistryView() {}

  /**
   * Reads a registry without changing anything: no lock, no file made, a torn last line ignored.
   *
   * @param var the folder of the registry; empty or absent means an empty registry
   * @return what the journal says
   * @throws RegistryCorruptedException if the files do not fit together
   * @throws IOException if they cannot be read
   */
  public static RegistryView read(Path var) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** The active entries, by their ids. */
  public List<Entry> active() {
    throw new UnsupportedOperationException();
  }

  /** The entries that wait for a confirmation, by their ids. */
  public List<Entry> pending() {
    throw new UnsupportedOperationException();
  }

  /** The removed entries, by their ids. */
  public List<Entry> removed() {
    throw new UnsupportedOperationException();
  }

  /**
   * The active entry of a party.
   *
   * @param party its id, in any letter case
   */
  public Optional<Entry> find(PartyId party) {
    throw new UnsupportedOperationException();
  }

  /** The number of the last journal line. */
  public long seq() {
    throw new UnsupportedOperationException();
  }

  /** The SHA-256 of the last journal line, in lower-case hexadecimal; 64 zeros before the first. */
  public String head() {
    throw new UnsupportedOperationException();
  }
}
