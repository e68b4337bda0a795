package org.certdrop.verdict;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.certdrop.files.FileContent;
import org.certdrop.identity.ConfiguredParty;
import org.certdrop.identity.IdentityFolder;
import org.certdrop.identity.OwnForm;
import org.certdrop.identity.OwnParty;
import org.certdrop.outbox.Announcements;
import org.certdrop.outbox.Instructions;
import org.certdrop.party.Component;
import org.certdrop.party.Endpoint;
import org.certdrop.party.IpAddress;
import org.certdrop.party.PartyId;
import org.certdrop.party.Topology;
import org.certdrop.registry.SharedStatements;
import org.certdrop.rules.CertificateRules;
import org.certdrop.submission.PrintedInstructions;
import org.certdrop.submission.Submission;
import org.certdrop.submission.SubmittedFile;
import org.certdrop.text.Parsed;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.MutualCertificates;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.TestCertificate;
import org.certdrop.x509.TrustedIssuers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What one certdrop writes for people, another reads: the id, the address and the port it meant.
 */
class OwnTextRoundTripTest {
  private static final Clock CLOCK = Clock.fixed(TestCertificate.NOW, ZoneOffset.UTC);
  private static final PartyId ID = new PartyId("node_5d1c3e8a-1f0e-4f3b-9c55-0a8e7d6b2f11");

  @TempDir Path home;
  private Path pair;

  @BeforeEach
  void putPair() throws Exception {
    pair = Files.createDirectories(home.resolve("etc/identity"));
    TestCertificate certificate = TestCertificate.of(ID.value());
    Files.writeString(pair.resolve("component.pem"), certificate.pem());
    Files.writeString(
        pair.resolve("component.key"), PrivateKeys.pem(certificate.keyPair().getPrivate()));
  }

  private static Optional<Endpoint> endpoint(String ip) {
    return Optional.of(new Endpoint(((Parsed.Good<IpAddress>) IpAddress.parse(ip)).value(), 14001));
  }

  private String text(Optional<Endpoint> endpoint, boolean rotated) throws Exception {
    ConfiguredParty configured =
        new ConfiguredParty(
            Component.NODE,
            Optional.of(ID),
            endpoint,
            new ConfiguredParty.Names("certdrop.component", "certdrop.party-id"));
    IdentityFolder identity = new IdentityFolder(pair, CLOCK, Optional::empty);
    Announcements announcements =
        new Announcements(
            home.resolve("var"), home.resolve("outbox"), SharedStatements.Finder.NOWHERE, CLOCK);
    try (Announcements.Turn turn = announcements.begin()) {
      if (rotated) {
        turn.generate(identity, configured, true);
      }
      return turn.instructions(identity.find(configured).orElseThrow()).text();
    }
  }

  private static PrintedInstructions read(String text) {
    return PrintedInstructions.read(text.getBytes(US_ASCII)).orElseThrow();
  }

  private void isRead(String text, Optional<Endpoint> endpoint) throws Exception {
    PrintedInstructions read = read(text);
    assertThat(read.findings()).isEmpty();
    assertThat(read.metadata().party()).contains(ID);
    assertThat(read.metadata().endpoint()).isEqualTo(endpoint);
    Certificate own =
        Certificate.parsePem(Files.readAllBytes(pair.resolve("component.pem"))).sound().get();
    assertThat(Certificate.parsePem(read.certificateBytes()).sound()).contains(own);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.221.0.2", "127.0.0.1", "2001:db8::1"})
  void aSignedPartysTextSaysWhatItIs(String ip) throws Exception {
    isRead(text(endpoint(ip), false), endpoint(ip));
  }

  @Test
  void aTextWithoutAnEndpointSaysNone() throws Exception {
    isRead(text(Optional.empty(), false), Optional.empty());
  }

  @Test
  void anUnsignedPartysTextSaysWhatItIs() throws Exception {
    Files.delete(pair.resolve("component.key"));

    isRead(text(endpoint("10.221.0.2"), false), endpoint("10.221.0.2"));
  }

  @Test
  void theTextOfARotationSaysWhatThePartyIsNow() throws Exception {
    String text = text(endpoint("10.221.0.2"), true);

    assertThat(text).contains("takes the place of an earlier one");
    isRead(text, endpoint("10.221.0.2"));
  }

  @Test
  void aTextQuotedInAMailSaysTheSame() throws Exception {
    String text = text(endpoint("10.221.0.2"), true);

    isRead(text.replaceAll("(?m)^", "> ").replace("\n", "\r\n"), endpoint("10.221.0.2"));
  }

  private static String starText(TestCertificate certificate) {
    return Instructions.unsigned(
            new OwnParty(
                ID,
                Optional.empty(),
                certificate.certificate(),
                Optional.empty(),
                new OwnForm(Topology.STAR, List.of(), "certdrop.san", OwnForm.GENERATE)))
        .text();
  }

  private static Assessment dropped(String text) {
    return new Examiner(
            new CertificateRules(TrustedIssuers.none(), Duration.ofDays(30)),
            () -> EndpointPolicy.OPTIONAL)
        .examine(
            Submission.of(
                "drop",
                List.of(
                    new SubmittedFile("us.txt", new FileContent.Bytes(text.getBytes(US_ASCII))))),
            TestCertificate.NOW);
  }

  @Test
  void theTextOfAStarIsADropByItsCertificateOrByTheIdThatItNames() {
    for (TestCertificate certificate :
        List.of(MutualCertificates.node(ID.value()), TestCertificate.of(ID.value()))) {
      Assessment assessment = dropped(starText(certificate));

      assertThat(assessment.isAcceptable()).isTrue();
      assertThat(assessment.metadata().party()).contains(ID);
    }
  }
}
