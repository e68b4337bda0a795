package org.certdrop.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.certdrop.x509.PemBlock.State;
import org.certdrop.x509.PemDocument.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemDocumentTest {
  private static final String BODY = "AQIDBAUGBwgJCgsMDQ4P\nEBESEw==\n";
  private static final byte[] DER =
      HexFormat.of().parseHex("0102030405060708090a0b0c0d0e0f10111213");
  private static final String BLOCK = block("CERTIFICATE", BODY);

  private static String block(String label, String body) {
    return "-----BEGIN " + label + "-----\n" + body + "-----END " + label + "-----\n";
  }

  private static PemDocument read(String text) {
    return PemDocument.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static PemBlock only(String text) {
    assertThat(read(text).blocks()).hasSize(1);
    return read(text).blocks().get(0);
  }

  private static void assertWhole(String text) {
    assertThat(only(text).state()).isEqualTo(State.WHOLE);
    assertThat(only(text).der()).isEqualTo(DER);
  }

  @Test
  void aPlainBlockIsRead() {
    assertWhole(BLOCK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\r", "\n\n", " \n\t", "\n  ", "\u000b\n", "\f\n"})
  void anyLineEndAndAnyWhiteSpaceIsAllowed(String lineEnd) {
    assertWhole(BLOCK.replace("\n", lineEnd));
  }

  @Test
  void aWholeBlockOnOneLineIsTheLaxGrammarToo() {
    assertWhole(BLOCK.replace("\n", " "));
  }

  @Test
  void aByteOrderMarkIsSkipped() {
    assertWhole("\ufeff" + BLOCK);
  }

  @Test
  void anIndentedBlockIsRead() {
    assertWhole(BLOCK.replaceAll("(?m)^", "    "));
  }

  @Test
  void textBeforeAndAfterIsTolerated() {
    assertWhole(
        "Dear Bob,\nthe -----BEGIN CERTIFICATE----- follows\n" + BLOCK + "\nregards - Al\n");
  }

  @Test
  void aMissingFinalLineEndIsAllowed() {
    assertWhole(BLOCK.strip());
  }

  @Test
  void twoBlocksWithoutALineEndBetweenThemAreTwo() {
    assertThat(read(BLOCK.strip() + BLOCK).certificates()).hasSize(2);
  }

  @Test
  void otherLabelsAreNoCertificates() {
    PemDocument document = read(block("X509 CRL", BODY) + BLOCK);

    assertThat(document.blocks()).hasSize(2);
    assertThat(document.certificates()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "certificate",
        "CERTIFICATE ",
        " CERTIFICATE",
        "X509 CERTIFICATE",
        "CERTIFICATES",
        ""
      })
  void aLabelThatDiffersInAnythingIsAnother(String label) {
    assertThat(only(block(label, BODY)).isCertificate()).isFalse();
    assertThat(only(block(label, BODY)).label()).isEqualTo(label);
  }

  @Test
  void aBlockWithoutItsEndIsUnterminated() {
    assertThat(only("-----BEGIN CERTIFICATE-----\n" + BODY).state()).isEqualTo(State.UNTERMINATED);
  }

  @Test
  void theNextBeginEndsABlockThatHasNoEnd() {
    PemDocument document = read("-----BEGIN CERTIFICATE-----\nAQID\n" + BLOCK);

    assertThat(document.blocks())
        .extracting(PemBlock::state)
        .containsExactly(State.UNTERMINATED, State.WHOLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\n  ", "\n\t"})
  void aBeginAtTheStartOfALineEndsTheBlockBefore(String lineStart) {
    PemDocument document = read("-----BEGIN CERTIFICATE-----\nAQID" + lineStart + BLOCK);

    assertThat(document.blocks())
        .extracting(PemBlock::state)
        .containsExactly(State.UNTERMINATED, State.WHOLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void aBeginInsideALineOfABlockIsPartOfIt(String before) {
    PemDocument document = read("-----BEGIN CERTIFICATE-----" + before + BLOCK);

    assertThat(document.blocks()).extracting(PemBlock::state).containsExactly(State.NOT_BASE64);
  }

  @Test
  void differentLabelsAtBeginAndEndAreNoWholeBlock() {
    String text = BLOCK.replace("END CERTIFICATE", "END X509 CRL");

    assertThat(only(text).state()).isEqualTo(State.MISMATCHED_END);
    assertThat(only(text).der()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Proc-Type: 4,ENCRYPTED\n\nAQID\n",
        "AQ!D\n",
        "AQI=AQID\n",
        "A===\n",
        "AQID====\n",
        "-AQID\n",
        "AQ\u00e4D\n"
      })
  void whatIsNotBase64IsSaidToBeSo(String body) {
    assertThat(only(block("CERTIFICATE", body)).state()).isEqualTo(State.NOT_BASE64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n \n", "A\n", "AQIDA\n", "AQIDAQ\n", "AQIDA=\n"})
  void base64WithoutItsLastCharactersIsCut(String body) {
    assertThat(only(block("CERTIFICATE", body)).state()).isEqualTo(State.CUT_BASE64);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PRIVATE KEY",
        "RSA PRIVATE KEY",
        "EC PRIVATE KEY",
        "ENCRYPTED PRIVATE KEY",
        "OPENSSH PRIVATE KEY",
        "private key",
        "-PRIVATE KEY",
        "MY-OWN PRIVATE KEY",
        "PRIVATE KEY OF A LABEL THAT IS LONGER THAN ANY THAT A PROGRAM WRITES BEFORE PRIVATE KEY",
        "A LABEL THAT IS LONGER THAN ANY THAT A PROGRAM WRITES BEFORE THE WORDS PRIVATE KEY"
      })
  void aPrivateKeysContentIsNeverDecoded(String label) {
    PemDocument document = read(block(label, BODY));

    assertThat(document.holdsPrivateKey()).isTrue();
    assertThat(document.blocks().get(0).isPrivateKey()).isTrue();
    assertThat(document.blocks().get(0).state()).isEqualTo(State.WITHHELD);
    assertThat(document.blocks().get(0).der()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "see: -----BEGIN PRIVATE KEY----- AQID -----END PRIVATE KEY-----",
        "{\"key\": \"-----BEGIN RSA PRIVATE KEY-----\\nAQID\"}",
        "> -----BEGIN EC PRIVATE KEY-----",
        "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----",
        "-----BEGIN PGP PRIVATE KEY BLOCK-----",
        "AQID\n-----END PRIVATE KEY-----"
      })
  void aPrivateKeyInsideTextIsFound(String text) {
    assertThat(read(text + "\n" + BLOCK).holdsPrivateKey()).isTrue();
  }

  @Test
  void aPrivateKeyCutOffInItsBoundaryIsFound() {
    assertThat(read("-----BEGIN PRIVATE KEY").holdsPrivateKey()).isTrue();
  }

  @Test
  void aPrivateKeyInBase64IsFound() {
    String key = "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n";
    byte[] octets = key.getBytes(StandardCharsets.US_ASCII);
    String wrapped = Base64.getMimeEncoder().encodeToString(octets);
    String whole = Base64.getEncoder().encodeToString(octets);
    assertThat(read(wrapped).holdsPrivateKey()).isTrue();
    assertThat(read("data:\n  tls.key: " + whole + "\n").holdsPrivateKey()).isTrue();
    assertThat(read(whole.substring(0, 40)).holdsPrivateKey()).as("cut off").isTrue();
    String certificate =
        Base64.getEncoder().encodeToString(BLOCK.getBytes(StandardCharsets.US_ASCII));
    assertThat(read(certificate).holdsPrivateKey()).isFalse();
    assertThat(read("LS0tLS1CRUdJTi!").holdsPrivateKey()).isFalse();
  }

  @Test
  void aPrivateKeyInUtf16IsFound() {
    byte[] content = block("PRIVATE KEY", BODY).getBytes(StandardCharsets.UTF_16LE);

    assertThat(PemDocument.read(content).holdsPrivateKey()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Never send your PRIVATE KEY.",
        "-----BEGIN PUBLIC KEY-----\nAQID\n-----END PUBLIC KEY-----",
        "- BEGIN the PRIVATE KEY",
        "private",
        "----- see PRIVATE KEY"
      })
  void textAboutPrivateKeysIsNone(String text) {
    assertThat(read(text).holdsPrivateKey()).isFalse();
  }

  @Test
  void theDerThatIsHandedOutIsACopy() {
    PemBlock block = only(BLOCK);
    block.der()[0] = 99;

    assertThat(block.der()).isEqualTo(DER);
  }

  @ParameterizedTest
  @CsvSource({
    "'', EMPTY",
    "' \n\t', EMPTY",
    "'-----END CERTIFICATE-----', HEADLESS",
    "'AQID\n-----END ', HEADLESS",
    "'> -----BEGIN CERTIFICATE-----', EMBEDDED",
    "'hello', OTHER",
    "'0', OTHER",
    "'00:11', OTHER",
    "'----BEGIN CERTIFICATE----', TYPOGRAPHIC",
    "'-----BEGIN CERTIFICATE', EMBEDDED"
  })
  void textWithoutABlockHasAForm(String text, Form form) {
    assertThat(read(text).form()).isEqualTo(form);
  }

  @ParameterizedTest
  @CsvSource({
    "30820003300100, DER_CERTIFICATE",
    "3003300100, DER_CERTIFICATE",
    "3081030201033000, PKCS12",
    "30820100020103, PKCS12",
    "3082010006092a864886f70d010702a0, PKCS7",
    "30820100020100300d, DER_PRIVATE_KEY",
    "30820100020101, DER_PRIVATE_KEY",
    "308201003040" + "06092a864886f70d01050d, DER_PRIVATE_KEY",
    "308201003040" + "060a2a864886f70d010c0103, DER_PRIVATE_KEY",
    "3080, OTHER",
    "fffe2d002d00, UTF16",
    "feff002d002d, UTF16",
    "2d002d002d00, UTF16",
    "feff002d, UTF16",
    "308400000003020103, PKCS12",
    "002d002d002d, UTF16",
    "efbbbf20, EMPTY"
  })
  void bytesWithoutABlockHaveAForm(String hex, Form form) {
    assertThat(PemDocument.read(HexFormat.of().parseHex(hex)).form()).isEqualTo(form);
  }

  @Test
  void aPrivateKeyInDerIsAPrivateKey() {
    byte[] der = TestKeys.p256().getPrivate().getEncoded();

    assertThat(PemDocument.read(der).holdsPrivateKey()).isTrue();
    assertThat(PemDocument.read(TestCertificate.of("node_a").der()).holdsPrivateKey()).isFalse();
  }

  @Property(tries = 500)
  void anyBytesAreRead(@ForAll @Size(max = 300) byte[] content) {
    assertThat(PemDocument.read(content).blocks()).isNotNull();
  }

  @Property(tries = 500)
  void whatIsEncodedIsReadBack(@ForAll @Size(min = 1, max = 300) byte[] der) {
    String text = Pem.encode("ANY LABEL", der);

    assertThat(only(text).der()).isEqualTo(der);
    assertThat(text.lines()).allMatch(line -> line.length() <= 64);
  }

  @Test
  void manyOpeningsTakeLinearTime() {
    String openings = "-----BEGIN CERTIFICATE-----\n".repeat(65_536 / 28);

    assertThat(read(openings).blocks()).hasSize(65_536 / 28);
    assertThat(read("-----BEGIN X-----" + "-----END ".repeat(7000)).blocks()).hasSize(1);
    assertThat(read("-----BEGIN ".repeat(5000)).holdsPrivateKey()).isFalse();
  }
}
