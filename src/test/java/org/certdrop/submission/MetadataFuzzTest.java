package org.certdrop.submission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certdrop.fuzz.Fuzz;
import org.certdrop.fuzz.Mutations;
import org.certdrop.party.IpAddress;
import org.certdrop.proof.Proof;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.text.Parsed;
import org.certdrop.x509.VariedCertificates;
import org.junit.jupiter.api.Test;

/** Whatever a sidecar or a text says, what is taken from it keeps SPEC section 3. */
@Proof
class MetadataFuzzTest {
  private static final String SHA256 =
      "AB:CD:EF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC";

  static final List<String> SIDECARS =
      List.of(
          "{\"party_id\": \"node_5d1c3e8a-1f0e-4f3b-9c55-0a8e7d6b2f11\", \"ip\": \"10.221.0.2\","
              + " \"port\": 14001}",
          "\ufeff{\"component_id\":\"RESEARCHER_a\",\"component\":\"researcher\",\"ip\":\"fd00::1:0:2\","
              + "\"port\":\"65535\",\"sha256\":\""
              + SHA256
              + "\"}\n",
          "{\r\n  \"party_id\": \"NODE_1\",\r\n  \"ip\": null,\r\n  \"port\": null,\r\n"
              + "  \"not_before\": \"2026-11-23T03:41:35Z\",\r\n"
              + "  \"x\": {\"y\": [1, -2.5e3, true, \"\\u00e9\\ud83d\\ude00\"]}\r\n}");

  private static final List<String> VALUES =
      List.of(
          "party_id",
          "component_id",
          "component",
          "ip",
          "port",
          "sha256",
          "not_after",
          "type",
          "node_",
          "node_a",
          "NODE_b",
          "researcher_",
          "Node_",
          "localhost",
          "127.0.0.1",
          "::1",
          "::",
          "0.0.0.0",
          "255.255.255.255",
          "224.0.0.1",
          "ff02::1",
          "::ffff:1.2.3.4",
          "fe80::1%1",
          "010.0.0.1",
          "1.2.3",
          "2130706433",
          "0x7f000001",
          "1:2:3:4:5:6:7:8",
          "::1.2.3.4",
          "00001::1",
          "0",
          "1",
          "65535",
          "65536",
          "014001",
          "-1",
          "1.0",
          "1e4",
          "1e999999999",
          "99999999999999999999999999",
          "null",
          "true",
          "\u0661\u0664",
          "\uff11",
          "\u0130",
          "\u017f",
          "\ud83d\ude00",
          "\u202e",
          SHA256,
          SHA256.replace(":", " "));

