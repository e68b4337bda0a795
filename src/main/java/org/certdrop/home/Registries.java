package org.certdrop.home;

import java.io.IOException;
import org.certdrop.registry.RegistryStore;

/** Finds what holds the registry of a home. */
public final class Registries {
  private Registries() {}

  /**
   * What holds it, as the configuration says; nothing is opened.
   *
   * @throws IOException if the configuration cannot be read
   */
  public static RegistryStore of(Home home) throws IOException {
    return RegistryStore.of(home.var());
  }
}
