package org.certdrop.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certdrop.rules.RulesFixture.PARTY;
import static org.certdrop.rules.RulesFixture.judge;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What hands and programs make of a sound file is named, with its line. */
class TypographicHintTest {
  private static final String PEM = TestCertificate.of(PARTY.value()).pem();
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";
  private static final int LAST = (int) PEM.lines().count();

  private static String said(String text, Charset charset) {
    Judgement judgement = judge(text.getBytes(charset));
    assertThat(judgement.findings()).isNotEmpty();
    Finding finding = judgement.findings().get(0);
    return finding.message() + " " + finding.hint();
  }

  @ParameterizedTest
  @CsvSource({
    "'-----BEGIN\u00a0CERTIFICATE-----', has the character U+00A0 (no-break space)",
    "'-----BEGIN \u00a0CERTIFICATE-----', has the character U+00A0 (no-break space)",
    "'-----BEGIN CERTIFICATE\u00a0-----', has the character U+00A0 (no-break space)",
    "'-----BEGIN CERTIFICATE-----\u00a0', has the character U+00A0 (no-break space)",
    "'\u00ad-----BEGIN CERTIFICATE-----', has the character U+00AD (soft hyphen)",
    "'\u2014-BEGIN CERTIFICATE\u2014-', has the character U+2014 (em dash)",
    "-----BEGIN  CERTIFICATE-----, does not have exactly one space between BEGIN and CERTIFICATE",
    "-----BEGINCERTIFICATE-----, does not have exactly one space between BEGIN and CERTIFICATE",
    "----BEGIN CERTIFICATE-----, has 4 hyphens before BEGIN where 5 belong",
    "-----BEGIN CERTIFICATE----, has 4 hyphens behind CERTIFICATE where 5 belong",
    "------BEGIN CERTIFICATE------, has 6 hyphens before BEGIN where 5 belong",
    "-----BEGIN CERTIFICATE------, has 6 hyphens behind CERTIFICATE where 5 belong",
    "-----Begin Certificate-----, does not have BEGIN CERTIFICATE in capital letters",
    "-----BEGIN Certificate-----, does not have BEGIN CERTIFICATE in capital letters",
    "----- BEGIN CERTIFICATE -----, has a space between its hyphens and its words"
  })
  void inTheBeginLine(String boundary, String problem) {
    String text = "Dear all,\n" + PEM.replace(BEGIN, boundary);
    assertThat(said(text, StandardCharsets.UTF_8)).contains("line 2 " + problem);
  }

  @ParameterizedTest
  @CsvSource({
    "'\u2014\u2014-END CERTIFICATE\u2014\u2014-', has the character U+2014 (em dash)",
    "'-----END\u00a0CERTIFICATE-----', has the character U+00A0 (no-break space)",
    "----END CERTIFICATE----, has 4 hyphens before END where 5 belong",
    "-----End Certificate-----, does not have END CERTIFICATE in capital letters",
    "-----END  CERTIFICATE-----, does not have exactly one space between END and CERTIFICATE"
  })
  void inTheEndLine(String boundary, String problem) {
    assertThat(said(PEM.replace(END, boundary), StandardCharsets.UTF_8))
        .contains("line " + LAST + " " + problem)
        .doesNotContain("broken off");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u2013", "\u2014"})
  void inTheEncodingOfWindows(String dash) {
    String name = Character.getName(dash.charAt(0)).toLowerCase(java.util.Locale.ROOT);
    String text = PEM.replace("--", dash);
    assertThat(said(text, Charset.forName("windows-1252")))
        .contains("line 1 has the character U+" + Integer.toHexString(dash.charAt(0)))
        .contains("(" + name + ")");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00a0", "\u00ad", "\u200b"})
  void withinTheBase64(String sign) {
    String text = PEM.replaceFirst("\nM", "\nM" + sign);
    assertThat(said(text, StandardCharsets.UTF_8))
        .contains("line 2 has the character U+", "where base64 belongs");
  }

  @Test
  void aFileThatIsCutOffIsNoMatterOfTyping() {
    String cut = PEM.strip().substring(0, PEM.strip().length() - 2);
    assertThat(said(cut, StandardCharsets.UTF_8)).contains("may have broken off");
    assertThat(said(PEM.substring(0, 200), StandardCharsets.UTF_8)).contains("may have broken off");
  }

  @Test
  void anotherLabelIsNoMatterOfTyping() {
    assertThat(said(PEM.replace(" CERTIFICATE", " CERTIFICATE REQUEST"), StandardCharsets.UTF_8))
        .contains("Ask the sender for the certificate itself");
  }
}
