package org.certdrop.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.certdrop.text.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Python 3.11's {@code configparser.ConfigParser()} does, each case tried there. */
class IniFileTest {
  private static IniFile file(String text) {
    return ((Parsed.Good<IniFile>) IniFile.parse(text)).value();
  }

  private static String value(String text, String option) {
    return ((Parsed.Good<String>) file(text).value("a", option).orElseThrow()).value();
  }

  private static String problem(String text) {
    return ((Parsed.Bad<IniFile>) IniFile.parse(text)).problem();
  }

  private static String problemOf(String text, String option) {
    return ((Parsed.Bad<String>) file(text).value("a", option).orElseThrow()).problem();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[a]\nid = x y",
        "[a]\nid=x y",
        "[a]\nid: x y",
        "[a]\n  ID   =   x y  ",
        "[a]\r\nid = x y\r\n",
        "[a]\rid = x y\r",
        "\ufeff[a]\nid = x y",
        "# comment\n\n[a]\n; comment\n  # comment\nid = x y\n",
        "[a] and what follows\nid = x y",
        "[b]\nid = z\n[a]\nid = x y",
        "[DEFAULT]\nid = x y\n[a]\n",
        "[DEFAULT]\nid = z\n[a]\nid = x y",
        "[DEFAULT]\n[DEFAULT]\nid = x y\n[a]\n",
        "[a]\nid = %(other)s y\nother = x",
        "[a]\nid = %(OTHER)s y\nother = %(third)s\nthird = x",
        "[DEFAULT]\nother = x\n[a]\nid = %(other)s y",
        "  [a]\n  id = x y\n  other = z\n"
      })
  void aValueIsReadInEverySpelling(String text) {
    assertThat(value(text, "id")).isEqualTo("x y");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id = x = y|x = y",
        "id = x : y|x : y",
        "id : x = y|x = y",
        "id = x # no comment|x # no comment",
        "id = x ; no comment|x ; no comment",
        "id = 50%%|50%",
        "id = %%(x)s|%(x)s",
        "id = \"x\"|\"x\""
      })
  void whatStandsBehindTheFirstDelimiterIsTheValue(String line, String value) {
    assertThat(value("[a]\n" + line, "id")).isEqualTo(value);
  }

  @Test
  void anIndentedLineContinuesTheValue() {
    assertThat(value("[a]\nid = x\n  y\n\n  # comment\n  z\n\nother = 1", "id"))
        .isEqualTo("x\ny\n\nz");
  }

  @Test
  void aLineIndentedLikeTheOptionIsTheNextOption() {
    assertThat(value("[a]\n  id = x\n  other = y", "other")).isEqualTo("y");
  }

  @Test
  void anEmptyValueIsAValue() {
    assertThat(value("[a]\nid =\nother = y", "id")).isEmpty();
  }

  @Test
  void sectionsHaveTheirLetterCase() {
    assertThat(file("[A]\nid = x").value("a", "id")).isEmpty();
  }

  @Test
  void whatIsNotThereIsNothing() {
    assertThat(file("[a]\nid = x").value("a", "other")).isEmpty();
    assertThat(file("").value("a", "id")).isEmpty();
  }

  @Test
  void theDefaultsAreNoSectionOfTheirOwnName() {
    assertThat(file("[DEFAULT]\nid = x").has("default")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[a]~id = x~ID: y|line 3 sets \"ID\" a second time.",
        "[a]~[b]~[a]|line 3 begins the section [a] a second time.",
        "id = x~[a]|line 1 stands before the first [section].",
        "[a]~id|line 2 is neither a [section] nor an option = value.",
        "[a]~= x|line 2 is neither a [section] nor an option = value.",
        "[]|line 1 stands before the first [section].",
        "[a]~[DEFAULT]~x=1~X=2|line 4 sets \"X\" a second time."
      })
  void whatPythonRefusesIsRefusedWithItsLine(String lines, String problem) {
    assertThat(problem(lines.replace('~', '\n'))).isEqualTo(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id = 50%|holds a percent sign",
        "id = %s|holds a percent sign",
        "id = %(x|holds a percent sign",
        "id = %()s|holds a percent sign",
        "id = %(nowhere)s|refers to \"nowhere\"",
        "id = %(id)s|without an end",
        "id = %(x)s~x = %(id)s|without an end"
      })
  void aReferenceThatLeadsNowhereIsABadValue(String lines, String problem) {
    assertThat(problemOf("[a]\n" + lines.replace('~', '\n'), "id")).contains(problem);
  }

  @Test
  void aBadReferenceElsewhereDoesNoHarm() {
    assertThat(value("[a]\nid = x\nother = 50%", "id")).isEqualTo("x");
  }

  @Test
  void referencesThatMultiplyCostNothing() {
    StringBuilder text = new StringBuilder("[a]\n");
    for (int i = 0; i < 9; i++) {
      text.append('x').append(i).append(" = ").append(("%(x" + (i + 1) + ")s").repeat(100));
      text.append('\n');
    }
    text.append("x9 = \n");
    assertTimeout(
        Duration.ofSeconds(2),
        () -> assertThat(problemOf(text.toString(), "x0")).contains("without an end"));
  }

  @Test
  void aPrivateKeyInTheWrongPlaceIsNotQuoted() {
    String key = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDSQ9KmBor03IZi";
    assertThat(problem("[a]\n" + key + " = x\n" + key + " = x")).doesNotContain(key);
  }

  @Property(tries = 1000)
  void anyTextIsReadOrRefused(@ForAll("texts") String text) {
    assertThatCode(
            () -> {
              if (IniFile.parse(text) instanceof Parsed.Good<IniFile> good) {
                good.value().value("a", "id");
              }
            })
        .doesNotThrowAnyException();
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            List.of("[a]", "[", "]", "\n", "\n  ", "id", "=", ":", "%(id)s", "%", "#", " ", "x"))
        .list()
        .ofMaxSize(30)
        .map(parts -> String.join("", parts));
  }
}
