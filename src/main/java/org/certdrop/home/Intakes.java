package org.certdrop.home;

import java.io.IOException;
import java.time.Clock;
import java.util.function.Supplier;
import org.certdrop.identity.OwnParty;
import org.certdrop.registry.Registry;
import org.certdrop.registry.RegistryStore;
import org.certdrop.rules.CertificateRules;
import org.certdrop.trust.Membership;
import org.certdrop.verdict.Intake;
import org.certdrop.verdict.Ourselves;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the intake of a home, for the service and for the command line alike. */
public final class Intakes {
  private static final Logger LOG = LoggerFactory.getLogger(Intakes.class);

  private Intakes() {}

  /**
   * The rules that a home's configuration sets.
   *
   * @param federation the kind of federation, as of now
   * @throws SettingsException if the issuers' folder cannot be used
   * @throws IOException if it cannot be read
   */
  public static CertificateRules rules(
      Home home, Settings settings, Supplier<Federation> federation)
      throws SettingsException, IOException {
    return new CertificateRules(
        IssuersFolder.read(home.resolve(settings.policy().issuers())),
        settings.policy().expiryWarning(),
        () -> federation.get().site());
  }

  /**
   * An intake into a registry.
   *
   * @param rules what a certificate must be
   * @param federation the kind of federation, as of now
   * @param membership who may be registered, as of now
   * @param ourselves this party as it is now
   */
  public static Intake of(
      CertificateRules rules,
      Supplier<Federation> federation,
      Registry registry,
      Membership.Source membership,
      Supplier<Ourselves> ourselves,
      Clock clock) {
    return new Intake(
        rules, () -> federation.get().endpointPolicy(), registry, membership, ourselves, clock);
  }

  /**
   * Opens the registry of a home, with the policy that its configuration says.
   *
   * @param store the registry
   * @param own this party as it is now
   * @param federation the kind of federation, as of now
   * @throws IOException as {@link Registry#open} does
   */
  public static Registry registry(
      Home home,
      RegistryStore store,
      Settings settings,
      Supplier<OwnParty> own,
      Supplier<Federation> federation,
      Clock clock)
      throws IOException {
    Registries.exposure(home, settings).ifPresent(LOG::warn);
    return Registry.open(
        store,
        own.get().id(),
        () -> settings.admission(own.get().component(), federation.get()),
        clock);
  }
}
