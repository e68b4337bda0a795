package org.certdrop.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.certdrop.party.PartyId;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.Test;

class CertifiedPartyTest {
  private static java.util.Optional<PartyId> named(Object... subject) {
    X500Name name = TestCertificate.name(subject);
    return CertifiedParty.of(TestCertificate.builder("x").subject(name).build().certificate());
  }

  @Test
  void underFedBioMedTheCommonNameIsTheParty() {
    assertThat(named(BCStyle.O, "Fed-BioMed", BCStyle.CN, "NODE_a"))
        .contains(new PartyId("NODE_a"));
    assertThat(named(BCStyle.CN, "NODE_a", BCStyle.O, "Fed-BioMed"))
        .contains(new PartyId("NODE_a"));
  }

  @Test
  void underAnyOtherOrganizationItIsFreeText() {
    assertThat(named(BCStyle.O, "Example Hospital", BCStyle.CN, "NODE_a")).isEmpty();
    assertThat(named(BCStyle.O, "fed-biomed", BCStyle.CN, "NODE_a")).isEmpty();
    assertThat(named(BCStyle.CN, "NODE_a")).isEmpty();
  }

  @Test
  void anAmbiguousSubjectNamesNobody() {
    assertThat(named(BCStyle.O, "Fed-BioMed", BCStyle.CN, "NODE_a", BCStyle.CN, "NODE_b"))
        .isEmpty();
    assertThat(named(BCStyle.O, "Fed-BioMed", BCStyle.O, "Other", BCStyle.CN, "NODE_a")).isEmpty();
    assertThat(named(BCStyle.O, "Fed-BioMed")).isEmpty();
  }

  @Test
  void whatIsNoIdNamesNobody() {
    assertThat(named(BCStyle.O, "Fed-BioMed", BCStyle.CN, "fbm.example.org")).isEmpty();
  }
}
