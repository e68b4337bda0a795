package org.certdrop.submission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.certdrop.json.StrictJson;
import org.certdrop.party.PartyId;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.x509.Fingerprint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SidecarTest {
  private static final String GOOD =
      "{\"party_id\": \"node_a\", \"component\": \"NODE\", \"ip\": \"10.9.0.1\", \"port\": 14001}";

  private static Sidecar read(String json) {
    return Sidecar.read(json.getBytes(StandardCharsets.UTF_8));
  }

  /** The good sidecar with one field set to a JSON value, or added. */
  private static Sidecar with(String field, String value) {
    String replaced =
        GOOD.replaceAll("\"" + field + "\": (\"[^\"]*\"|[0-9]+)", "\"" + field + "\": @");
    String json =
        replaced.contains("@")
            ? replaced.replace("@", value)
            : GOOD.replace("}", ", \"" + field + "\": " + value + "}");
    return read(json);
  }

  private static List<Code> codes(Sidecar sidecar) {
    return sidecar.findings().stream().map(Finding::code).toList();
  }

  @Test
  void aGoodSidecarSaysWhoseAndWhere() {
    Sidecar sidecar = read(GOOD);
    assertThat(sidecar.findings()).isEmpty();
    assertThat(sidecar.ignoredFields()).isEmpty();
    assertThat(sidecar.metadata().party().orElseThrow()).hasToString("node_a");
    assertThat(sidecar.metadata().endpoint().orElseThrow()).hasToString("10.9.0.1:14001");
  }

  @Test
  void aByteOrderMarkIsTolerated() {
    assertThat(codes(read("\ufeff" + GOOD))).isEmpty();
  }

  @Test
  void anEmptyObjectIsNoFaultOfTheReader() {
    assertThat(read("{}").findings()).isEmpty();
    assertThat(read("{}").metadata()).isEqualTo(Metadata.NONE);
  }

  @Test
  void nullCountsAsAbsent() {
    for (String field : List.of("party_id", "component", "ip", "port", "sha256")) {
      assertThat(codes(with(field, "null"))).isEmpty();
    }
    assertThat(with("ip", "null").metadata().ip()).isEmpty();
  }

  @Test
  void theAliasNamesTheParty() {
    Sidecar sidecar = read("{\"component_id\": \"node_a\"}");
    assertThat(sidecar.metadata().party().orElseThrow()).hasToString("node_a");
    assertThat(sidecar.ignoredFields()).isEmpty();
  }

  @Test
  void nameAndAliasThatDisagreeConflict() {
    assertThat(codes(with("component_id", "\"node_b\"")))
        .containsExactly(Code.CONFLICTING_METADATA);
    assertThat(codes(with("component_id", "\"node_a\""))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"node\"", "\"Node\"", "\"NODE\""})
  void aComponentIsReadInAnyCase(String value) {
    assertThat(codes(with("component", value))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "party_id, `\"\"`",
        "party_id, `\"node_../../x\"`",
        "party_id, `\"node_a\\n\"`",
        "party_id, `\"node_\\ud800\"`",
        "party_id, `\"n\u043ede_a\"`",
        "party_id, 7",
        "party_id, `[\"node_a\"]`",
        "party_id, `{\"x\": 1}`",
        "component, `\"ADMIN\"`",
        "component, `\"RESEARCHER\"`",
        "component, `\"NODE \"`",
        "component, true",
        "ip, `\"localhost\"`",
        "ip, `\"10.0.0.1:14001\"`",
        "ip, `\"0.0.0.0\"`",
        "ip, `\"\"`",
        "ip, 10",
        "port, 0",
        "port, 65536",
        "port, -1",
        "port, -0",
        "port, 1e4",
        "port, 14002.0",
        "port, 14002.5",
        "port, 1e999999999",
        "port, true",
        "port, `\"\"`",
        "port, `\"+14002\"`",
        "port, `\" 14002\"`",
        "port, `\"\u0661\"`",
        "port, 18446744073709565618",
        "port, `{\"x\": [1]}`",
        "sha256, `\"AB:CD\"`",
        "sha256, 12",
      })
  void aBadValueIsInvalidAndItsFieldIsNamed(String field, String value) {
    Sidecar sidecar = with(field, value);
    assertThat(codes(sidecar)).containsExactly(Code.INVALID_FIELD);
    assertThat(sidecar.findings().get(0).message()).startsWith(field + " is ");
    assertThat(sidecar.findings().get(0).hint()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e99999999999",
        "1e-99999999999",
        "1e-2147483648",
        "0.0e2147483648",
        "100e2147483647",
        "-1e2147483647"
      })
  void aNumberOfAnySizeIsNeverEvaluated(String number) {
    assertThat(codes(with("port", number))).containsExactly(Code.INVALID_FIELD);
    assertThat(with("port", number).findings().get(0).message())
        .startsWith("port is " + number + ", ");
    assertThat(codes(with("remark", number))).isEmpty();
    assertThat(codes(with("remark", "[{\"x\": " + number + "}]"))).isEmpty();
  }

  @Test
  void aNumberOfAnyLengthIsNeverEvaluated() {
    String number = "9".repeat(60_000);
    assertThat(codes(with("port", number))).containsExactly(Code.INVALID_FIELD);
    assertThat(codes(with("remark", number))).isEmpty();
    assertThat(codes(with("remark", "0." + number))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Ab, BA", "Aa, BB"})
  void namesChosenToCollideHurtNeitherThisSidecarNorTheNext(String one, String other) {
    for (String tail : List.of("", "x", "y", "z")) {
      assertThat(codes(read(colliding(one, other, tail)))).isEmpty();
    }
    assertThat(codes(read(GOOD))).isEmpty();
  }

  /** An object with 1900 names whose hashes are equal if those of the two given texts are. */
  private static String colliding(String one, String other, String tail) {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < 1900; i++) {
      json.append(i == 0 ? "\"" : ", \"");
      for (int bit = 0; bit < 11; bit++) {
        json.append((i >> bit & 1) == 0 ? one : other);
      }
      json.append(tail).append("\": 1");
    }
    return json.append('}').toString();
  }

  @Test
  void addressAndPortInOneValueAreAskedToBeTakenApart() {
    assertThat(with("ip", "\"10.0.0.9:14001\"").findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(Code.INVALID_FIELD);
              assertThat(finding.hint()).contains("10.0.0.9, and put 14001 into \"port\"");
            });
    assertThat(with("port", "\"[2001:db8::9]:14001\"").findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(Code.INVALID_FIELD);
              assertThat(finding.hint()).contains("14001, and put 2001:db8::9 into \"ip\"");
            });
  }

  @Test
  void aListOrAnObjectIsNotQuotedAtLength() {
    Sidecar sidecar = with("port", "[" + "1,".repeat(10_000) + "1]");
    assertThat(sidecar.findings().get(0).message()).isEqualTo("port is [...], no whole number.");
    assertThat(with("ip", "{\"x\": 1}").findings().get(0).message())
        .isEqualTo("ip is {...}, no string.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[\"registration\"] | type is [...], no string.",
        "{\"x\": 1} | type is {...}, no string.",
        "3 | type is 3, no string.",
        "true | type is true, no string.",
        "\"letter\" | type is \"letter\", neither registration nor rotation."
      })
  void ofATypeThatIsNoStringThatIsSaid(String type, String message) {
    Sidecar sidecar = with("type", type);
    assertThat(codes(sidecar)).containsExactly(Code.INVALID_FIELD);
    assertThat(sidecar.findings().get(0).message()).isEqualTo(message);
  }

  @Test
  void ofANumberThatIsNoNumberItIsSaidWhatItIs() {
    assertThat(read(GOOD.replace("}", ", \"type\": \"registration\", \"seq\": [1]}")).findings())
        .extracting(Finding::message)
        .containsExactly("seq is [...], no whole number of up to 18 digits.");
  }

  @Test
  void everyBadFieldIsReported() {
    assertThat(codes(read("{\"party_id\": 1, \"ip\": 2, \"port\": \"x\", \"sha256\": 3}")))
        .hasSize(4)
        .containsOnly(Code.INVALID_FIELD);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "65535, 65535", "\"14001\", 14001", "\"014\", 14"})
  void aPortIsReadFromANumberOrFromDigits(String value, int port) {
    assertThat(with("port", value).metadata().port()).contains(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {":", "", " "})
  void aFingerprintIsReadInAnySpelling(String separator) {
    String octets = String.join(separator, "ab".repeat(32).split("(?<=\\G..)"));
    assertThat(with("sha256", '"' + octets + '"').metadata().sha256().orElseThrow().hex())
        .isEqualTo("ab".repeat(32));
  }

  static Stream<String> malformed() {
    return Stream.of(
        GOOD + " garbage",
        GOOD + "\n" + GOOD,
        GOOD.replace("}", ",}"),
        GOOD.replace("}", ", \"ip\": \"10.9.9.9\"}"),
        GOOD.replace("}", ", \"\\u0069p\": \"10.9.9.9\"}"),
        "/* c */" + GOOD,
        GOOD.replace('"', '\''),
        GOOD.replace("14001", "NaN"),
        GOOD.replace("14001", "014001"),
        GOOD.replace("node_a", "node_\u0001"),
        "[" + GOOD + "]",
        "42",
        "null",
        "party_id: x",
        "<a/>",
        GOOD + "\u0000\u0000");
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void whatIsNotOneJsonObjectIsMalformed(String content) {
    assertThat(codes(read(content))).containsExactly(Code.MALFORMED_SIDECAR);
  }

  @Test
  void aMalformedSidecarSaysWhere() {
    assertThat(read("{\n  \"a\": !}").findings().get(0).message()).contains("line 2, column 8");
    assertThat(read("{}\n{}").findings().get(0).message())
        .contains("something follows after its closing brace");
    assertThat(read("[]").findings().get(0).message()).contains("does not begin with a brace");
  }

  @Test
  void aMalformedSidecarIsNotQuotedAtLength() {
    String name = "\"" + "k".repeat(30_000) + "\": 1";
    for (String json :
        List.of("{" + name + "," + name + "}", "{\"a\": " + "k".repeat(60_000) + "}")) {
      assertThat(codes(read(json))).containsExactly(Code.MALFORMED_SIDECAR);
      assertThat(read(json).findings().get(0).message()).hasSizeLessThan(300);
    }
  }

  @Test
  void controlCharactersOfAMalformedSidecarAreEscaped() {
    assertThat(read("{\"a\": \u202e}").findings().get(0).message())
        .contains("\\u202e")
        .doesNotContain("\u202e");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32"})
  void otherEncodingsAreMalformed(String charset) {
    assertThat(codes(Sidecar.read(GOOD.getBytes(Charset.forName(charset)))))
        .containsExactly(Code.MALFORMED_SIDECAR);
  }

  @Test
  void bytesThatAreNoUtf8AreMalformed() {
    byte[] content = GOOD.replace("node_a", "node_@").getBytes(StandardCharsets.UTF_8);
    content[GOOD.indexOf("node_a") + 5] = (byte) 0xff;
    assertThat(codes(Sidecar.read(content))).containsExactly(Code.MALFORMED_SIDECAR);
  }

  @Test
  void nestingTooDeepIsTooLarge() {
    String deep = "[".repeat(16) + "]".repeat(16);
    assertThat(codes(with("x", deep))).containsExactly(Code.TOO_LARGE);
    assertThat(codes(with("x", "[".repeat(15) + "]".repeat(15)))).isEmpty();
    assertThat(codes(with("x", "[".repeat(30_000) + "]".repeat(30_000))))
        .containsExactly(Code.TOO_LARGE);
    assertThat(codes(read("{\"a\":".repeat(16) + "1" + "}".repeat(16)))).isEmpty();
    assertThat(codes(read("{\"a\":".repeat(17) + "1" + "}".repeat(17))))
        .containsExactly(Code.TOO_LARGE);
  }

  @Test
  void whatEndsBeforeTheClosingBraceIsTruncated() {
    assertThat(codes(read(GOOD.substring(0, 40)))).containsExactly(Code.TRUNCATED);
    assertThat(codes(read(""))).containsExactly(Code.TRUNCATED);
  }

  @Test
  void otherFieldsAreIgnoredAndNamed() {
    Sidecar sidecar =
        read(GOOD.replace("}", ", \"remark\": 1, \"not_after\": \"x\", \"a\\u001b[31m\": 2}"));
    assertThat(sidecar.findings()).isEmpty();
    assertThat(sidecar.ignoredFields()).containsExactly("remark", "a\\u001b[31m");
  }

  @Test
  void ofManyIgnoredFieldsSomeAreNamed() {
    StringBuilder json = new StringBuilder("{\"" + "k".repeat(500) + "\": 1");
    for (int i = 0; i < 100; i++) {
      json.append(", \"x").append(i).append("\": 1");
    }
    Sidecar sidecar = read(json.append('}').toString());
    assertThat(sidecar.ignoredFields()).hasSize(32).allMatch(name -> name.length() <= 83);
  }

  @Property(tries = 300)
  void whatIsWrittenIsReadBack(
      @ForAll @AlphaChars @NumericChars @StringLength(min = 1, max = 64) String name,
      @ForAll @IntRange(min = 1, max = 65_535) int port,
      @ForAll @IntRange(min = 1, max = 223) int octet,
      @ForAll byte[] certificate,
      @ForAll String remark) {
    Fingerprint sha256 = Fingerprint.of(certificate);
    ObjectNode fields = StrictJson.mapper().createObjectNode();
    fields.put("remark", remark).put("party_id", "researcher_" + name);
    fields.put("component", "Researcher").put("ip", octet + ".1.2.3");
    fields.put("port", port).put("sha256", sha256.toString());
    Sidecar sidecar = read(fields.toString());
    assertThat(codes(sidecar)).isEmpty();
    assertThat(sidecar.ignoredFields()).containsExactly("remark");
    assertThat(sidecar.metadata().party()).contains(new PartyId("researcher_" + name));
    assertThat(sidecar.metadata().endpoint().orElseThrow()).hasToString(octet + ".1.2.3:" + port);
    assertThat(sidecar.metadata().sha256()).contains(sha256);
  }

  @Property(tries = 1000)
  void anythingMadeOfJsonsPiecesIsTruncatedOrMalformedIfItIsNotComplete(
      @ForAll("pieces") List<String> pieces) {
    byte[] content = String.join("", pieces).getBytes(StandardCharsets.UTF_8);
    List<Code> codes = codes(Sidecar.read(content));
    if (Completeness.isCompleteSidecar(content)) {
      assertThat(codes).doesNotContain(Code.TRUNCATED);
    } else {
      assertThat(codes).hasSize(1).isSubsetOf(Code.TRUNCATED, Code.MALFORMED_SIDECAR);
    }
  }

  @Provide
  Arbitrary<List<String>> pieces() {
    return Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            "\\",
            "\\u00",
            ":",
            ",",
            "\"port\"",
            "\"ip\"",
            "1",
            "-",
            "1e9",
            ".",
            "null",
            "true",
            " ",
            "\n",
            "\"a\": ",
            "\u00e9",
            "\u0000",
            "\ufeff")
        .list()
        .ofMaxSize(20)
        .map(
            pieces ->
                pieces.isEmpty()
                    ? pieces
                    : Stream.concat(Stream.of("{"), pieces.stream()).toList());
  }

  @Property(tries = 500)
  void aMutatedSidecarIsReadWithoutAnException(
      @ForAll @IntRange(max = 80) int at, @ForAll byte octet, @ForAll @IntRange(max = 90) int end) {
    byte[] content =
        GOOD.substring(0, Math.min(end, GOOD.length())).getBytes(StandardCharsets.UTF_8);
    if (at < content.length) {
      content[at] = octet;
    }
    Sidecar sidecar = Sidecar.read(content);
    boolean opens = new String(content, StandardCharsets.ISO_8859_1).strip().startsWith("{");
    boolean truncated = codes(sidecar).contains(Code.TRUNCATED);
    assertThat(truncated && Completeness.isCompleteSidecar(content)).isFalse();
    boolean blank = new String(content, StandardCharsets.ISO_8859_1).isBlank();
    assertThat(truncated && !opens && !blank).isFalse();
  }
}
