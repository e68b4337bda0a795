package org.certdrop.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.certdrop.identity.CertificateHosts;
import org.certdrop.identity.ConfiguredParty;
import org.certdrop.identity.IdentityException;
import org.certdrop.identity.IdentityFolder;
import org.certdrop.identity.IdentityWarning;
import org.certdrop.identity.OwnForm;
import org.certdrop.identity.OwnParties;
import org.certdrop.identity.OwnParty;
import org.certdrop.party.Component;
import org.certdrop.party.PartyId;
import org.certdrop.party.Topology;
import org.certdrop.text.Parsed;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.CertificateTemplate;
import org.certdrop.x509.KeyPurpose;
import org.certdrop.x509.MutualCertificates;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of this party's own certificate (SPEC section 12). */
class OwnFormTest {
  private static final PartyId NODE = new PartyId("NODE_a");
  private static final PartyId RESEARCHER = new PartyId("RESEARCHER_r");
  private static final String RENEW = "./certdrop generate --force";

  private static OwnForm star(String... hosts) {
    return new OwnForm(Topology.STAR, List.of(hosts), "certdrop.san", RENEW);
  }

  @Test
  void inAMeshItIsFedBioMedsFormerForm() throws IdentityException {
    assertThat(OwnForm.MESH.template(NODE)).isEqualTo(CertificateTemplate.former("NODE_a"));
  }

  @Test
  void aNodesNeedsNoHost() throws IdentityException {
    assertThat(star().template(NODE))
        .isEqualTo(
            CertificateTemplate.mutual("NODE_a", KeyPurpose.CLIENT_AUTH, List.of(), List.of()));
  }

  @Test
  void aResearchersStatesItsHosts() throws IdentityException {
    CertificateTemplate made = star("fbm.example.org", "10.0.0.9").template(RESEARCHER);

    assertThat(made.purpose()).contains(KeyPurpose.SERVER_AUTH);
    assertThat(made.dnsNames()).containsExactly("fbm.example.org");
    assertThat(made.addresses()).containsExactly("10.0.0.9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "::1"})
  void aLoopbackHostBringsTheOthers(String host) throws IdentityException {
    CertificateTemplate made = star(host).template(RESEARCHER);

    assertThat(made.dnsNames()).containsExactly("localhost");
    assertThat(made.addresses()).contains("127.0.0.1", "::1").doesNotHaveDuplicates();
  }

  @Test
  void aResearcherWithoutAHostGetsNoCertificate() {
    assertThatThrownBy(() -> star().template(RESEARCHER))
        .isInstanceOf(IdentityException.class)
        .hasMessageContaining("certdrop.san names no host")
        .satisfies(e -> assertThat(((IdentityException) e).hint()).contains("certdrop.san="));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.0.0.0", "::", "10.0.0", "010.0.0.1", "a b", "-a.org", "*.example.org", "a..b"})
  void whatIsNoHostIsNamed(String host) {
    assertThatThrownBy(() -> star(host).template(RESEARCHER))
        .isInstanceOf(IdentityException.class)
        .hasMessageContaining("\"" + host + "\", no host");
  }

  @Test
  void aNameOfAnyLengthIsReadQuickly() {
    assertThat(CertificateHosts.parse(List.of("a.".repeat(5_000) + "1"), "it"))
        .isInstanceOf(Parsed.Bad.class);
  }

  private static List<IdentityWarning> warnings(OwnForm form, PartyId id, Certificate certificate) {
    return new OwnParty(id, Optional.empty(), certificate, Optional.empty(), form)
        .warnings(TestCertificate.NOW, Duration.ofDays(1)).stream()
            .filter(warning -> warning.kind() != IdentityWarning.Kind.UNSIGNED)
            .toList();
  }

  @Test
  void aSoundOneIsNotWarnedAbout() {
    assertThat(warnings(star(), NODE, MutualCertificates.node("NODE_a").certificate())).isEmpty();
    assertThat(
            warnings(
                star(),
                RESEARCHER,
                MutualCertificates.researcher("RESEARCHER_r", "10.1.1.1").certificate()))
        .isEmpty();
  }

  @Test
  void oneOfAnotherRoleIsRefusedByTheOthers() {
    Certificate wrong =
        MutualCertificates.with(MutualCertificates.named("NODE_a"), KeyPurpose.SERVER_AUTH)
            .build()
            .certificate();

    assertThat(warnings(star(), NODE, wrong))
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.kind()).isEqualTo(IdentityWarning.Kind.REFUSED_BY_PEERS);
              assertThat(warning.message()).contains("lacks clientAuth");
              assertThat(warning.hint()).contains(RENEW);
            });
  }

  @Test
  void oneOfAResearcherWithoutAHostIsRefusedByTheNodes() {
    Certificate bare =
        MutualCertificates.with(MutualCertificates.named("RESEARCHER_r"), KeyPurpose.SERVER_AUTH)
            .build()
            .certificate();

    assertThat(warnings(star(), RESEARCHER, bare))
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.kind()).isEqualTo(IdentityWarning.Kind.REFUSED_BY_PEERS);
              assertThat(warning.hint()).contains("certdrop.san", RENEW);
            });
  }

  @Test
  void theFormerFormDoesNotSayWhoseItIs() {
    assertThat(warnings(star(), NODE, TestCertificate.of("NODE_a").certificate()))
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.kind()).isEqualTo(IdentityWarning.Kind.FORMER_FORM);
              assertThat(warning.message()).contains("-ci");
            });
    assertThat(warnings(OwnForm.MESH, NODE, TestCertificate.of("NODE_a").certificate())).isEmpty();
  }

  @Test
  void theFolderMakesOneOfTheFormThatIsConfigured(@TempDir Path home) throws IdentityException {
    ConfiguredParty configured =
        new ConfiguredParty(
            Component.NODE,
            Optional.of(NODE),
            Optional.empty(),
            new ConfiguredParty.Names("certdrop.component", "certdrop.party-id"),
            star());

    OwnParty made =
        new IdentityFolder(
                home.resolve("etc/identity"),
                Clock.fixed(TestCertificate.NOW, ZoneOffset.UTC),
                Optional::empty)
            .load(configured);

    assertThat(made.isNamedByCertificate()).isTrue();
    assertThat(made.form()).isEqualTo(configured.form());
  }

  @Test
  void theTextOfAStarShowsTheOneCommandOfTheOtherKind() {
    String text =
        Instructions.unsigned(
                new OwnParty(
                    NODE,
                    OwnParties.endpoint("10.1.1.1", 14001),
                    MutualCertificates.node("NODE_a").certificate(),
                    Optional.empty(),
                    star()))
            .text();

    assertThat(text.lines().filter(line -> line.contains("certificate register")))
        .containsExactly("      fedbiomed researcher certificate register -pk ./etc/cert-secagg");
    assertThat(text).contains("'--path DIR'", "'--upsert'").doesNotContain("-ci", "-pi", "--ip ");
    assertThat(text).doesNotContain("Restart the node");
  }

  @Test
  void theTextOfAResearcherTellsTheNodeToRestart() {
    OwnParty own =
        new OwnParty(
            RESEARCHER,
            Optional.empty(),
            TestCertificate.of("RESEARCHER_r").certificate(),
            Optional.empty(),
            star());

    assertThat(Instructions.unsigned(own).text())
        .contains(
            "fedbiomed node certificate register -pk ./etc/cert-secagg -ci RESEARCHER_r\n",
            "Restart the node")
        .doesNotContain("gives no address");
  }
}
