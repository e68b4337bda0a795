package org.certdrop.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certdrop.x509.KeyPurpose.ANY;
import static org.certdrop.x509.KeyPurpose.CLIENT_AUTH;
import static org.certdrop.x509.KeyPurpose.SERVER_AUTH;
import static org.certdrop.x509.MutualCertificates.named;
import static org.certdrop.x509.MutualCertificates.with;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.GeneralName;
import org.certdrop.party.Component;
import org.certdrop.party.PartyId;
import org.certdrop.party.Topology;
import org.certdrop.x509.KeyPurpose;
import org.certdrop.x509.MutualCertificates;
import org.certdrop.x509.TestCertificate;
import org.certdrop.x509.TrustedIssuers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules about roles and hosts (SPEC section 12): each with a good and a bad case. */
class StarRulesTest {
  private static final String NODE = "NODE_a";
  private static final String RESEARCHER = "RESEARCHER_r";
  private static final Site NODES_SITE =
      new Site(Topology.STAR, Component.NODE, Optional.of("10.1.1.1"));
  private static final Site RESEARCHERS_SITE =
      new Site(Topology.STAR, Component.RESEARCHER, Optional.empty());

  private static List<Finding> findings(Site site, TestCertificate certificate, String party) {
    return new CertificateRules(TrustedIssuers.none(), Duration.ofDays(30), () -> site)
        .judge(
            certificate.file(), Optional.ofNullable(party).map(PartyId::new), TestCertificate.NOW)
        .findings();
  }

