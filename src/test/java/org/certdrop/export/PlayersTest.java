package org.certdrop.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certdrop.export.Federation.US;
import static org.certdrop.export.Federation.endpoint;
import static org.certdrop.export.Federation.own;
import static org.certdrop.export.Federation.refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.certdrop.identity.OwnParty;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.FirstContact;
import org.certdrop.registration.RotationPolicy;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlayersTest {
  @TempDir Path var;
  private Federation federation;

  @BeforeEach
  void register() throws IOException {
    federation = new Federation(var).with("node_a", "node_b");
  }

  private String refused(String... ids) throws IOException {
    return refused(own(), ids);
  }

  private String refused(OwnParty own, String... ids) throws IOException {
    return refusal(
        Players.of(List.of(ids), federation.parties(), Optional.of(own), federation.home()));
  }

  @Test
  void theOrderIsThatOfTheIds() throws IOException {
    Players players = federation.players("node_b", US, "node_a");
    assertThat(players.ids()).extracting(Object::toString).containsExactly("node_b", US, "node_a");
    assertThat(players.self()).isEqualTo(1);
  }

  @Test
  void idsMatchInAnyLetterCase() throws IOException {
    Players players = federation.players("NODE_A", "Node_Us");
    assertThat(players.ids()).extracting(Object::toString).containsExactly("node_a", US);
  }

  @Test
  void aPartyThatIsNotRegisteredIsNamed() throws IOException {
    assertThat(refused(US, "node_zoe")).startsWith("node_zoe is not known here");
  }

  @Test
  void ofAPartyThatWasRefusedTheRefusalIsNamed() throws IOException {
    Path folder =
        Files.createDirectories(federation.home().refused().resolve("20261123T101501.123Z-zoe"));
    Files.writeString(
        folder.resolve("verdict.json"),
        "{\"party_id\": \"node_zoe\", \"code\": \"weak-key\", \"decided_at\": \"2026-11-23\"}");
    assertThat(refused(US, "NODE_ZOE"))
        .contains("is not registered: its files were refused, weak-key")
        .contains("inbox/refused/20261123T101501.123Z-zoe/verdict.json");
  }

  @Test
  void aPartyThatWaitsForAConfirmationIsNotRegistered() throws IOException {
    federation.with(
        "node_p",
        TestCertificate.of("node_p"),
        endpoint("10.1.0.9", 1),
        new AdmissionPolicy(FirstContact.CONFIRM, RotationPolicy.AUTO));
    assertThat(refused(US, "node_p")).contains("node_p", "waits for a confirmation");
  }

  @Test
  void aPartyWithoutAnAddressIsNamed() throws IOException {
    federation.with("node_c", TestCertificate.of("node_c"), Optional.empty());
    assertThat(refused(US, "node_c")).startsWith("node_c has no address").contains("sidecar");
  }

  @Test
  void thisPartyNeedsAnAddressToo() throws IOException {
    assertThat(refused(own(Optional.empty()), US, "node_a"))
        .startsWith(US + " has no address")
        .contains("certdrop.ip");
  }

  @Test
  void aPartyNamedTwiceIsNamed() throws IOException {
    assertThat(refused("node_a", US, "NODE_A")).startsWith("node_a is named twice.");
  }

  @Test
  void whatIsNoIdIsQuotedSafely() throws IOException {
    assertThat(refused("node_a", "\u001b[31m")).startsWith("\"\\u001b[31m\" is not a party id.");
    assertThat(refused("")).startsWith("\"\" is not a party id.");
  }

  @Test
  void thisPartyMustBeAmongThem() throws IOException {
    assertThat(refused("node_a", "node_b")).contains(US, "is not among the parties", "--parties");
  }

  @Test
  void withoutAnOwnCertificateNothingIsExported() throws IOException {
    assertThat(
            refusal(
                Players.of(List.of(US), federation.parties(), Optional.empty(), federation.home())))
        .contains("no private key");
  }

  @Test
  void withoutAnOwnKeyNothingIsExported() throws IOException {
    OwnParty keyless =
        new OwnParty(own().id(), own().endpoint(), own().certificate(), Optional.empty());
    assertThat(refused(keyless, US, "node_a")).contains("no private key", "component.key");
  }

  @Test
  void aCertificateThatOpensslCannotReadIsNotForMpSpdz() throws IOException {
    TestCertificate emoji =
        TestCertificate.builder("node_e")
            .subject(
                new X500NameBuilder().addRDN(BCStyle.CN, new DERBMPString("\ud83d\ude00")).build())
            .build();
    federation.with("node_e", emoji, endpoint("10.1.0.9", 1));
    assertThat(refused(US, "node_e")).contains("node_e", "OpenSSL cannot read");
  }

  @Test
  void anIpv6AddressIsNotForMpSpdz() throws IOException {
    federation.with("node_v", TestCertificate.of("node_v"), endpoint("2001:db8::5", 14001));
    assertThat(refused(US, "node_v")).contains("node_v", "[2001:db8::5]:14001", "IPv4");
  }

  @Test
  void ourOwnIpv6AddressIsForUsToChange() throws IOException {
    assertThat(refused(own(endpoint("2001:db8::5", 14001)), US, "node_a"))
        .contains(US, "IPv4", "set certdrop.ip")
        .doesNotContain("sidecar");
  }

  @Test
  void certificatesWithoutThePlayersNameAreNamedWithTheVersionsThatLookForIt() throws IOException {
    federation.with(
        "node_p",
        TestCertificate.builder("node_p").subject(new X500Name("CN=P2,O=node_p")).build(),
        endpoint("10.1.0.9", 1));
    assertThat(federation.players("node_a", US, "node_p").warnings(TestCertificate.NOW))
        .singleElement()
        .asString()
        .contains("0.4.1 and newer", "P0 (node_a)", "P1 (" + US + ")")
        .doesNotContain("node_p");
  }

  @Test
  void anExpiredCertificateIsExportedWithAWarning() throws IOException {
    Players players = federation.players("node_a", US);
    assertThat(players.warnings(TestCertificate.NOW)).noneMatch(said -> said.contains("ended"));
    assertThat(players.warnings(TestCertificate.NOW.plus(Duration.ofDays(400))))
        .hasSize(3)
        .first()
        .asString()
        .contains("node_a ended at 2027-11-23T00:00:00Z", "exported all the same");
  }

  @Test
  void theKeyIsNeverShown() throws IOException {
    assertThat(federation.players("node_a", US)).hasToString("[node_a, node_us]");
  }
}
