package org.certdrop.status;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.certdrop.home.ClockCheck;
import org.certdrop.home.ExportRequirement;
import org.certdrop.home.Federation;
import org.certdrop.home.Home;
import org.certdrop.home.Identities;
import org.certdrop.home.Intakes;
import org.certdrop.home.Memberships;
import org.certdrop.home.Registries;
import org.certdrop.home.Settings;
import org.certdrop.home.SettingsException;
import org.certdrop.home.UnusableListException;
import org.certdrop.identity.IdentityException;
import org.certdrop.identity.IdentityWarning;
import org.certdrop.identity.IdentityWarning.Kind;
import org.certdrop.identity.OwnParty;
import org.certdrop.outbox.Publications;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.registry.RegistryReader;
import org.certdrop.rules.CertificateRules;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.text.Problem;
import org.certdrop.trust.Expectations;
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
    Settings settings = Settings.read(home);
    Optional<OwnParty> own = Identities.existing(home, clock);
    CertificateRules rules = Intakes.rules(home, settings, settings::federation);
    RegistryView registry = RegistryReader.read(Registries.of(home));
    Readiness readiness =
        Readiness.of(
            Memberships.read(home, own),
            registry,
            own.isEmpty() ? Optional.empty() : Optional.of(us(home, own.get(), clock)),
            clock.instant(),
            strict,
            expectations(settings.federation(), own, rules, clock.instant()));
    return judgedBy(ClockCheck.wrong(settings, clock), readiness)
        .noting(
            PartyWarning.of(registry.active(), own, rules, clock.instant()).stream()
                .map(PartyWarning::asNotice)
                .toList());
  }

  /**
   * With a clock that is wrong no experiment may begin: its judgement of validity means nothing.
   */
  private static Readiness judgedBy(Optional<String> wrongClock, Readiness readiness) {
    return wrongClock
        .map(
            why ->
                readiness.lacking(
                    new Problem(
                        "This computer's clock is wrong, and all was judged by it: " + why + ".",
                        "Then ask again; what is said below of validity may be wrong.")))
        .orElse(readiness);
  }

  /**
   * Whom a party of a federation must hold.
   *
   * @param own this party; empty if it has no certificate yet
   * @param rules what the rules of now say of a certificate
   */
  public static Expectations expectations(
      Federation federation, Optional<OwnParty> own, CertificateRules rules, Instant now) {
    if (!federation.isStar()) {
      return Expectations.MESH;
    }
    List<IdentityWarning> warnings =
        own.map(party -> party.warnings(now, Duration.ZERO)).orElse(List.of());
    return new Expectations(
        federation.topology(),
        own.map(OwnParty::component).orElse(federation.component()),
        federation.exportRequirement() == ExportRequirement.VERIFIED,
        entry -> objections(entry, rules, now),
        warnings.stream()
            .filter(warning -> warning.kind() == Kind.REFUSED_BY_PEERS)
            .map(warning -> new Problem(warning.message(), warning.hint()))
            .toList(),
        warnings.stream()
            .filter(warning -> warning.kind() == Kind.FORMER_FORM)
            .map(warning -> new Problem(warning.message(), warning.hint()))
            .toList());
  }

  /** Why the rules refuse it, but for its end, which {@link Readiness} names. */
  private static List<Problem> objections(Entry entry, CertificateRules rules, Instant now) {
    byte[] pem = entry.certificate().pem().getBytes(StandardCharsets.US_ASCII);
    return rules.judge(pem, Optional.of(entry.party()), now).findings().stream()
        .filter(Finding::refuses)
        .filter(finding -> finding.code() != Code.EXPIRED)
        .map(
            finding ->
                new Problem(
                    "The certificate of "
                        + entry.party()
                        + " would be refused now, "
                        + finding.code()
                        + ": "
                        + finding.message(),
                    finding.hint()))
        .toList();
  }

  /** This party, and since when it has said what it announces now. */
  public static Us us(Home home, OwnParty own, Clock clock) throws IdentityException, IOException {
    return new Us(
        own.id(), own.certificate(), Publications.announcements(home, clock).announcedAt(own));
  }
}
