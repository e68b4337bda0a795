package org.certdrop.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.certdrop.identity.OwnParties.configured;

import org.bouncycastle.asn1.x500.style.BCStyle;
import org.certdrop.party.Component;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.Test;

class OwnIdTest {
  private static Certificate naming(String... organizations) {
    Object[] name = new Object[organizations.length * 2];
    for (int i = 0; i < organizations.length; i++) {
      name[2 * i] = BCStyle.O;
      name[2 * i + 1] = organizations[i];
    }
    return TestCertificate.builder("unused")
        .subject(TestCertificate.name(name))
        .build()
        .certificate();
  }

  private static IdentityException refusal(ConfiguredParty configured, Certificate certificate) {
    return catchThrowableOfType(IdentityException.class, () -> OwnId.of(configured, certificate));
  }

  @Test
  void theConfiguredIdStandsIfTheCertificateNamesIt() throws Exception {
    assertThat(OwnId.of(configured(Component.NODE, "NODE_a"), naming("NODE_a")).value())
        .isEqualTo("NODE_a");
  }

  @Test
  void theConfiguredIdStandsIfTheCertificateNamesNobody() throws Exception {
    assertThat(OwnId.of(configured(Component.NODE, "node_a"), naming("Fed-BioMed")).value())
        .isEqualTo("node_a");
  }

  @Test
  void theCertificateNamesThePartyIfTheConfigurationDoesNot() throws Exception {
    assertThat(OwnId.of(configured(Component.NODE, ""), naming("Fed-BioMed", "NODE_a")).value())
        .isEqualTo("NODE_a");
  }

  @Test
  void anotherPartyInTheCertificateIsRefused() {
    IdentityException refusal =
        refusal(configured(Component.NODE, "node_a"), naming("node_a", "node_b"));

    assertThat(refusal).hasMessageContaining("node_a").hasMessageContaining("node_b");
    assertThat(refusal.hint())
        .isEqualTo(
            "This makes a new certificate for node_a, and keeps the present one beside it:"
                + " ./certdrop generate --force");
  }

  @Test
  void anotherLetterCaseIsAnotherParty_asTheOtherSitesSeeIt() {
    assertThat(refusal(configured(Component.NODE, "node_a"), naming("NODE_a")))
        .hasMessageContaining("names NODE_a");
  }

  @Test
  void nobodyAnywhereIsRefused() {
    assertThat(refusal(configured(Component.NODE, ""), naming("Fed-BioMed")).hint())
        .startsWith("Set certdrop.party-id");
  }

  @Test
  void twoPartiesInOneCertificateAreRefused() {
    IdentityException refusal = refusal(configured(Component.NODE, ""), naming("node_a", "node_b"));

    assertThat(refusal).hasMessageContaining("node_a, node_b");
    assertThat(refusal.hint()).endsWith(": ./certdrop generate --force");
  }

  @Test
  void aConfiguredIdOfTheOtherComponentIsRefused() {
    IdentityException refusal =
        refusal(configured(Component.NODE, "researcher_a"), naming("Fed-BioMed"));

    assertThat(refusal)
        .hasMessage("certdrop.component is NODE, but certdrop.party-id is researcher_a.");
    assertThat(refusal.hint())
        .isEqualTo("Set certdrop.component to RESEARCHER, or correct certdrop.party-id.");
  }

  @Test
  void aCertificateOfTheOtherComponentIsRefused() {
    IdentityException refusal = refusal(configured(Component.RESEARCHER, ""), naming("node_a"));

    assertThat(refusal)
        .hasMessage("certdrop.component is RESEARCHER, but the own certificate names node_a.");
    assertThat(refusal.hint())
        .isEqualTo(
            "This makes a new certificate for a RESEARCHER, and keeps the present one beside it:"
                + " ./certdrop generate --force");
  }

  @Test
  void aNewCertificateIsForTheConfiguredId() throws Exception {
    assertThat(OwnId.forNewCertificate(configured(Component.NODE, "NODE_a")).value())
        .isEqualTo("NODE_a");
  }

  @Test
  void aNewCertificateIsNotMadeForTheOtherComponent() {
    assertThat(
            catchThrowableOfType(
                IdentityException.class,
                () -> OwnId.forNewCertificate(configured(Component.RESEARCHER, "node_a"))))
        .hasMessageContaining("certdrop.component is RESEARCHER");
  }

  @Test
  void eachNewIdIsAnother() throws Exception {
    assertThat(OwnId.forNewCertificate(configured(Component.NODE, "")))
        .isNotEqualTo(OwnId.forNewCertificate(configured(Component.NODE, "")));
  }
}
