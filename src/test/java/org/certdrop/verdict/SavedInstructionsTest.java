package org.certdrop.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certdrop.files.FileContent;
import org.certdrop.identity.OwnParty;
import org.certdrop.outbox.Instructions;
import org.certdrop.party.Endpoint;
import org.certdrop.party.IpAddress;
import org.certdrop.party.PartyId;
import org.certdrop.rules.CertificateRules;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.submission.Completeness;
import org.certdrop.submission.Submission;
import org.certdrop.submission.SubmittedFile;
import org.certdrop.text.Parsed;
import org.certdrop.x509.TestCertificate;
import org.certdrop.x509.TestKeys;
import org.certdrop.x509.TrustedIssuers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Instructions as people save them: what terminals, mail programs, editors and web pages make of
 * the text, in each version's form. Every form is registered exactly or refused; none is misread.
 */
class SavedInstructionsTest {
  private static final String ID = "node_bc0872e5-8488-4a04-8359-eecf32fec908";
  private static final TestCertificate OWN =
      TestCertificate.builder(ID).key(TestKeys.rsa(2048)).build();
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  /** How 4.0 to 5.3 print it, steps and commands as they are, else in our own words. */
  private static final String OLDER =
      "Hello there\n\n\nThe certificate \n\n"
          + OWN.pem()
          + "\n\u001b[1mSteps:\u001b[0m\n\n\n"
          + " 1- Save it as 'x.pem'\n 2- Change the directory\n"
          + " 3- Run: \"scripts/fedbiomed_run [node | researcher] certificate register -pk [PATH"
          + " WHERE CERTIFICATE IS SAVED] -pi "
          + ID
          + "  --ip 10.221.0.2 --port 14001\" \n"
          + "    Examples:\n"
          + Stream.of("node", "researcher")
              .map(
                  role ->
                      "      ./scripts/fedbiomed_run "
                          + role
                          + " certificate register -pk ./etc/cert-secagg -pi "
                          + ID
                          + " --ip 10.221.0.2 --port 14001\n")
              .collect(Collectors.joining());

  /** How 5.4 to 6.3 print it, with the space that is missing there. */
  private static final String NEWER =
      OLDER
          .replaceAll("  ?--ip 10\\.221\\.0\\.2 --port 14001\"? ?", "")
          .replace("\"scripts/fedbiomed_run", "fedbiomed")
          .replace("./scripts/fedbiomed_run", "fedbiomed")
          .replace("register -pk [", "register-pk [");

  private static Assessment assess(byte[] content, EndpointPolicy policy) {
    CertificateRules rules = new CertificateRules(TrustedIssuers.none(), Duration.ofDays(30));
    SubmittedFile file = new SubmittedFile("saved.txt", new FileContent.Bytes(content));
    return new Examiner(rules, () -> policy)
        .examine(Submission.of("saved", List.of(file)), TestCertificate.NOW);
  }

  private static Map<String, Function<String, byte[]>> forms() {
    Map<String, Function<String, byte[]>> forms = new LinkedHashMap<>();
    texts().forEach((name, form) -> forms.put(name, text -> utf8(form.apply(text))));
    forms.put("UTF-16 as PowerShell writes it", text -> inUtf16("UTF-16LE", text));
    forms.put("UTF-16, big end first", text -> inUtf16("UTF-16BE", text));
    forms.put(
        "Windows' own encoding",
        text -> ("Hôpital d’Angers\r\n" + spaced(text).replace("\n", "\r\n")).getBytes(WINDOWS));
    return forms;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] inUtf16(String encoding, String text) {
    return ("\ufeff" + text.replace("\n", "\r\n")).getBytes(Charset.forName(encoding));
  }

