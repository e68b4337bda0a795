package org.certdrop.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certdrop.rules.RulesFixture.PARTY;
import static org.certdrop.rules.RulesFixture.codes;
import static org.certdrop.rules.RulesFixture.judge;
import static org.certdrop.rules.RulesFixture.only;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.certdrop.x509.TestCertificate;
import org.certdrop.x509.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeRulesTest {
  private static final TestCertificate SOUND = TestCertificate.of(PARTY.value());
  private static final String PEM = SOUND.pem();

  @ParameterizedTest
  @ValueSource(strings = {"PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY"})
  void aPrivateKeyBesideACertificateIsRefused(String label) {
    Judgement judgement = judge(PEM + TestCertificate.pem(label, new byte[] {1, 2, 3}));

    assertThat(only(Code.PRIVATE_KEY_PRESENT, judgement).hint()).contains("compromised");
    assertThat(judgement.certificate()).isPresent();
  }

  @Test
  void aPrivateKeyAloneIsNoWrongLabel() {
    only(Code.PRIVATE_KEY_PRESENT, judge(TestCertificate.pem("EC PRIVATE KEY", new byte[] {1})));
  }

  @Test
  void nothingOfAPrivateKeyIsShown() {
    byte[] secret = TestKeys.p256().getPrivate().getEncoded();
    String shown = judge(TestCertificate.pem("PRIVATE KEY", secret)).toString();

    assertThat(shown).doesNotContain(Base64.getEncoder().encodeToString(secret).substring(40, 50));
  }

  @Test
  void aPrivateKeyInDerIsReportedTwice() {
    Judgement judgement = judge(TestKeys.p256().getPrivate().getEncoded());

    assertThat(codes(judgement)).containsExactly(Code.PRIVATE_KEY_PRESENT, Code.NOT_PEM);
  }

  @Test
  void zeroOctetsAloneAreACopyThatIsNotComplete() {
    Finding finding = only(Code.NOT_PEM, judge(new byte[4096]));

    assertThat(finding.message())
        .isEqualTo("The file is all zero octets: its copy was not complete.");
    assertThat(finding.hint()).contains("Copy the file once more");
  }

  @Test
  void derIsConvertedByOpenssl() {
    Finding finding = only(Code.NOT_PEM, judge(SOUND.der()));

    assertThat(finding.message()).contains("DER");
    assertThat(finding.hint()).contains("openssl x509 -inform DER -in FILE -out FILE.pem");
  }

  @ParameterizedTest
  @CsvSource({
    "3081030201033000, PKCS#12, openssl pkcs12",
    "3082010006092a864886f70d010702a0, PKCS#7, openssl pkcs7",
    "fffe2d002d00, UTF-16, iconv"
  })
  void otherFormsAreConvertedToo(String hex, String form, String command) {
    Finding finding = only(Code.NOT_PEM, judge(HexFormat.of().parseHex(hex)));

    assertThat(finding.message()).contains(form);
    assertThat(finding.hint()).contains(command);
  }

  @ParameterizedTest
  @CsvSource({
    "'', empty",
    "' \n ', empty",
    "'<html>404</html>', holds no PEM block",
    "'AQID\n-----END CERTIFICATE-----', head is missing",
    "'> -----BEGIN CERTIFICATE-----', does not start a line"
  })
  void textWithoutABlockIsNotPem(String text, String message) {
    assertThat(only(Code.NOT_PEM, judge(text)).message()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CERTIFICATE REQUEST",
        "PKCS7",
        "TRUSTED CERTIFICATE",
        "PUBLIC KEY",
        "certificate"
      })
  void anotherLabelIsWrong(String label) {
    String file = TestCertificate.pem(label, SOUND.der());

    assertThat(only(Code.WRONG_LABEL, judge(file)).message()).contains('"' + label + '"');
  }

  @Test
  void controlCharactersOfALabelAreEscaped() {
    String file = TestCertificate.pem("\u001b[31mX", SOUND.der());

    assertThat(only(Code.WRONG_LABEL, judge(file)).message()).contains("\\u001b[31mX");
  }

  @Test
  void aCrlBesideTheCertificateIsTolerated() {
    assertThat(codes(judge(TestCertificate.pem("X509 CRL", new byte[] {1}) + PEM))).isEmpty();
  }

  @Test
  void twoCertificatesAreRefusedEvenIfTheyAreTheSame() {
    Judgement judgement = judge(PEM + PEM);

    assertThat(only(Code.MULTIPLE_CERTIFICATES, judgement).message()).contains("2 CERTIFICATE");
    assertThat(judgement.certificate()).isEmpty();
  }

  @Test
  void aSecondBlockThatIsCutIsReportedToo() {
    assertThat(codes(judge(PEM + "-----BEGIN CERTIFICATE-----\nMIIB\n")))
        .containsExactly(Code.MULTIPLE_CERTIFICATES, Code.TRUNCATED);
  }

  @Test
  void aSecondBlockThatIsBrokenIsReportedToo() {
    assertThat(codes(judge(PEM + "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n")))
        .containsExactly(Code.MULTIPLE_CERTIFICATES, Code.MALFORMED_CERTIFICATE);
  }

  @Test
  void aBlockWithoutItsEndIsTruncated() {
    only(Code.TRUNCATED, judge(PEM.substring(0, PEM.length() / 2)));
  }

  @Test
  void anotherBlockWithoutItsEndIsTruncatedToo() {
    assertThat(only(Code.TRUNCATED, judge(PEM + "-----BEGIN X509 CRL-----\n")).message())
        .contains("X509 CRL");
  }

  @Test
  void derThatIsCutInsideWholeArmourIsTruncated() {
    byte[] half = Arrays.copyOf(SOUND.der(), 150);

    assertThat(only(Code.TRUNCATED, judge(TestCertificate.pem("CERTIFICATE", half))).message())
        .contains("after 150 of");
  }

  @Test
  void anEmptyBlockIsTruncated() {
    only(Code.TRUNCATED, judge("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n"));
  }

  @Test
  void headersInsideTheBlockAreMalformed() {
    String file = PEM.replaceFirst("\n", "\nProc-Type: 4,ENCRYPTED\n\n");

    assertThat(only(Code.MALFORMED_CERTIFICATE, judge(file)).message()).contains("not base64");
  }

  @Test
  void labelsThatDifferAreMalformed() {
    only(Code.MALFORMED_CERTIFICATE, judge(PEM.replace("END CERTIFICATE", "END X509 CRL")));
  }

  @Test
  void anythingButACertificateInTheBlockIsMalformed() {
    String file =
        TestCertificate.pem("CERTIFICATE", "hello world".getBytes(StandardCharsets.UTF_8));

    only(Code.MALFORMED_CERTIFICATE, judge(file));
  }
}
