package org.certdrop.home;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certdrop.identity.FedbiomedIdentity;
import org.certdrop.identity.IdentityException;
import org.certdrop.identity.IdentityFolder;
import org.certdrop.identity.IdentityWarning;
import org.certdrop.identity.OwnIdentity;
import org.certdrop.identity.OwnParty;
import org.certdrop.verdict.Ourselves;
import org.certdrop.x509.Fingerprint;

/** Reads this party from a home's configuration and certificate. */
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
    Settings settings = Settings.read(home);
    return source(home, settings, clock).load(settings.own());
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
    Settings settings = Settings.read(home);
    return source(home, settings, clock).find(settings.own());
  }

  /**
   * Whether there is nothing that a new certificate would replace. A pair that cannot be used is
   * something, and so is one that would be Fed-BioMed's to make.
   *
   * @throws SettingsException if the configuration cannot be used
   * @throws IOException if it cannot be read
   */
  public static boolean isBare(Home home, Clock clock) throws SettingsException, IOException {
    try {
      return Settings.read(home).fedbiomed().isEmpty() && existing(home, clock).isEmpty();
    } catch (IdentityException e) {
      return false; // the command that wants to replace the pair says what is wrong with it
    }
  }

  /**
   * This party, if it has a certificate, without changing anything in its home.
   *
   * @param settings the home's configuration
   * @throws IdentityException if what is there cannot be used
   */
  public static Optional<OwnParty> look(Home home, Settings settings) throws IdentityException {
    return source(home, settings, Clock.systemUTC()).look(settings.own());
  }

  /**
   * This party of a home that has been used before.
   *
   * @throws StartException if it has no certificate
   * @throws IdentityException if what is there cannot be used
   * @throws SettingsException if the configuration cannot be used
   * @throws IOException if it cannot be read
   */
  public static OwnParty used(Home home, Clock clock)
      throws StartException, IdentityException, SettingsException, IOException {
    return existing(home, clock)
        .orElseThrow(
            () ->
                new StartException(
                    home
                        + " has no own certificate, so that nobody is known there. If another home is"
                        + " meant, name it with --home;"
                        + " ./certdrop run makes the certificate at its first start."));
  }

  /**
   * What is worth knowing about this party now. An address that Fed-BioMed's configuration gives as
   * a name is spoken of once, as it stands there.
   */
  public static List<IdentityWarning> warnings(OwnParty own, Settings settings, Instant at) {
    Optional<IdentityWarning> localhost =
        settings.fedbiomed().flatMap(config -> config.localhost(own.endpoint()));
    List<IdentityWarning> warnings =
        new ArrayList<>(own.warnings(at, settings.policy().expiryWarning()));
    localhost.ifPresent(
        precise -> warnings.replaceAll(one -> one.kind() == precise.kind() ? precise : one));
    return warnings;
  }

  /** Where certificate and key come from: Fed-BioMed, if its configuration is named. */
  public static OwnIdentity source(Home home, Settings settings, Clock clock) {
    return settings.fedbiomed().isPresent()
        ? new FedbiomedIdentity(settings.fedbiomed().get())
        : new IdentityFolder(home.identity(), clock, () -> ClockCheck.wrong(settings, clock));
  }

  /**
   * What {@code Intake} must know of this party.
   *
   * @param announced the certificates that it ever announced
   */
  public static Ourselves ourselves(OwnParty own, Set<Fingerprint> announced) {
    return new Ourselves(
        own.id(),
        own.certificate().fingerprint(),
        own.certificate().publicKeyFingerprint(),
        own.endpoint(),
        announced);
  }
}
