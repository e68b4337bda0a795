package org.certdrop.service;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.certdrop.identity.IdentityException;
import org.certdrop.identity.OwnParty;
import org.certdrop.registry.RegistryView;
import org.certdrop.trust.Readiness;
import org.certdrop.trust.Us;

/** Whether the parties of a home are ready, found by looking: the service need not run. */
public final class HomeReadiness {
  private HomeReadiness() {}

  /**
   * Looks at lists, registry and own certificate; changes nothing.
   *
   * @param strict whether each other party must be verified and have acknowledged our certificate
   * @throws UnusableListException if one of the operator's lists cannot be used
   * @throws IdentityException if the own certificate cannot be used
   * @throws SettingsException if the configuration cannot be used
   * @throws IOException if something cannot be read
   */
  public static Readiness of(Home home, boolean strict, Clock clock)
      throws IdentityException, SettingsException, IOException {
    Optional<OwnParty> own = Identities.existing(home, clock);
    return Readiness.of(
        Memberships.read(home, own),
        RegistryView.read(home.var()),
        own.isEmpty() ? Optional.empty() : Optional.of(us(home, own.get(), clock)),
        clock.instant(),
        strict);
  }

  /** This party, and since when it has said what it announces now. */
  static Us us(Home home, OwnParty own, Clock clock) throws IdentityException, IOException {
    return new Us(
        own.id(), own.certificate(), Identities.announcements(home, clock).announcedAt(own));
  }
}