  private static void found(
      Site site, TestCertificate certificate, Code code, Severity severity, String... words) {
    assertThat(findings(site, certificate, null))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(code);
              assertThat(finding.severity()).isEqualTo(severity);
              assertThat(finding.message()).contains(words);
              assertThat(finding.hint()).isNotBlank();
            });
  }

  private static TestCertificate node(KeyPurpose... purposes) {
    return with(named(NODE), purposes).build();
  }

  private static TestCertificate researcher(int kind, String name) {
    return named(with(named(RESEARCHER), SERVER_AUTH), kind, name).build();
  }

  @Test
  void whatFedBioMedIssuesIsSound() {
    assertThat(findings(RESEARCHERS_SITE, MutualCertificates.node(NODE), NODE)).isEmpty();
    assertThat(
            findings(NODES_SITE, MutualCertificates.researcher(RESEARCHER, "10.1.1.1"), RESEARCHER))
        .isEmpty();
  }

  @Test
  void aServersCertificateIsNoNodes() {
    found(
        RESEARCHERS_SITE,
        node(SERVER_AUTH),
        Code.WRONG_ROLE,
        Severity.REFUSE,
        "this node",
        "serverAuth, without clientAuth");
  }

  @Test
  void aClientsCertificateIsNoResearchers() {
    TestCertificate client =
        named(with(named(RESEARCHER), CLIENT_AUTH), GeneralName.iPAddress, "10.1.1.1").build();

    found(NODES_SITE, client, Code.WRONG_ROLE, Severity.REFUSE, "without serverAuth");
  }

  @Test
  void inAMeshAWrongRoleIsAWarning() {
    found(Site.MESH, node(SERVER_AUTH), Code.WRONG_ROLE, Severity.WARN, "without clientAuth");
  }

  @Test
  void inAMeshNothingElseIsAsked() {
    assertThat(findings(Site.MESH, named(RESEARCHER).build(), RESEARCHER)).isEmpty();
  }

  @Test
  void aPurposeOfSomebodyElsesIsNamedByItsNumber() {
    TestCertificate mail =
        named(NODE)
            .extension(
                org.bouncycastle.asn1.x509.Extension.extendedKeyUsage,
                false,
                new org.bouncycastle.asn1.x509.ExtendedKeyUsage(
                    org.bouncycastle.asn1.x509.KeyPurposeId.id_kp_emailProtection))
            .build();

    found(RESEARCHERS_SITE, mail, Code.WRONG_ROLE, Severity.REFUSE, "1.3.6.1.5.5.7.3.4");
  }

  @Test
  void withoutARoleOrWithBothAPartyIsWarnedAbout() {
    found(
        RESEARCHERS_SITE,
        named(NODE).build(),
        Code.NO_ROLE_IN_CERTIFICATE,
        Severity.WARN,
        "is absent");
    for (TestCertificate both : List.of(node(CLIENT_AUTH, SERVER_AUTH), node(ANY))) {
      found(RESEARCHERS_SITE, both, Code.NO_ROLE_IN_CERTIFICATE, Severity.WARN, "both parts");
    }
  }

  @Test
  void aResearcherWithoutAHostIsRefused() {
    found(
        NODES_SITE,
        with(named(RESEARCHER), SERVER_AUTH).build(),
        Code.NO_HOST_IN_CERTIFICATE,
        Severity.REFUSE,
        "absent or blank");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void aBlankNameIsNoHost(String name) {
    found(
        NODES_SITE,
        researcher(GeneralName.dNSName, name),
        Code.NO_HOST_IN_CERTIFICATE,
        Severity.REFUSE,
        "states no host");
  }

  @Test
  void aMailAddressIsNoHost() {
    found(
        NODES_SITE,
        researcher(GeneralName.rfc822Name, "a@example.org"),
        Code.NO_HOST_IN_CERTIFICATE,
        Severity.REFUSE,
        "email:a@example.org");
  }

  @Test
  void aNodeNeedsNoHost() {
    assertThat(findings(NODES_SITE, MutualCertificates.node(NODE), NODE)).isEmpty();
  }

  @Test
  void aResearcherElsewhereThanTheNodeLooksForItIsWarnedAbout() {
    found(
        NODES_SITE,
        researcher(GeneralName.dNSName, "fbm.example.org"),
        Code.HOST_NOT_IN_CERTIFICATE,
        Severity.WARN,
        "10.1.1.1",
        "fbm.example.org");
  }

  @Test
  void whereNothingSaysWhereTheResearcherIsAnyHostWillDo() {
    Site silent = new Site(Topology.STAR, Component.NODE, Optional.empty());

    assertThat(findings(silent, researcher(GeneralName.dNSName, "fbm.example.org"), RESEARCHER))
        .isEmpty();
  }

  @Test
  void atAResearcherTheHostOfAnotherOneIsNotCompared() {
    assertThat(
            findings(
                RESEARCHERS_SITE, researcher(GeneralName.dNSName, "fbm.example.org"), RESEARCHER))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 127.0.0.1",
    "127.0.0.2, localhost",
    "::1, 127.0.0.1",
    "FBM.example.org, fbm.example.ORG",
    "2001:db8::1, 2001:0db8:0:0:0:0:0:1"
  })
  void hostsAreTheSameInAnySpelling(String configured, String stated) {
    assertThat(Hosts.contains(List.of("10.9.9.9", stated), configured)).isTrue();
  }

  @Test
  void aNameUnderFedBioMedMustBeTheIdInAStar_evenIfItIsNoId() {
    TestCertificate named = with(named("Anna"), CLIENT_AUTH).build();

    assertThat(findings(RESEARCHERS_SITE, named, NODE))
        .extracting(Finding::code)
        .contains(Code.IDENTITY_MISMATCH);
    assertThat(findings(Site.MESH, named, NODE))
        .extracting(Finding::code)
        .doesNotContain(Code.IDENTITY_MISMATCH);
  }

  @Test
  void theRoleFollowsFromTheIdThatIsGivenBesideTheCertificate() {
    TestCertificate elsewhere =
        with(TestCertificate.builder("host.example.org"), SERVER_AUTH).build();

    assertThat(findings(RESEARCHERS_SITE, elsewhere, NODE))
        .extracting(Finding::code)
        .contains(Code.WRONG_ROLE);
    assertThat(findings(RESEARCHERS_SITE, elsewhere, null))
        .extracting(Finding::code)
        .containsExactly(Code.NO_PARTY_IN_CERTIFICATE);
  }
}
