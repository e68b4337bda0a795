package org.certdrop.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.Assertions;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintedInstructionsTest {
  private static final String ID = "node_0f3c";
  private static final String PEM =
      "-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n";

  /** In the manner of Fed-BioMed 4, in our own words where they are not fixed. */
  private static final String TEXT =
      "Hello\n\n"
          + PEM
          + "\u001b[1mSteps:\u001b[0m\n"
          + " 3- Run: \"scripts/fedbiomed_run [node | researcher] certificate register -pk [PATH] -pi "
          + ID
          + "  --ip 10.9.0.1 --port 14001\" \n"
          + "      ./scripts/fedbiomed_run node certificate register -pk ./etc/cert -pi "
          + ID
          + " --ip 10.9.0.1 --port 14001\n";

  private static PrintedInstructions read(String text) {
    return PrintedInstructions.read(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }

  private static List<Code> codes(PrintedInstructions text) {
    return text.findings().stream().map(Finding::code).toList();
  }

  private static void assertWhole(PrintedInstructions text) {
    assertThat(text.findings()).isEmpty();
    assertThat(text.metadata().party().orElseThrow()).hasToString(ID);
    assertThat(text.metadata().endpoint().orElseThrow()).hasToString("10.9.0.1:14001");
  }

  static Stream<UnaryOperator<String>> spellings() {
    return Stream.of(
        text -> text,
        text -> text.replace("\n", "\r\n"),
        text -> "\ufeff" + text,
        text -> text.indent(4),
        text -> text.replaceAll("(?m)^", "> "),
        text -> text.replaceAll("(?m)^", "> >> "),
        text -> text.replace("-pi", "--party-id"),
        text -> text.replace("--port ", "--port="),
        text -> text.replace(" --ip", "\n      --ip"),
        text -> text.replaceAll("\u001b\\[[0-9]m", ""),
        text -> text.replace("\u001b[0m", "\u001b(B\u001b[m"),
        text -> text.replaceAll("(?m)^", "\u001b[38:2::9:9:9m"),
        text -> "\ufeff" + text.replaceAll("(?m)^", "> ").replace("\n", "\r\n"),
        text -> text.replace("-pi ", "-pi \\\n  "),
        text -> text.replace(" -pi ", " -pi\n"),
        text -> text.replace("-pi " + ID, "-pi '" + ID + "'"),
        text -> text.replace("-pi " + ID, "-pi \u201c" + ID + "\u201d"),
        text -> text.replace("-pi " + ID, "-pi \u00ab" + ID + "\u00bb"),
        text -> text.replace("--port 14001\n", "--port 14001.\n"),
        text -> text + "usage: register -pk FILE -pi [PARTY ID] --ip <IP> --port PORT",
        text -> "Dear colleague,\n\n" + text + "\n-- \nHospital");
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void aTextIsReadInEverySpelling(UnaryOperator<String> spelling) {
    PrintedInstructions text = read(spelling.apply(TEXT));
    assertWhole(text);
    assertThat(new String(text.certificateBytes(), StandardCharsets.UTF_8).replace("\r", ""))
        .contains("-----BEGIN CERTIFICATE-----\n")
        .doesNotContain("\u001b")
        .doesNotContainPattern("(?m)^ *>");
  }

  @Test
  void aTextOfNewerVersionsHasNoEndpoint() {
    PrintedInstructions text = read(TEXT.replace("--ip 10.9.0.1 --port 14001", ""));
    assertThat(text.findings()).isEmpty();
    assertThat(text.metadata().party()).isPresent();
    assertThat(text.metadata().endpoint()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PEM,
        "> " + PEM,
        "",
        "certificate register -pk FILE",
        "certificate register -pi [PARTY]",
        "certificate register -pi <PARTY>",
        "certificate register -pi --ip 10.9.0.1",
        "a-pi node_a",
        "-pine node_a"
      })
  void whatNamesNoPartyIsNoInstructions(String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    assertThat(PrintedInstructions.read(content)).isEmpty();
    assertThat(PrintedInstructions.isInstructions(content)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-pi node_other",
        "--ip 10.9.0.2",
        "--port 14002",
        "-pi NODE_0f3c",
        "-pi node_0f3c --ip ::1"
      })
  void valuesThatDisagreeConflict(String flag) {
    assertThat(codes(read(TEXT + flag))).containsExactly(Code.CONFLICTING_METADATA);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-pi node_0f3c/../x",
        "-pi node_\u00e9",
        "--ip 10.9.0.999",
        "--ip localhost",
        "--port 140011",
        "--port 0x36b1"
      })
  void anInvalidValueBesideAGoodOneConflictsToo(String flag) {
    assertThat(codes(read(TEXT + flag)))
        .containsExactly(Code.CONFLICTING_METADATA, Code.INVALID_FIELD);
  }

  @Test
  void spellingsOfOneAddressAgree() {
    assertThat(codes(read("-pi node_a --ip 2001:DB8:0::1 --port 1\n--ip 2001:db8::1"))).isEmpty();
  }

  @Test
  void aConflictNamesBothValues() {
    assertThat(read(TEXT + "--port 14002").findings().get(0).message())
        .contains("port", "\"14001\"", "\"14002\"");
  }

  @Test
  void theNameLocalhostAloneIsExplained() {
    assertThat(read("-pi node_a --ip localhost --port 1").findings().get(0).message())
        .contains("a name, not an IP address");
  }

  @Test
  void aWordInASentenceAboutTheFlagIsNoValue() {
    assertWhole(read(TEXT + "Give the id with -pi and the address with --ip ADDRESS"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-pi hospital1", "-pi node_a --ip 300.1.1.1", "-pi node_a --port 70000"})
  void aValueThatIsNoneIsInvalid(String text) {
    assertThat(codes(read(text))).containsExactly(Code.INVALID_FIELD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-pi ",
        "> ",
        "\u001b[",
        "-pi node_a\n",
        " ",
        "--ip=",
        ">",
        "-pi x...",
        "-pi ....",
        "\n>"
      })
  void aLongHostileTextIsReadInNoTime(String piece) {
    byte[] content = piece.repeat(65_536 / piece.length()).getBytes(StandardCharsets.ISO_8859_1);
    Assertions.assertThatCode(() -> PrintedInstructions.read(content)).doesNotThrowAnyException();
    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(2), () -> PrintedInstructions.read(content));
  }

  @Test
  void manyDifferentValuesMakeOneConflict() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 4000; i++) {
      text.append("-pi node_").append(i).append('\n');
    }
    assertThat(codes(read(text.toString()))).containsExactly(Code.CONFLICTING_METADATA);
  }

  @Property(tries = 300)
  void spellingsCombinedReadTheSame(@ForAll("combined") List<UnaryOperator<String>> spellings) {
    String text = TEXT;
    for (UnaryOperator<String> spelling : spellings) {
      text = spelling.apply(text);
    }
    assertWhole(read(text));
  }

  @Provide
  Arbitrary<List<UnaryOperator<String>>> combined() {
    return Arbitraries.of(spellings().toList()).list().uniqueElements().ofMaxSize(4);
  }

  @Property(tries = 500)
  void aMutatedTextIsReadWithoutAnException(
      @ForAll @IntRange(max = 400) int at, @ForAll byte octet) {
    byte[] content = TEXT.getBytes(StandardCharsets.UTF_8);
    content[Math.min(at, content.length - 1)] = octet;
    PrintedInstructions.read(content)
        .ifPresent(text -> assertThat(text.findings()).hasSizeLessThan(7));
  }
}
