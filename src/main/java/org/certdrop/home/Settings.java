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
 * @param settleTime how long an incomplete file, or an instructions text, must lie unchanged
 * @param pairTimeout how long a lone certificate file or sidecar waits for its twin
 * @param keep how long handled submissions stay in the inbox; empty: for ever
 * @param pollInterval the pause between two looks at the inbox
 * @param batch how many submissions are claimed at most between two listings by Camel; up to four
 *     times as many while very many wait
 * @param threads how many submissions are judged at once
 * @param retryDelay the pause before the first retry after a fault of the machine; it doubles
 * @param retryMaxDelay the longest pause between two retries
 * @param instructionsInterval how often the own certificate and endpoint are looked at for changes
 * @param clockCheck whether a clock that is behind the registry keeps back what it would decide
 * @param firstContact what a valid first drop of a party becomes
 * @param rotation what a new key that the registered one vouches for becomes; empty means what fits
 *     this party
 * @param issuers the folder of certificates that may vouch for others; it need not exist
 * @param expiryWarning how long before its end a certificate is warned about
 * @param propagate the inboxes into which accepted submissions are copied; empty for none
 * @param httpAddress where the page is served; empty for nowhere
 * @param placeholders every setting as text, durations in milliseconds, for the routes; and what
 *     the file says for Camel
 */
public record Settings(
    ConfiguredParty own,
    Optional<FedbiomedConfig> fedbiomed,
    Federation federation,
    Duration settleTime,
    Duration pairTimeout,
    Optional<Duration> keep,
    Duration pollInterval,
    int batch,
    int threads,
    Duration retryDelay,
    Duration retryMaxDelay,
    Duration instructionsInterval,
    boolean clockCheck,
    FirstContact firstContact,
    Optional<RotationPolicy> rotation,
    String issuers,
    Duration expiryWarning,
    List<String> propagate,
    Optional<HttpAddress> httpAddress,
    Map<String, String> placeholders) {

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
    return new AdmissionPolicy(firstContact, rotation.orElse(usual), now.site().isNodeOfStar());
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