  private static Map<String, UnaryOperator<String>> texts() {
    Map<String, UnaryOperator<String>> forms = new LinkedHashMap<>();
    forms.put("as printed", text -> text);
    forms.put("without colours", text -> text.replaceAll("\u001b\\[[0-9]*m", ""));
    forms.put("numbered 1-2-2", text -> text.replace(" 3- ", " 2- "));
    forms.put("CRLF", text -> text.replace("\n", "\r\n"));
    forms.put("old line ends", text -> text.replace('\n', '\r'));
    forms.put("byte order mark", text -> "\ufeff" + text);
    forms.put("indented", text -> text.indent(4));
    forms.put("indented by tabs", text -> quoted(text, "\t"));
    forms.put("no last line end", String::stripTrailing);
    forms.put("quoted", text -> quoted(text, "> "));
    forms.put("quoted twice", text -> quoted(text, ">> "));
    forms.put("quoted twice, with spaces", text -> quoted(text, "> > "));
    forms.put("quoted without a space", text -> quoted(text, ">"));
    forms.put("quoted, CRLF", text -> quoted(text, "> ").replace("\n", "\r\n"));
    forms.put("wrapped at 72", text -> wrapped(text, 72, ""));
    forms.put("wrapped at 78", text -> wrapped(text, 78, ""));
    forms.put("quoted and wrapped", text -> wrapped(quoted(text, "> > > > > > "), 72, ""));
    forms.put("wrapped and quoted", text -> quoted(wrapped(text, 72, ""), "> "));
    forms.put("format=flowed", text -> wrapped(quoted(text, " "), 72, " "));
    forms.put("spaces at each line's end", text -> text.replace("\n", "  \n"));
    forms.put("signature", text -> "Dear colleague,\n\n" + text + "\n-- \nIT, +33 2 41 00 00 00\n");
    forms.put(
        "forwarded",
        text ->
            "-----Original Message-----\nFrom: IT <it@hospital.example>\nSent: 23 November\n"
                + "Subject: FW: the certificate\n\n"
                + text);
    forms.put(
        "forwarded as another program does",
        text -> "---------- Forwarded message ---------\nDe : IT\n\n" + quoted(text, "> "));
    forms.put("spaces of the web", SavedInstructionsTest::spaced);
    forms.put("narrow spaces", text -> text.replace(" --ip", "\u202f--ip"));
    forms.put("dashes", text -> dashed(text, "\u2013"));
    forms.put("long dashes", text -> dashed(text, "\u2014"));
    forms.put("two dashes", text -> dashed(text, "\u2013\u2013"));
    forms.put("minus signs", text -> text.replace(" -pi", " \u2212pi"));
    forms.put("quotation marks", text -> text.replace(ID, "\u201c" + ID + "\u201d"));
    forms.put("a terminal with its prompt", text -> prompt() + text + prompt());
    forms.put(
        "the guide's form",
        text ->
            "  • on the server, do this\n\n" + (prompt() + text).indent(4) + "\n  • then that\n");
    return forms;
  }

  private static String prompt() {
    return "[user@server-container $] ./scripts/fedbiomed_run node certificate"
        + " registration-instructions\n\n";
  }

  private static String quoted(String text, String mark) {
    return text.lines().map(line -> mark + line + "\n").collect(Collectors.joining());
  }

  private static String spaced(String text) {
    return text.replace("  ", "\u00a0 ").replace("-pi ", "-pi\u00a0").replace("\n ", "\n\u00a0");
  }

  private static String dashed(String text, String dash) {
    return text.replace(" --", " " + dash).replace(" -pi", " " + dash.charAt(0) + "pi");
  }

