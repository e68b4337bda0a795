package org.certdrop.outbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.certdrop.identity.OwnParties.NODE;
import static org.certdrop.identity.OwnParties.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.certdrop.identity.OwnParties;
import org.certdrop.identity.OwnParty;
import org.certdrop.json.StrictJson;
import org.certdrop.party.Endpoint;
import org.certdrop.party.Number;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.PemDocument;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.Test;

class InstructionsTest {
  private final OwnParty own = OwnParties.node(endpoint("10.221.0.2", 14001));
  private final Instructions instructions = Instructions.unsigned(own);
  private final String text = instructions.text();
  private final Instructions signed =
      Instructions.of(own, Statements.NONE.about(own, TestCertificate.NOW));

  /** What a simple reader makes of the text. */
  private static List<String> values(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .distinct()
        .toList();
  }

  private static List<String> commands(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> line.contains("certificate reg"))
        .toList();
  }

  private static String textOf(Optional<Endpoint> endpoint) {
    return Instructions.unsigned(OwnParties.node(endpoint)).text();
  }

  @Test
  void theCertificateIsOneBlock() {
    assertThat(PemDocument.read(instructions.certificate().getBytes(US_ASCII)).blocks()).hasSize(1);
    assertThat(instructions.certificate()).isEqualTo(own.certificate().pem());
  }

  @Test
  void theSidecarSaysEverythingInAFixedOrder() throws Exception {
    assertThat(instructions.sidecar())
        .isEqualTo(
            """
            {
              "party_id": "%s",
              "component": "NODE",
              "ip": "10.221.0.2",
              "port": 14001,
              "sha256": "%s",
              "not_before": "2026-11-22T00:00:00Z",
              "not_after": "2027-11-23T00:00:00Z"
            }
            """
                .formatted(NODE, own.certificate().fingerprint()));
  }

  @Test
  void withoutAnEndpointTheSidecarHasNeitherIpNorPort() throws Exception {
    String sidecar = Instructions.unsigned(OwnParties.node(Optional.empty())).sidecar();

    JsonNode fields = StrictJson.mapper().readTree(sidecar);
    assertThat(fields.has("ip")).isFalse();
    assertThat(fields.has("port")).isFalse();
    assertThat(fields.size()).isEqualTo(5);
  }

  @Test
  void theJsonIsTheSidecarAndTheCertificate() throws Exception {
    JsonNode sidecar = StrictJson.mapper().readTree(instructions.sidecar());

    assertThat(instructions.json().get("certificate").textValue())
        .isEqualTo(own.certificate().pem());
    assertThat((JsonNode) instructions.json().without("certificate")).isEqualTo(sidecar);
  }

  @Test
  void theFilesAreNamedAfterTheParty() {
    assertThat(instructions.files().keySet())
        .containsExactly(NODE + ".pem", NODE + ".json", NODE + ".txt");
  }

  @Test
  void theSamePartyAlwaysGivesTheSameBytes() {
    assertThat(Instructions.unsigned(own).files()).isEqualTo(instructions.files());
  }

  @Test
  void noFileHoldsAPrivateKey() {
    List<String> secret =
        PrivateKeys.pem(own.privateKey().orElseThrow()).lines().skip(1).limit(2).toList();

    assertThat(instructions.files().values())
        .allSatisfy(
            content -> assertThat(content).doesNotContain("PRIVATE KEY").doesNotContain(secret));
  }

  @Test
  void everyFileIsPlainAsciiThatEndsItsLastLine() {
    assertThat(instructions.files().values())
        .allSatisfy(content -> assertThat(content).matches("(?s)[\\n -~]*\\n"));
  }

  @Test
  void theTextGreetsAsFedBioMedDoes() {
    assertThat(text)
        .startsWith("Hi There!")
        .contains("Please find following certificate to register")
        .contains("1- Copy certificate content into a file e.g '");
  }

  @Test
  void theTextHoldsTheCertificateOnce() {
    assertThat(Certificate.parsePem(text.getBytes(US_ASCII)).sound().orElseThrow().fingerprint())
        .isEqualTo(own.certificate().fingerprint());
  }

  @Test
  void aSimpleReaderFindsOnePartyOneAddressAndOnePort() {
    assertThat(values(text, "-pi\\s+(\\S+)")).containsExactly(NODE);
    assertThat(values(text, "--ip\\s+(\\S+)")).containsExactly("10.221.0.2");
    assertThat(values(text, "--port\\s+(\\S+)")).containsExactly("14001");
  }

  @Test
  void theCommandsAreTheOnesOfEachFamilyOfVersionsForEachRoleThatItServes() {
    String flags = " certificate register -pk ./etc/cert-secagg -pi " + NODE;

    assertThat(commands(text))
        .containsExactly(
            "./scripts/fedbiomed_run node" + flags + " --ip 10.221.0.2 --port 14001",
            "./scripts/fedbiomed_run researcher" + flags + " --ip 10.221.0.2 --port 14001",
            "at a node: ./scripts/fedbiomed_run node" + flags,
            "at a researcher: ./scripts/fedbiomed_run researcher" + flags,
            "fedbiomed node" + flags,
            "fedbiomed researcher" + flags,
            "at a researcher: fedbiomed researcher certificate register -pk ./etc/cert-secagg -ci "
                + NODE);
  }

  @Test
  void theCommandsReadTheFileThatStepOneMakes() {
    assertThat(values(text, "into a file e\\.g '([^']*)'"))
        .isEqualTo(values(text, "-pk\\s+(\\S+)"));
  }

  @Test
  void theTextGivesTheFingerprintAndSaysHowToCompareIt() {
    assertThat(text)
        .contains(own.certificate().fingerprint().toString())
        .contains("not one from this file");
  }

  @Test
  void theNumberStandsBesideTheFingerprintInSixGroups() {
    assertThat(text)
        .contains("\n      " + Number.of(own.id(), own.certificate().fingerprint()) + "\n")
        .contains("./certdrop number " + NODE, "./certdrop confirm " + NODE + " NUMBER");
  }

  @Test
  void withoutASignatureTheTextHasNoLineThatChecksOne() {
    assertThat(text).doesNotContain("p7s", "openssl cms");
  }

  @Test
  void theTextPrintsTheLineThatChecksItsSignature() {
    assertThat(signed.text())
        .contains(
            ("openssl cms -verify -inform PEM -in X.json.p7s -content X.json -binary"
                    + " -certfile X.pem -nointern -noverify -out /dev/null\n")
                .replace("X", NODE));
  }

  @Test
  void theTextNamesEveryFileToDrop() {
    assertThat(signed.text()).contains(NODE + ".pem,", NODE + ".json and", NODE + ".json.p7s,");
  }

  @Test
  void theTextOfARotationNamesTheFormerCertificateAndBothSignatures() {
    OwnParty former = OwnParties.node(own.endpoint());
    Statement rotation = Statement.rotation(own, former, 1, TestCertificate.NOW);
    String rotated =
        Instructions.of(
                own, new Statements(1, Optional.of(rotation), Optional.empty(), List.of(rotation)))
            .text();

    assertThat(rotated)
        .contains(former.certificate().fingerprint().toString())
        .contains(NODE + ".json.p7s and", NODE + ".json.old.p7s,");
  }

  @Test
  void theTextSaysHowLongTheCertificateIsValid() {
    assertThat(text).contains("2026-11-22T00:00:00Z", "2027-11-23T00:00:00Z");
  }

  @Test
  void theTextTellsTheCertdropWay() {
    assertThat(text).contains(NODE + ".pem and " + NODE + ".json", "inbox");
  }

  @Test
  void withoutAnEndpointTheTextNamesNoFlagForItAndSaysWhy() {
    String without = textOf(Optional.empty());

    assertThat(without)
        .doesNotContain("--ip", "--port")
        .contains("certdrop.ip and certdrop.port are unset");
    assertThat(commands(without)).hasSize(5);
  }

  @Test
  void aLoopbackAddressIsCalledALikelyMistake() {
    assertThat(textOf(endpoint("127.0.0.1", 14001)))
        .contains("127.0.0.1 is a loopback address, which is likely a mistake");
  }

  @Test
  void anyOtherAddressIsNot() {
    assertThat(text).doesNotContain("mistake", "unset");
  }

  @Test
  void anIpv6AddressStandsInTheCommandsWithoutBrackets() {
    assertThat(values(textOf(endpoint("2001:db8::1", 14001)), "--ip\\s+(\\S+)"))
        .containsExactly("2001:db8::1");
  }
}