  private static final List<String> JSON =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "[[[[[[[[[[[[[[[[[",
          "{\"a\":{\"a\":{\"a\":",
          ":",
          ",",
          "\"",
          "\\",
          "\\u0000",
          "\\ud800",
          "\\\"",
          "\"\"",
          "\"a\":",
          "//",
          "/* */",
          "'",
          "NaN",
          "\ufeff",
          "\u0000",
          "\n",
          "\u2028");

  static final List<String> TEXTS =
      List.of(
          "Hi,\n\n"
              + "-----BEGIN CERTIFICATE-----\n"
              + "QUJD\n"
              + "-----END CERTIFICATE-----\n\n"
              + "\u001b[1mSteps:\u001b[0m\n"
              + "  fedbiomed node certificate register -pk [PATH] -pi node_0f3c --ip 10.9.0.1"
              + " --port 14001\n",
          "> On Monday you wrote:\r\n"
              + "> > -----BEGIN CERTIFICATE-----\r\n"
              + "> > QUJD\r\n"
              + "> > -----END CERTIFICATE-----\r\n"
              + "> > register -pk x \\\r\n"
              + "> >   -pi RESEARCHER_0f3c-1 \\\r\n"
              + "> >  --ip=fd00::2 --port '14001'.\r\n",
          "\ufeffUse -pi PARTY --ip ADDRESS --port PORT, such as \u201c--party-id node_a\u201d;"
              + " --ip \u00ab10.0.0.1\u00bb, --port 1!");

  private static final List<String> FLAGS =
      List.of(
          "-pi",
          " -pi ",
          "--party-id",
          "--ip",
          " --ip ",
          "--port",
          " --port ",
          "=",
          "[",
          "]",
          "<ID>",
          "\\\n",
          "\"",
          "'",
          "`",
          "\u201c",
          "\u2018",
          "\u00ab",
          "\u2026",
          ".",
          "!",
          "> ",
          ">",
          " ",
          "\t",
          "\r\n",
          "\u001b",
          "\u001b[",
          "\u001b[31;1m",
          "\u001b(B",
          "\u0085",
          "\ufeff",
          "-----BEGIN ",
          "-----END ",
          "-----");

  private static Mutations mutations(List<String> seeds, List<String> words) {
    List<String> all = Stream.concat(words.stream(), VALUES.stream()).toList();
    return new Mutations(seeds.stream().map(seed -> seed.getBytes(UTF_8)).toList(), all);
  }

  @Test
  void aSidecarIsReadToValuesAndFindings() {
    Fuzz.run("sidecar", 3000, mutations(SIDECARS, JSON), MetadataFuzzTest::readSidecar);
  }

  @Test
  void anInstructionsTextIsReadToValuesAndFindings() {
    Fuzz.run("instructions", 3000, mutations(TEXTS, FLAGS), MetadataFuzzTest::readText);
  }

  @Test
  void theGateSaysOfAnyFileWhetherItIsWhole() {
    List<byte[]> seeds =
        Stream.concat(
                VariedCertificates.files().stream(),
                Stream.concat(SIDECARS.stream(), TEXTS.stream()).map(text -> text.getBytes(UTF_8)))
            .toList();
    List<String> words =
        Stream.of(VariedCertificates.words(), JSON, FLAGS).flatMap(List::stream).toList();
    Fuzz.run("completeness", 3000, new Mutations(seeds, words), MetadataFuzzTest::lookAt);
  }

  static void readSidecar(byte[] content) {
    Sidecar sidecar = Sidecar.read(content);
    Metadata metadata = sidecar.metadata();
    checkValues(metadata);
    checkFindings(sidecar.findings());
    assertThat(sidecar.ignoredFields()).hasSizeLessThanOrEqualTo(32);
    assertThat(sidecar.ignoredFields()).allMatch(name -> name.matches("\\P{Cntrl}*"));
    if (metadata.party().isPresent()) {
      String json =
          Stream.of(
                  field("party_id", metadata.party()),
                  field("ip", metadata.ip()),
                  field("port", metadata.port()),
                  field("sha256", metadata.sha256()))
              .flatMap(Optional::stream)
              .collect(Collectors.joining(",", "{", "}"));
      Sidecar again = Sidecar.read(json.getBytes(UTF_8));
      assertThat(again.metadata()).isEqualTo(metadata);
      assertThat(again.findings()).isEmpty();
    }
  }

  private static Optional<String> field(String name, Optional<?> value) {
    return value.map(text -> "\"" + name + "\":\"" + text + "\"");
  }

  static void readText(byte[] content) {
    Optional<PrintedInstructions> text = PrintedInstructions.read(content);
    assertThat(text.isPresent()).isEqualTo(Completeness.isInstructions(content));
    if (text.isPresent()) {
      Metadata metadata = text.get().metadata();
      checkValues(metadata);
      checkFindings(text.get().findings());
      if (metadata.party().isPresent()) {
        String clean =
            "x -pi "
                + metadata.party().get()
                + metadata.ip().map(ip -> " --ip " + ip).orElse("")
                + metadata.port().map(port -> " --port " + port).orElse("");
        PrintedInstructions again = PrintedInstructions.read(clean.getBytes(UTF_8)).orElseThrow();
        assertThat(again.metadata()).isEqualTo(metadata);
        assertThat(again.findings()).isEmpty();
      }
    }
  }

  static void lookAt(byte[] content) {
    boolean whole = Completeness.isCompleteSidecar(content);
    List<Code> codes = Sidecar.read(content).findings().stream().map(Finding::code).toList();
    if (whole) {
      assertThat(codes).doesNotContain(Code.TRUNCATED);
    } else {
      assertThat(codes).hasSize(1).isSubsetOf(Code.TRUNCATED, Code.MALFORMED_SIDECAR);
    }
    if (isOneObject(content)) {
      assertThat(whole).as("a JSON object is whole").isTrue();
    }
    byte[] ended = Arrays.copyOf(content, content.length + 1);
    ended[content.length] = '\n';
    assertThat(Completeness.isCompleteSidecar(ended)).isEqualTo(whole);
    assertThat(Completeness.isCompleteCertificateText(ended))
        .as("a line end at the end changes nothing")
        .isEqualTo(Completeness.isCompleteCertificateText(content));
    Completeness.isInstructions(content);
  }

  private static boolean isOneObject(byte[] content) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      SidecarSyntax.parse(text);
      return true;
    } catch (CharacterCodingException e) {
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  private static void checkValues(Metadata metadata) {
    metadata
        .party()
        .ifPresent(
            party ->
                assertThat(party.value())
                    .matches("(?i:node|researcher)_[A-Za-z0-9]([A-Za-z0-9-]{0,62}[A-Za-z0-9])?"));
    metadata
        .ip()
        .ifPresent(
            ip -> {
              assertThat(ip.toString()).matches("[0-9a-f:.]{2,39}");
              assertThat(IpAddress.parse(ip.toString())).isEqualTo(Parsed.good(ip));
            });
    metadata.port().ifPresent(port -> assertThat(port).isBetween(1, 65_535));
  }

  private static void checkFindings(List<Finding> findings) {
    assertThat(findings)
        .allSatisfy(
            finding -> {
              assertThat(finding.message()).matches("\\P{Cntrl}{5,600}\\.");
              assertThat(finding.hint()).matches("\\P{Cntrl}{5,600}");
            });
  }
}
