package org.certdrop.service;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.certdrop.identity.ConfiguredParty;
import org.certdrop.identity.IdentityException;
import org.certdrop.identity.IdentityFolder;
import org.certdrop.identity.Instructions;
import org.certdrop.identity.Outbox;
import org.certdrop.identity.OwnParty;
import org.certdrop.intake.Ourselves;

/** This party, as a home's configuration and its identity folder have it. */
public final class Identities {
  private Identities() {}

  /**
   * This party; its certificate and key are made if neither is there.
   *
   * @throws IdentityException if what is there cannot be used
   * @throws SettingsException if the configuration cannot be used
   * @throws IOException if it cannot be read
   */
  public static OwnParty of(Home home, Clock clock)
      throws IdentityException, SettingsException, IOException {
    return folder(home, clock).load(configured(Settings.read(home)));
  }

  /**
   * This party, if it has a certificate.
   *
   * @throws IdentityException if what is there cannot be used
   * @throws SettingsException if the configuration cannot be used
   * @throws IOException if it cannot be read
   */
  public static Optional<OwnParty> existing(Home home, Clock clock)
      throws IdentityException, SettingsException, IOException {
    return folder(home, clock).find(configured(Settings.read(home)));
  }

  /**
   * Makes a new certificate and key, and renews the outbox.
   *
   * @param force whether to replace those that are there
   * @throws IdentityException if there are some and no force, or they cannot be made
   * @throws SettingsException if the configuration cannot be used
   * @throws IOException if the outbox cannot be written
   */
  public static OwnParty generate(Home home, boolean force, Clock clock)
      throws IdentityException, SettingsException, IOException {
    OwnParty own = folder(home, clock).generate(configured(Settings.read(home)), force);
    new Outbox(home.registration()).publish(Instructions.of(own));
    return own;
  }

  static IdentityFolder folder(Home home, Clock clock) {
    return new IdentityFolder(home.identity(), clock);
  }

  static ConfiguredParty configured(Settings settings) {
    return new ConfiguredParty(settings.component(), settings.partyId(), settings.endpoint());
  }

  /** What intake must know of it. */
  static Ourselves ourselves(OwnParty own) {
    return new Ourselves(
        own.id(),
        own.certificate().fingerprint(),
        own.certificate().publicKeyFingerprint(),
        Set.of());
  }
}
