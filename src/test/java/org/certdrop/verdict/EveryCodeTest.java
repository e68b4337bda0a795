package org.certdrop.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.certdrop.files.FileContent;
import org.certdrop.party.Endpoint;
import org.certdrop.party.IpAddress;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.Backing;
import org.certdrop.registry.Registry;
import org.certdrop.rules.CertificateRules;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.rules.Severity;
import org.certdrop.submission.Submission;
import org.certdrop.submission.SubmittedFile;
import org.certdrop.trust.Membership;
import org.certdrop.x509.Fingerprint;
import org.certdrop.x509.TestCertificate;
import org.certdrop.x509.TestKeys;
import org.certdrop.x509.TrustedIssuers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each code that a submission can meet, brought about by one submission with one defect. */
class EveryCodeTest {
  private static final Instant NOW = TestCertificate.NOW;
  private static final String KNOWN = "node_known";
  private static final TestCertificate KNOWN_CERTIFICATE = TestCertificate.of(KNOWN);
  private static final String REMOVED = "node_removed";
  private static final TestCertificate REMOVED_CERTIFICATE = TestCertificate.of(REMOVED);
  private static final String US = "researcher_us";
  private static final Fingerprint FORMER = Fingerprint.of(new byte[] {9});
  private static final TestCertificate OUR_CERTIFICATE = TestCertificate.of(US);

  /**
   * Codes that need a signed bundle or receipt, an archive, a star or one of the two lists: see
   * their tests.
   */
  private static final Set<Code> TESTED_ELSEWHERE =
      EnumSet.of(
          Code.DISTRUSTED,
          Code.BAD_BUNDLE_SIGNATURE,
          Code.NOT_ON_ROSTER,
          Code.WRONG_ROLE,
          Code.NO_HOST_IN_CERTIFICATE,
          Code.NO_ROLE_IN_CERTIFICATE,
          Code.HOST_NOT_IN_CERTIFICATE,
          Code.SECOND_RESEARCHER,
          Code.LEFT_IN_ARCHIVE,
          Code.FORMER_CERTIFICATE);

  private static final Endpoint OUR_ENDPOINT =
      new Endpoint(
          IpAddress.parse("10.9.0.7")
              .orElseThrow(bad -> new IllegalArgumentException(bad.problem())),
          14001);

  @TempDir Path var;
  private Registry registry;
  private Intake intake;
  private int count;

  /** A defect: the code that it brings about, and the files. */
  record Case(Code code, SubmittedFile... files) {
    @Override
    public String toString() {
      return code.toString();
    }
  }

  @BeforeEach
  void openRegistry() throws IOException {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    registry = Registry.open(var, new PartyId(US), () -> AdmissionPolicy.AUTOMATIC, clock);
    intake =
        new Intake(
            new CertificateRules(TrustedIssuers.none(), Duration.ofDays(30)),
            () -> EndpointPolicy.REQUIRED,
            registry,
            () -> Membership.OPEN,
            () ->
                new Ourselves(
                    new PartyId(US),
                    OUR_CERTIFICATE.certificate().fingerprint(),
                    OUR_CERTIFICATE.certificate().publicKeyFingerprint(),
                    Optional.of(OUR_ENDPOINT),
                    Set.of(FORMER)),
            clock);
    submit(pem(KNOWN_CERTIFICATE), sidecar(KNOWN, "10.9.0.1"));
    submit(pem(REMOVED_CERTIFICATE), sidecar(REMOVED, "10.9.0.2"));
    registry.remove(new PartyId(REMOVED));
  }

  @AfterEach
  void closeRegistry() {
    registry.close();
  }

  private Verdict submit(SubmittedFile... files) throws IOException {
    Submission submission = Submission.of("submission-" + ++count, List.of(files));
    return intake.register(intake.assess(submission));
  }

  private static SubmittedFile file(String name, String content) {
    return new SubmittedFile(name, new FileContent.Bytes(content.getBytes(StandardCharsets.UTF_8)));
  }

  private static SubmittedFile pem(TestCertificate certificate) {
    return file("a.pem", certificate.pem());
  }

