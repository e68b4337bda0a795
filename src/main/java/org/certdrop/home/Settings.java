package org.certdrop.home;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certdrop.identity.ConfiguredParty;
import org.certdrop.identity.FedbiomedConfig;
import org.certdrop.party.Component;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.FirstContact;
import org.certdrop.registration.RotationPolicy;

/**
 * What {@code etc/certdrop.properties} says, every value checked.
 *
 * @param own this party, its endpoint being empty only if endpoints are optional and it has none
 * @param fedbiomed the configuration of its Fed-BioMed component, which names its certificate;
 *     empty means that certificate and key lie in etc/identity
 * @param federation what kind of federation it belongs to, and what follows from that
 * @param inbox how long files wait in the inbox, and how many are taken
 * @param policy what certdrop decides by itself
 * @param retry the pauses after faults of disk or network
 * @param clockCheck whether a clock that is behind the registry keeps back what it would decide
 * @param propagate the inboxes into which accepted submissions are copied; empty for none
 * @param page where the page is served, and what may be done there; empty for no page
 * @param placeholders every setting as text, durations in milliseconds, for the routes; and what
 *     the file says for Camel
 */
public record Settings(
    ConfiguredParty own,
    Optional<FedbiomedConfig> fedbiomed,
    Federation federation,
    Watched inbox,
    Policy policy,
    Backoff retry,
    boolean clockCheck,
    List<String> propagate,
    Optional<PageSettings> page,
    Map<String, String> placeholders) {

  /**
   * How the inbox is watched.
   *
   * @param settleTime how long an incomplete file, or an instructions text, must lie unchanged
   * @param pairTimeout how long a lone certificate file or sidecar waits for its twin
   * @param keep how long handled submissions stay in the inbox; empty: for ever
   * @param batch how many submissions are taken at most by one poll of Camel; up to four times as
   *     many while very many wait
   */
  public record Watched(
      Duration settleTime, Duration pairTimeout, Optional<Duration> keep, int batch) {}

  /**
   * What is decided without a person.
   *
   * @param first what a valid first drop of a party becomes
   * @param rotation what a new key that the registered one vouches for becomes; empty means what
   *     fits this party
   * @param issuers the folder of certificates that may vouch for others; it need not exist
   * @param expiryWarning how long before its end a certificate is warned about
   */
  public record Policy(
      FirstContact first,
      Optional<RotationPolicy> rotation,
      String issuers,
      Duration expiryWarning) {}

  /** Keeps copies of list and map. */
  public Settings {
    propagate = List.copyOf(propagate);
    placeholders = Map.copyOf(placeholders);
  }

  /**
   * What the registry does by itself, and what it leaves to the operator.
   *
   * @param own what this party is: a researcher confirms rotations unless it is set otherwise
   * @param now the kind of federation: a node of a star has one researcher
   */
  public AdmissionPolicy admission(Component own, Federation now) {
    RotationPolicy usual =
        own == Component.RESEARCHER ? RotationPolicy.CONFIRM : RotationPolicy.AUTO;
    return new AdmissionPolicy(
        policy.first(), policy.rotation().orElse(usual), now.site().isNodeOfStar());
  }

  /**
   * Reads and checks a home's configuration.
   *
   * @param home the home; without a configuration file every setting has its default
   * @throws SettingsException if a key is unknown or a value is bad
   * @throws IOException if the file cannot be read
   */
  public static Settings read(Home home) throws SettingsException, IOException {
    return SettingsFile.read(home);
  }
}
