package org.certdrop.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certdrop.identity.OwnParties.NODE;
import static org.certdrop.identity.OwnParties.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.certdrop.identity.IdentityWarning.Kind;
import org.certdrop.party.Component;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.Test;

class OwnPartyTest {
  private static final Duration AHEAD = Duration.ofDays(30);
  private final OwnParty own = OwnParties.node(endpoint("10.221.0.2", 14001));

  private List<Kind> kindsAt(Instant at) {
    return own.warnings(at, AHEAD).stream().map(IdentityWarning::kind).toList();
  }

  @Test
  void theIdSaysTheComponent() {
    assertThat(own.component()).isEqualTo(Component.NODE);
  }

  @Test
  void itShowsItsIdAndFingerprintAndNothingElse() {
    assertThat(own).hasToString(NODE + " (" + own.certificate().fingerprint().brief() + "...)");
  }

  @Test
  void aValidPartyGivesNoWarning() {
    assertThat(kindsAt(TestCertificate.NOW)).isEmpty();
  }

  @Test
  void theFirstAndTheLastSecondAreValid() {
    assertThat(kindsAt(own.certificate().notBefore())).isEmpty();
    assertThat(kindsAt(own.certificate().notAfter())).containsExactly(Kind.EXPIRING_SOON);
  }

  @Test
  void aCertificateThatEndedIsWarnedAbout() {
    assertThat(kindsAt(own.certificate().notAfter().plusSeconds(1))).containsExactly(Kind.EXPIRED);
  }

  @Test
  void aCertificateThatHasNotBegunIsWarnedAbout() {
    assertThat(kindsAt(own.certificate().notBefore().minusSeconds(1)))
        .containsExactly(Kind.NOT_YET_VALID);
  }

  @Test
  void theWarningBeginsOnTime() {
    Instant start = own.certificate().notAfter().minus(AHEAD);

    assertThat(kindsAt(start)).isEmpty();
    assertThat(kindsAt(start.plusSeconds(1))).containsExactly(Kind.EXPIRING_SOON);
  }

  @Test
  void everyWarningSaysWhatToDo() {
    OwnParty here = OwnParties.node(endpoint("::1", 14001));

    assertThat(here.warnings(here.certificate().notAfter().plusSeconds(1), AHEAD))
        .hasSize(2)
        .allSatisfy(warning -> assertThat(warning.hint()).isNotEmpty());
  }

  @Test
  void aLoopbackEndpointIsWarnedAbout() {
    IdentityWarning warning =
        OwnParties.node(endpoint("127.0.0.1", 14001)).warnings(TestCertificate.NOW, AHEAD).get(0);

    assertThat(warning.kind()).isEqualTo(Kind.LOOPBACK_ENDPOINT);
    assertThat(warning.message()).contains("127.0.0.1:14001");
  }

  @Test
  void noEndpointIsNoLoopback() {
    assertThat(OwnParties.node(Optional.empty()).warnings(TestCertificate.NOW, AHEAD)).isEmpty();
  }

  @Test
  void aCertificateWithoutItsKeyIsWarnedAbout() {
    OwnParty keyless = new OwnParty(own.id(), own.endpoint(), own.certificate(), Optional.empty());
    assertThat(keyless.warnings(TestCertificate.NOW, AHEAD))
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.kind()).isEqualTo(Kind.UNSIGNED);
              assertThat(warning.hint()).contains("backup", "generate --force");
            });
  }
}