  private static SubmittedFile sidecar(String party, String ip) {
    return file(
        "a.json", "{\"party_id\": \"" + party + "\", \"ip\": \"" + ip + "\", \"port\": 14001}");
  }

  private static SubmittedFile sidecar(String party) {
    return sidecar(party, "10.9.0.9");
  }

  private static TestCertificate.Builder certificate() {
    return TestCertificate.builder("node_a");
  }

  private static Case defect(Code code, TestCertificate.Builder certificate) {
    return new Case(code, pem(certificate.build()), sidecar("node_a"));
  }

  private static Case text(Code code, String content) {
    return new Case(code, file("a.pem", content), sidecar("node_a"));
  }

  static Stream<Case> refusals() {
    String good = TestCertificate.of("node_a").pem();
    SubmittedFile pem = file("a.pem", good);
    return Stream.of(
        new Case(
            Code.PRIVATE_KEY_PRESENT,
            pem,
            file(
                "a.json",
                "{\"party_id\": \"node_a\", \"ip\": \"10.9.0.9\", \"port\": 14001, \"note\":"
                    + " \"-----BEGIN PRIVATE KEY-----\"}")),
        text(
            Code.PRIVATE_KEY_PRESENT,
            good + TestCertificate.pem("PRIVATE KEY", new byte[] {1, 2, 3})),
        text(Code.NOT_PEM, "hello"),
        text(Code.WRONG_LABEL, good.replace("CERTIFICATE", "CERTIFICATE REQUEST")),
        text(Code.MULTIPLE_CERTIFICATES, good + good),
        text(Code.TRUNCATED, good.substring(0, good.length() / 2)),
        text(Code.MALFORMED_CERTIFICATE, TestCertificate.pem("CERTIFICATE", new byte[] {5, 0})),
        defect(Code.UNSUPPORTED_VERSION, certificate().version(1)),
        defect(
            Code.UNRECOGNIZED_CRITICAL_EXTENSION,
            certificate().extension(new ASN1ObjectIdentifier("1.2.3.4.5"), true, DERNull.INSTANCE)),
        defect(Code.UNSUPPORTED_KEY, certificate().key(TestKeys.ec("secp256k1"))),
        defect(Code.WEAK_KEY, certificate().key(TestKeys.rsa(1024))),
        defect(Code.WEAK_SIGNATURE, certificate().signatureAlgorithm("SHA1withECDSA")),
        defect(Code.BAD_SIGNATURE, certificate().signedBy(TestKeys.p256().getPrivate())),
        defect(Code.UNKNOWN_ISSUER, certificate().issuedBy(TestCertificate.ca("Some CA").build())),
        defect(Code.EXPIRED, certificate().notAfter(NOW.minusSeconds(1))),
        defect(Code.NOT_YET_VALID, certificate().notBefore(NOW.plusSeconds(301))),
        new Case(Code.IDENTITY_MISMATCH, pem, sidecar("node_b")),
        new Case(
            Code.CONFLICTING_METADATA,
            pem,
            file(
                "a.json",
                "{\"party_id\": \"node_a\", \"ip\": \"10.9.0.9\", \"port\": 1, \"sha256\": \""
                    + "00".repeat(32)
                    + "\"}")),
        new Case(
            Code.UNREADABLE,
            new SubmittedFile("a.pem", new FileContent.Unreadable("may not be read")),
            sidecar("node_a")),
        new Case(
            Code.TOO_LARGE,
            new SubmittedFile("a.pem", new FileContent.TooLarge(70_000)),
            sidecar("node_a")),
        new Case(Code.MISSING_SIDECAR, pem),
        new Case(Code.MISSING_CERTIFICATE, sidecar("node_a")),
        new Case(Code.MALFORMED_ARCHIVE, file("a.zip", "PK")),
        new Case(Code.MALFORMED_SIDECAR, pem, file("a.json", "[]")),
        new Case(Code.MISSING_FIELD, pem, file("a.json", "{\"party_id\": \"node_a\"}")),
        new Case(Code.INVALID_FIELD, pem, sidecar("node_a", "localhost")),
        new Case(Code.OWN_PARTY, pem(TestCertificate.of(US)), sidecar(US)),
        new Case(Code.KEY_CHANGE, pem(TestCertificate.of(KNOWN)), sidecar(KNOWN)),
        new Case(
            Code.CERTIFICATE_IN_USE,
            pem(certificate().key(KNOWN_CERTIFICATE.keyPair()).build()),
            sidecar("node_a")),
        new Case(
            Code.CERTIFICATE_IN_USE,
            pem(certificate().key(OUR_CERTIFICATE.keyPair()).build()),
            sidecar("node_a")),
        new Case(
            Code.PARTY_ID_CONFLICT, pem(TestCertificate.of("NODE_known")), sidecar("NODE_known")),
        new Case(
            Code.PARTY_ID_CONFLICT,
            pem(TestCertificate.of("RESEARCHER_us")),
            sidecar("RESEARCHER_us")),
        new Case(Code.REMOVED, pem(REMOVED_CERTIFICATE), sidecar(REMOVED)),
        new Case(
            Code.REPLAYED,
            pem(
                TestCertificate.builder(KNOWN)
                    .key(KNOWN_CERTIFICATE.keyPair())
                    .notAfter(NOW.plus(Duration.ofDays(100)))
                    .build()),
            sidecar(KNOWN)));
  }

