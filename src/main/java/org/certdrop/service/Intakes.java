package org.certdrop.service;

import java.io.IOException;
import java.time.Clock;
import java.util.function.Supplier;
import org.certdrop.intake.Intake;
import org.certdrop.intake.Ourselves;
import org.certdrop.registry.Registry;
import org.certdrop.rules.CertificateRules;
import org.certdrop.trust.Membership;

/** Makes the intake of a home, for the service and for the command line alike. */
public final class Intakes {
  private Intakes() {}

  /**
   * The rules that a home's configuration sets.
   *
   * @throws SettingsException if the issuers' folder cannot be used
   * @throws IOException if it cannot be read
   */
  public static CertificateRules rules(Home home, Settings settings)
      throws SettingsException, IOException {
    return new CertificateRules(
        IssuersFolder.read(home.resolve(settings.issuers())), settings.expiryWarning());
  }

  /**
   * An intake into a home's registry.
   *
   * @param membership who may be registered, as of now
   * @param ourselves this party as it is now
   * @throws SettingsException if the issuers' folder cannot be used
   * @throws IOException if it cannot be read
   */
  public static Intake of(
      Home home,
      Settings settings,
      Registry registry,
      Membership.Source membership,
      Supplier<Ourselves> ourselves,
      Clock clock)
      throws SettingsException, IOException {
    return new Intake(
        rules(home, settings), settings.endpointPolicy(), registry, membership, ourselves, clock);
  }
}
