package org.certdrop.registry;

import java.io.IOException;
import org.certdrop.registration.RegistryView;
import org.certdrop.text.Progress;

/** Looks at a registry that another process may be changing. */
public final class RegistryReader {
  private RegistryReader() {}

  /**
   * Reads a registry without changing anything: no lock, no file made, a torn last line ignored.
   *
   * @param store the registry
   * @return what the journal says
   * @throws RegistryCorruptedException if the journal does not fit together, or is behind
   *     registry.json
   * @throws IOException if it cannot be read
   */
  public static RegistryView read(RegistryStore store) throws IOException {
    return read(store, Progress.UNHEARD);
  }

  /**
   * Reads a registry, as {@link #read(RegistryStore)} does.
   *
   * @param progress hears how many lines of the journal are read, of those that registry.json knows
   */
  public static RegistryView read(RegistryStore store, Progress progress) throws IOException {
    Inspection inspection = Inspection.ofJournal(store, progress);
    if (inspection.damage().isPresent()) {
      throw new RegistryCorruptedException(inspection.damage().get());
    }
    return inspection.fold().view();
  }
}