  /** Breaks at spaces, as mail programs do; a word that is too long stays whole. */
  private static String wrapped(String text, int width, String atBreak) {
    StringBuilder wrapped = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      String rest = line;
      while (rest.length() > width) {
        int space = rest.lastIndexOf(' ', width);
        if (space <= 0 || rest.substring(0, space).isBlank()) {
          break;
        }
        wrapped.append(rest, 0, space).append(atBreak).append('\n');
        rest = rest.substring(space + 1);
      }
      wrapped.append(rest).append('\n');
    }
    return wrapped.toString();
  }

  static Stream<String> names() {
    return forms().keySet().stream();
  }

  private static void assertTaken(Assessment assessment) {
    assertThat(assessment.findings()).isEmpty();
    assertThat(assessment.metadata().party().orElseThrow()).hasToString(ID);
    assertThat(assessment.certificate().orElseThrow().fingerprint())
        .isEqualTo(OWN.certificate().fingerprint());
  }

  @ParameterizedTest
  @MethodSource("names")
  void theOlderFormIsTakenHoweverItWasSaved(String form) {
    byte[] content = forms().get(form).apply(OLDER);
    assertThat(Completeness.isInstructions(content)).isTrue();
    assertThat(Completeness.isCompleteCertificateText(content)).isTrue();
    Assessment assessment = assess(content, EndpointPolicy.REQUIRED);
    assertTaken(assessment);
    assertThat(assessment.metadata().endpoint().orElseThrow()).hasToString("10.221.0.2:14001");
  }

  @ParameterizedTest
  @MethodSource("names")
  void theNewerFormIsTakenHoweverItWasSaved(String form) {
    Assessment assessment = assess(forms().get(form).apply(NEWER), EndpointPolicy.OPTIONAL);
    assertTaken(assessment);
    assertThat(assessment.metadata().endpoint()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void certdropsOwnTextIsTakenHoweverItWasSaved(String form) {
    Endpoint endpoint =
        new Endpoint(((Parsed.Good<IpAddress>) IpAddress.parse("10.221.0.2")).value(), 14001);
    String own =
        Instructions.unsigned(
                new OwnParty(
                    new PartyId(ID), Optional.of(endpoint), OWN.certificate(), Optional.empty()))
            .text();
    Assessment assessment = assess(forms().get(form).apply(own), EndpointPolicy.REQUIRED);
    assertTaken(assessment);
    assertThat(assessment.metadata().endpoint()).contains(endpoint);
  }

  @Test
  void whatFedbiomedWritesByDefaultIsRefusedWithWhatToSet() {
    Assessment assessment =
        assess(utf8(OLDER.replace("10.221.0.2", "localhost")), EndpointPolicy.REQUIRED);
    assertThat(assessment.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(Code.INVALID_FIELD);
              assertThat(finding.hint()).contains("certdrop.ip", "mpspdz_ip in Fed-BioMed's");
            });
  }

  @Test
  void aLoopbackAddressIsWarnedAboutWithWhatToSet() {
    Assessment assessment =
        assess(utf8(OLDER.replace("10.221.0.2", "127.0.0.1")), EndpointPolicy.REQUIRED);
    assertThat(assessment.isAcceptable()).isTrue();
    assertThat(assessment.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(Code.LOOPBACK_ENDPOINT);
              assertThat(finding.hint()).contains("certdrop.ip", "mpspdz_ip in Fed-BioMed's");
            });
  }

  @Test
  void theNewerFormHasNoEndpoint() {
    assertThat(NEWER).contains("-pi " + ID + "\n").doesNotContain("--ip", "--port");
  }

  @Test
  void theFormsAreDifferent() {
    assertThat(names().map(form -> new String(forms().get(form).apply(OLDER), WINDOWS)))
        .doesNotHaveDuplicates();
  }

  private static Map<String, UnaryOperator<String>> refusedForms() {
    Map<String, UnaryOperator<String>> forms = new LinkedHashMap<>();
    forms.put("a mail's source, quoted-printable", SavedInstructionsTest::quotedPrintable);
    forms.put("wrapped at the id's hyphens", text -> text.replace("-eecf", "-\neecf"));
    forms.put("another hyphen in the id", text -> text.replace("-8488-", "\u20118488\u2011"));
    forms.put("a mark within the id", text -> text.replace("_bc08", "_bc\u200b08"));
    forms.put("the certificate twice", text -> text + quoted(text, "> "));
    forms.put(
        "clear-signed by PGP",
        text ->
            "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n"
                + text.replaceAll("(?m)^-", "- -")
                + "-----BEGIN PGP SIGNATURE-----\n\nQUJD\n-----END PGP SIGNATURE-----\n");
    forms.put("other marks of quoting", text -> quoted(text, "| "));
    return forms;
  }

  /** RFC 2045 section 6.7. */
  private static String quotedPrintable(String text) {
    return text.replace("=", "=3D").replace("\u001b", "=1B").replaceAll("(?m)^(.{75})", "$1=\n");
  }

  static Stream<String> refusedNames() {
    return refusedForms().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("refusedNames")
  void whatIsDamagedIsRefusedAndNotMisread(String form) {
    Assessment assessment =
        assess(utf8(refusedForms().get(form).apply(OLDER)), EndpointPolicy.REQUIRED);
    assertThat(assessment.isAcceptable()).isFalse();
    assertThat(assessment.findings().stream().map(Finding::code))
        .containsAnyOf(
            Code.INVALID_FIELD,
            Code.CONFLICTING_METADATA,
            Code.MULTIPLE_CERTIFICATES,
            Code.MALFORMED_CERTIFICATE,
            Code.NOT_PEM,
            Code.WRONG_LABEL);
  }

  private static Map<String, UnaryOperator<String>> mailSources() {
    Map<String, UnaryOperator<String>> forms = new LinkedHashMap<>();
    forms.put("quoted-printable, the text alone", SavedInstructionsTest::quotedPrintable);
    forms.put("quoted-printable, CRLF", text -> quotedPrintable(text).replace("\n", "\r\n"));
    forms.put(
        "base64, with its header",
        text ->
            "From: IT <it@hospital.example>\nContent-Type: text/plain; charset=utf-8\n"
                + "content-transfer-encoding: BASE64\n\n"
                + Base64.getMimeEncoder().encodeToString(utf8(text)));
    return forms;
  }

  static Stream<String> mailSourceNames() {
    return mailSources().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("mailSourceNames")
  void ofAMailsSourceItIsSaidWhatToSaveInstead(String form) {
    Assessment assessment =
        assess(utf8(mailSources().get(form).apply(OLDER)), EndpointPolicy.REQUIRED);
    assertThat(assessment.findings())
        .isNotEmpty()
        .allSatisfy(
            finding ->
                assertThat(finding.hint())
                    .startsWith("The file is a mail's source")
                    .contains("Save the mail's attachment itself", "into a new .txt file"));
  }

  /** Columns after which the lines are wrapped: not at all, as mail does it, and others. */
  @ParameterizedTest
  @ValueSource(ints = {0, 64, 76, 100})
  void ofBase64AloneItIsSaidHowToDecodeIt(int columns) {
    String encoded =
        Base64.getMimeEncoder(columns, new byte[] {'\n'}).encodeToString(utf8(OLDER)) + "\n";
    assertThat(assess(utf8(encoded), EndpointPolicy.REQUIRED).findings())
        .isNotEmpty()
        .allSatisfy(
            finding ->
                assertThat(finding.hint())
                    .startsWith("The file is a PEM text in base64")
                    .contains("base64 -d FILE")
                    .doesNotContain("mail"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrapped at the id's hyphens", "other marks of quoting"})
  void whatIsDamagedOtherwiseKeepsItsHints(String form) {
    Assessment assessment =
        assess(utf8(refusedForms().get(form).apply(OLDER)), EndpointPolicy.REQUIRED);
    assertThat(assessment.findings())
        .isNotEmpty()
        .noneMatch(finding -> finding.hint().contains("mail's source"));
  }

  @Test
  void aSidecarBesideAMailsSourceKeepsItsOwnHints() {
    SubmittedFile source =
        new SubmittedFile("a.pem", new FileContent.Bytes(utf8(quotedPrintable(OLDER))));
    SubmittedFile sidecar =
        new SubmittedFile(
            "a.json", new FileContent.Bytes(utf8("{\"party_id\": \"node_a\", \"port\": 0}")));
    CertificateRules rules = new CertificateRules(TrustedIssuers.none(), Duration.ofDays(30));
    Assessment assessment =
        new Examiner(rules, () -> EndpointPolicy.REQUIRED)
            .examine(Submission.of("a", List.of(source, sidecar)), TestCertificate.NOW);
    assertThat(assessment.findings())
        .filteredOn(finding -> finding.message().startsWith("port is"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.hint()).contains("such as 14001"));
  }

  /** As a terminal's width cuts it when lines are copied one by one. */
  @ParameterizedTest
  @ValueSource(ints = {64, 72, 78, 80, 90, 100, 110, 120, 132})
  void whatIsCutWithinWordsIsRefusedOrReadExactly(int width) {
    String cut = OLDER.replaceAll("(.{" + width + "})", "$1\n");
    Assessment assessment = assess(utf8(cut), EndpointPolicy.REQUIRED);
    if (assessment.isAcceptable()) {
      assertTaken(assessment);
      assertThat(assessment.metadata().endpoint().orElseThrow()).hasToString("10.221.0.2:14001");
    }
  }
}