  static Stream<Case> warnings() {
    return Stream.of(
        defect(
            Code.NO_PARTY_IN_CERTIFICATE,
            certificate()
                .subject(
                    TestCertificate.name(org.bouncycastle.asn1.x500.style.BCStyle.CN, "hospital"))),
        defect(Code.EXPIRING_SOON, certificate().notAfter(NOW.plus(Duration.ofDays(29)))),
        defect(Code.NONCONFORMING_SERIAL, certificate().serial(java.math.BigInteger.ZERO)),
        defect(
            Code.USAGE_EXCLUDES_SIGNATURE,
            certificate().extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyAgreement))),
        new Case(
            Code.LOOPBACK_ENDPOINT, pem(TestCertificate.of("node_a")), sidecar("node_a", "::1")),
        new Case(
            Code.DUPLICATE_ENDPOINT,
            pem(TestCertificate.of("node_a")),
            sidecar("node_a", "10.9.0.1")));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aDefectRefusesForItsReasonAndChangesNothing(Case defect) throws IOException {
    long before = registry.view().seq();
    Verdict verdict = submit(defect.files());
    assertThat(verdict.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(verdict.code()).contains(defect.code());
    assertThat(verdict.registrySeq()).isEmpty();
    assertThat(verdict.findings())
        .filteredOn(Finding::refuses)
        .allSatisfy(
            finding -> {
              assertThat(finding.message()).endsWith(".");
              assertThat(finding.hint()).isNotBlank();
            });
    assertThat(registry.refresh().seq()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("warnings")
  void aWarningIsRecordedAndKeepsNothingOut(Case defect) throws IOException {
    Verdict verdict = submit(defect.files());
    assertThat(verdict.findings()).extracting(Finding::code).contains(defect.code());
    assertThat(verdict.outcome()).isEqualTo(Outcome.REGISTERED);
    assertThat(verdict.code()).isEmpty();
    assertThat(verdict.registrySeq()).hasValue(registry.view().seq());
  }

  @Test
  void aSubmissionWithoutADefectMeetsNoCode() throws IOException {
    Verdict verdict = submit(pem(TestCertificate.of("node_a")), sidecar("node_a"));
    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.outcome()).isEqualTo(Outcome.REGISTERED);
  }

  @Test
  void somebodyElseAtOurAddressIsSaidToBeThere() throws IOException {
    Verdict verdict = submit(pem(TestCertificate.of("node_a")), sidecar("node_a", "10.9.0.7"));
    assertThat(verdict.outcome()).isEqualTo(Outcome.REGISTERED);
    assertThat(verdict.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(Code.DUPLICATE_ENDPOINT);
              assertThat(finding.message()).contains(US, "this party itself", "10.9.0.7:14001");
            });
  }

  @Test
  void everyCodeHasItsCase() {
    Map<Severity, Set<Code>> met =
        Stream.concat(refusals(), warnings())
            .map(Case::code)
            .collect(Collectors.groupingBy(Code::severity, Collectors.toSet()));
    List<Code> all = new ArrayList<>(met.get(Severity.REFUSE));
    all.addAll(met.get(Severity.WARN));
    assertThat(all)
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.complementOf(EnumSet.copyOf(TESTED_ELSEWHERE)));
  }

  @Test
  void everyDefectIsReportedInTheCodesOrder() throws IOException {
    Verdict verdict =
        submit(
            pem(
                certificate()
                    .key(KNOWN_CERTIFICATE.keyPair())
                    .notAfter(NOW.minusSeconds(1))
                    .build()),
            sidecar("node_b", "10.9.0.1"));
    assertThat(verdict.findings())
        .extracting(Finding::code)
        .containsExactly(
            Code.EXPIRED, Code.IDENTITY_MISMATCH, Code.DUPLICATE_ENDPOINT, Code.CERTIFICATE_IN_USE);
  }

  @Test
  void aFieldThatIsThereButInvalidIsNotMissingAsWell() throws IOException {
    Verdict verdict =
        submit(
            pem(TestCertificate.of("node_a")),
            file("a.json", "{\"component_id\": 1, \"ip\": \"localhost\", \"port\": \"x\"}"));
    assertThat(verdict.findings())
        .extracting(Finding::code)
        .containsExactly(Code.INVALID_FIELD, Code.INVALID_FIELD, Code.INVALID_FIELD);
  }

  @Test
  void ourOwnRegistrationComingBackIsUnchanged() throws IOException {
    Verdict verdict = submit(pem(OUR_CERTIFICATE), sidecar(US, "10.9.0.7"));
    assertThat(verdict.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(registry.find(new PartyId(US))).isEmpty();
  }

  @Test
  void ourOwnCertificateAtAnotherEndpointIsAContradiction() throws IOException {
    Verdict verdict = submit(pem(OUR_CERTIFICATE), sidecar(US, "10.9.0.8"));
    assertThat(verdict.code()).contains(Code.CONFLICTING_METADATA);
    assertThat(verdict.findings().get(0).message())
        .contains(US, "10.9.0.8:14001", "configured for " + OUR_ENDPOINT);
  }

  @Test
  void ourOwnCertificateWithAnEndpointThatWeHaveNotIsAContradiction() throws IOException {
    Verdict verdict = judge(EndpointPolicy.OPTIONAL, pem(OUR_CERTIFICATE), sidecar(US));
    assertThat(verdict.code()).contains(Code.CONFLICTING_METADATA);
    assertThat(verdict.findings().get(0).message()).contains("without an address");
  }

  @Test
  void ourOwnCertificateWithoutAnEndpointIsUnchanged() throws IOException {
    assertThat(
            judge(
                    EndpointPolicy.OPTIONAL,
                    pem(OUR_CERTIFICATE),
                    file("a.json", "{\"party_id\": \"" + US + "\"}"))
                .outcome())
        .isEqualTo(Outcome.UNCHANGED);
  }

  @Test
  void theOperatorsWordOverridesAKeyChange() throws IOException {
    Submission submission =
        Submission.of(
            "by-hand", List.of(pem(TestCertificate.of(KNOWN)), sidecar(KNOWN, "10.9.0.1")));
    Assessment assessment = intake.assess(submission);
    assertThat(intake.registerByHand(assessment, Backing.DROP).code()).contains(Code.KEY_CHANGE);
    assertThat(intake.registerByHand(assessment, Backing.UPSERT).outcome())
        .isEqualTo(Outcome.REPLACED);
  }

  @Test
  void whatAnEarlierRunRegisteredKeepsItsOutcome() throws IOException {
    submit(pem(KNOWN_CERTIFICATE), sidecar(KNOWN, "10.9.0.7"));
    intake.recall(List.of("submission-1", "submission-3", "submission-unknown"));
    count = 0;
    Verdict first = submit(pem(KNOWN_CERTIFICATE), sidecar(KNOWN, "10.9.0.1"));
    assertThat(first.outcome()).isEqualTo(Outcome.REGISTERED);
    assertThat(first.registrySeq()).hasValue(1);
    count = 2;
    Verdict third = submit(pem(KNOWN_CERTIFICATE), sidecar(KNOWN, "10.9.0.7"));
    assertThat(third.outcome()).isEqualTo(Outcome.REPLACED);
    assertThat(registry.find(new PartyId(KNOWN)).orElseThrow().endpoint().orElseThrow())
        .hasToString("10.9.0.7:14001");
  }

  @Test
  void aTextBesideAPairMustAgree() throws IOException {
    TestCertificate certificate = TestCertificate.of("node_a");
    String command = " certificate register -pk x -pi node_a --ip 10.9.0.9 --port 14001\n";
    SubmittedFile pem = pem(certificate);
    assertThat(submit(pem, sidecar("node_a"), file("a.txt", certificate.pem() + command)).outcome())
        .isEqualTo(Outcome.REGISTERED);
    assertThat(
            submit(pem, sidecar("node_a"), file("a.txt", command.replace("14001", "14002"))).code())
        .contains(Code.CONFLICTING_METADATA);
    String other = TestCertificate.of("node_a").pem();
    assertThat(submit(pem, sidecar("node_a"), file("a.txt", other + command)).code())
        .contains(Code.CONFLICTING_METADATA);
    String key = TestCertificate.pem("EC PRIVATE KEY", new byte[] {1});
    assertThat(submit(pem, sidecar("node_a"), file("a.txt", key)).code())
        .contains(Code.PRIVATE_KEY_PRESENT);
  }

  @Test
  void anInstructionsTextNeedsNoSidecar() throws IOException {
    String text =
        TestCertificate.of("node_a").pem() + " -pi node_a --ip 10.9.0.9 --port 14001 and so on";
    Verdict verdict = submit(file("a.txt", text));
    assertThat(verdict.outcome()).isEqualTo(Outcome.REGISTERED);
    assertThat(verdict.party()).contains(new PartyId("node_a"));
    assertThat(submit(file("b.txt", text.replace("--port 14001", ""))).code())
        .contains(Code.MISSING_FIELD);
  }

  @Test
  void aVerdictNamesItsInputsByTheirDigests() throws IOException {
    SubmittedFile pem = pem(TestCertificate.of("node_a"));
    Verdict verdict = submit(pem, sidecar("node_a"));
    assertThat(verdict.toJson().path("inputs").path("a.pem").asText())
        .isEqualTo(
            org.certdrop.x509.Fingerprint.of(((FileContent.Bytes) pem.content()).bytes()).hex());
    assertThat(verdict.toJson().fieldNames())
        .toIterable()
        .containsExactly(
            "format",
            "submission",
            "files",
            "outcome",
            "code",
            "party_id",
            "sha256",
            "findings",
            "ignored_fields",
            "decided_at",
            "registry_seq",
            "inputs");
  }

  private Verdict judge(EndpointPolicy policy, SubmittedFile... files) throws IOException {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    Intake other =
        new Intake(
            new CertificateRules(TrustedIssuers.none(), Duration.ofDays(30)),
            () -> policy,
            registry,
            () -> Membership.OPEN,
            () ->
                new Ourselves(
                    new PartyId(US),
                    OUR_CERTIFICATE.certificate().fingerprint(),
                    OUR_CERTIFICATE.certificate().publicKeyFingerprint(),
                    Optional.empty(),
                    Set.of(FORMER)),
            clock);
    Submission submission = Submission.of("submission-" + ++count, List.of(files));
    return other.register(other.assess(submission));
  }

  private static List<String> messages(Verdict verdict, Code code) {
    return verdict.findings().stream()
        .filter(finding -> finding.code() == code)
        .map(Finding::message)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "{}, REQUIRED, party_id ip port",
    "{}, OPTIONAL, party_id",
    "{'party_id': 'node_a'}, REQUIRED, ip port",
    "{'party_id': 'node_a'}, OPTIONAL, ''",
    "{'party_id': 'node_a'; 'ip': '10.0.0.1'}, REQUIRED, port",
    "{'party_id': 'node_a'; 'ip': '10.0.0.1'}, OPTIONAL, port",
    "{'party_id': 'node_a'; 'port': 1}, REQUIRED, ip",
    "{'party_id': 'node_a'; 'port': 1}, OPTIONAL, ip"
  })
  void eachMissingFieldIsNamed(String json, EndpointPolicy policy, String missing)
      throws IOException {
    String sidecar = json.replace('\'', '"').replace(';', ',');
    Verdict verdict = judge(policy, pem(certificate().build()), file("a.json", sidecar));
    List<String> named = missing.isEmpty() ? List.of() : List.of(missing.split(" "));
    assertThat(messages(verdict, Code.MISSING_FIELD)).hasSameSizeAs(named);
    for (int i = 0; i < named.size(); i++) {
      assertThat(messages(verdict, Code.MISSING_FIELD).get(i)).contains(named.get(i));
    }
    assertThat(verdict.outcome()).isEqualTo(named.isEmpty() ? Outcome.REGISTERED : Outcome.REFUSED);
  }

  @ParameterizedTest
  @CsvSource({
    "node_b, 10.0.0.1, 14001, party_id",
    "node_a, 10.0.0.2, 14001, ip",
    "node_a, 10.0.0.1, 14002, port"
  })
  void eachFieldInWhichTextAndSidecarDifferIsNamed(String party, String ip, int port, String field)
      throws IOException {
    TestCertificate certificate = certificate().build();
    String command = " certificate register -pk c.pem -pi node_a --ip 10.0.0.1 --port 14001\n";
    String json = "{\"party_id\": \"%s\", \"ip\": \"%s\", \"port\": %d}";
    Verdict verdict =
        submit(
            file("a.txt", certificate.pem() + "node" + command),
            file("a.json", json.formatted(party, ip, port)));
    assertThat(verdict.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(messages(verdict, Code.CONFLICTING_METADATA))
        .singleElement()
        .asString()
        .startsWith("The sidecar says that " + field + " is ");
  }

  @Test
  void aVerdictAsJsonHoldsEverything() throws IOException {
    JsonNode registered =
        submit(
                pem(certificate().build()),
                file(
                    "a.json",
                    "{\"party_id\":\"node_a\",\"ip\":\"127.0.0.1\",\"port\":9,\"more\":1}"))
            .toJson();
    assertThat(registered.toString())
        .matches(
            "\\{\"format\":\"certdrop-verdict/1\",\"submission\":\"submission-3\","
                + "\"files\":\\[\"a.pem\",\"a.json\"],\"outcome\":\"registered\",\"code\":null,"
                + "\"party_id\":\"node_a\",\"sha256\":\"([0-9A-F]{2}:){31}[0-9A-F]{2}\","
                + "\"findings\":\\[\\{\"code\":\"loopback-endpoint\",\"severity\":\"warn\","
                + "\"message\":\"[^\"]+\",\"hint\":\"[^\"]+\"}],\"ignored_fields\":\\[\"more\"],"
                + "\"decided_at\":\"2026-11-23T00:00:00.000Z\",\"registry_seq\":4,"
                + "\"inputs\":\\{\"a.json\":\"[0-9a-f]{64}\",\"a.pem\":\"[0-9a-f]{64}\"}}");
    JsonNode refused = submit(file("b.json", "{}")).toJson();
    assertThat(refused.path("code").asText()).isEqualTo("missing-certificate");
    assertThat(refused.path("party_id").isNull()).isTrue();
    assertThat(refused.path("sha256").isNull()).isTrue();
    assertThat(refused.path("registry_seq").isNull()).isTrue();
  }

  @Test
  void moreFilesThanASubmissionHasAreListedAllTheSame() {
    Submission submission =
        Submission.of("s", List.of(file("b.pem", ""), file("a.pem", ""), file("a.json", "")));
    assertThat(submission.names()).containsExactly("a.pem", "a.json", "b.pem");
  }
}
