package org.certdrop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certdrop.cms.SignatureVerification;
import org.certdrop.party.Number;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.Fingerprint;
import org.junit.jupiter.api.Test;

/** Every attack that docs/trust.md names has a test, and its vectors are what the code computes. */
class TrustDocumentTest {
  private static final Path DOCUMENT = Path.of("docs/trust.md");
  private static final Pattern SENDER =
      Pattern.compile("<!-- receipt: sender's certificate -->\n```\n(.*?)```", Pattern.DOTALL);
  private static final Pattern RECEIPT =
      Pattern.compile("<!-- receipt: file -->\n```json\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SIGNATURE =
      Pattern.compile("<!-- receipt: signature -->\n```\n(.*?)```", Pattern.DOTALL);
  private static final Pattern NUMBER =
      Pattern.compile("\\| `(\\w+_[\\w-]+)` \\| `([0-9A-F:]{64,95})` \\| `([0-9 ]{35})` \\|");

  private static DocumentTable attacks() throws IOException {
    return DocumentTable.of(DOCUMENT, "Attacks, and what becomes of them");
  }

  private static byte[] shown(Pattern what) throws IOException {
    Matcher found = what.matcher(Files.readString(DOCUMENT));
    assertThat(found.find()).as(what.pattern()).isTrue();
    return found.group(1).getBytes(US_ASCII);
  }

  private static Certificate sender() throws IOException {
    return Certificate.parsePem(shown(SENDER)).sound().orElseThrow();
  }

  @Test
  void everyAttackNamesATest() throws IOException {
    assertThat(attacks().rows()).hasSizeGreaterThan(20);
    assertThat(attacks().unproven()).isEmpty();
  }

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    assertThat(attacks().missing()).isEmpty();
  }

  @Test
  void theWorkedReceiptIsSignedByTheSenderShown() throws IOException {
    assertThat(SignatureVerification.problem(shown(SIGNATURE), shown(RECEIPT), sender())).isEmpty();
  }

  @Test
  void theWorkedReceiptHasTheDigestAndItsSenderTheFingerprintShown() throws IOException {
    assertThat(Files.readString(DOCUMENT))
        .contains(Fingerprint.of(shown(RECEIPT)).hex(), sender().fingerprint().toString());
  }

  @Test
  void theNumbersShownAreThoseOfTheirPartiesAndCertificates() throws IOException {
    Matcher vector = NUMBER.matcher(Files.readString(DOCUMENT));
    int vectors = 0;
    for (; vector.find(); vectors++) {
      Fingerprint certificate = Fingerprint.parse(vector.group(2)).orElseThrow();
      assertThat(Number.of(new PartyId(vector.group(1)), certificate)).hasToString(vector.group(3));
    }
    assertThat(vectors).isEqualTo(2);
  }
}
