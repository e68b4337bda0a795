package org.certdrop.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.certdrop.submission.SignedFiles.file;
import static org.certdrop.submission.SignedFiles.pem;
import static org.certdrop.submission.SignedFiles.registration;
import static org.certdrop.submission.SignedFiles.rotation;
import static org.certdrop.submission.SignedFiles.sidecar;
import static org.certdrop.submission.SignedFiles.signature;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certdrop.files.FileContent;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.Backing;
import org.certdrop.registration.ConfirmationRequest;
import org.certdrop.registration.EndpointTrust;
import org.certdrop.registration.Entry;
import org.certdrop.registration.FirstContact;
import org.certdrop.registration.RotationPolicy;
import org.certdrop.registration.Verified;
import org.certdrop.registry.Registry;
import org.certdrop.rules.CertificateRules;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.submission.Submission;
import org.certdrop.submission.SubmittedFile;
import org.certdrop.trust.Membership;
import org.certdrop.x509.Fingerprint;
import org.certdrop.x509.TestCertificate;
import org.certdrop.x509.TrustedIssuers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bundles, rotations and receipts that were dropped: SPEC sections 9 and 11. */
class SignedDropTest {
  private static final Instant NOW = TestCertificate.NOW;
  private static final PartyId US = new PartyId("researcher_us");
  private static final TestCertificate OURS = TestCertificate.of("researcher_us");
  private static final Fingerprint FORMER = Fingerprint.of(new byte[] {9});
  private static final TestCertificate A = TestCertificate.of("node_a");
  private static final TestCertificate NEXT =
      TestCertificate.builder("node_a").serial(BigInteger.TWO).build();
  private static final TestCertificate THIRD =
      TestCertificate.builder("node_a").serial(BigInteger.TEN).build();

  private static final Verified BY_NUMBER =
      new Verified(Verified.Method.NUMBER, Optional.of("ana"), Optional.of(NOW));

  @TempDir Path var;
  private Registry registry;
  private Intake intake;
  private int count;

  @BeforeEach
  void open() throws IOException {
    registry =
        Registry.open(var, US, () -> AdmissionPolicy.AUTOMATIC, Clock.fixed(NOW, ZoneOffset.UTC));
    intake = intakeAt(NOW, EndpointPolicy.REQUIRED);
  }

  private void rotationsWait() throws IOException {
    registry.close();
    registry =
        Registry.open(
            var,
            US,
            () -> new AdmissionPolicy(FirstContact.REGISTER, RotationPolicy.CONFIRM),
            Clock.fixed(NOW, ZoneOffset.UTC));
    intake = intakeAt(NOW, EndpointPolicy.REQUIRED);
  }

  private Intake intakeAt(Instant now, EndpointPolicy policy) {
    Ourselves us =
        new Ourselves(
            US,
            OURS.certificate().fingerprint(),
            OURS.certificate().publicKeyFingerprint(),
            Optional.empty(),
            Set.of(FORMER));
    return new Intake(
        new CertificateRules(TrustedIssuers.none(), Duration.ofDays(30)),
        () -> policy,
        registry,
        () -> Membership.OPEN,
        () -> us,
        Clock.fixed(now, ZoneOffset.UTC));
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private Verdict submit(SubmittedFile... files) throws IOException {
    Submission submission = Submission.of("submission-" + ++count, List.of(files));
    return intake.register(intake.assess(submission));
  }

  private static List<Code> codes(Verdict verdict) {
    return verdict.findings().stream()
        .filter(finding -> finding.refuses())
        .map(finding -> finding.code())
        .toList();
  }

  private Entry active() {
    return registry.find(new PartyId("node_a")).orElseThrow();
  }

  private Verdict bundle(SubmittedFile sidecar, TestCertificate certificate) throws IOException {
    return submit(pem(certificate), sidecar, signature("a.json.p7s", sidecar, certificate));
  }

  private Verdict rotate(SubmittedFile sidecar, TestCertificate to, TestCertificate by)
      throws IOException {
    return submit(
        pem(to),
        sidecar,
        signature("a.json.p7s", sidecar, to),
        signature("a.json.old.p7s", sidecar, by));
  }

  @Test
  void aGoodSignatureAuthenticatesTheEndpoint() throws IOException {
    Verdict verdict = bundle(registration(14001, 5), A);

    assertThat(verdict.outcome()).isEqualTo(Outcome.REGISTERED);
    assertThat(verdict.ignoredFields()).isEmpty();
    assertThat(verdict.inputs()).containsOnlyKeys("a.pem", "a.json", "a.json.p7s");
    assertThat(active().endpointTrust()).isEqualTo(EndpointTrust.AUTHENTICATED);
  }

  @Test
  void aSidecarThatSaysThatItIsSignedAndIsNotIsAMereClaim() throws IOException {
    assertThat(submit(pem(A), registration(14001, 5)).outcome()).isEqualTo(Outcome.REGISTERED);
    assertThat(active().endpointTrust()).isEqualTo(EndpointTrust.CLAIMED);
    assertThat(active().sidecar()).isEmpty();
  }

  @Test
  void aChangedSidecarIsRefused() throws IOException {
    SubmittedFile signed = registration(14001, 5);

    Verdict verdict = submit(pem(A), registration(14002, 5), signature("a.json.p7s", signed, A));

    assertThat(codes(verdict)).containsExactly(Code.BAD_BUNDLE_SIGNATURE);
    assertThat(registry.view().active()).isEmpty();
  }

  @Test
  void anotherKeysSignatureIsRefused() throws IOException {
    SubmittedFile sidecar = registration(14001, 5);

    assertThat(codes(submit(pem(A), sidecar, signature("a.json.p7s", sidecar, NEXT))))
        .containsExactly(Code.BAD_BUNDLE_SIGNATURE);
  }

  @Test
  void somethingElseInThePlaceOfTheSignatureIsRefused() throws IOException {
    assertThat(codes(submit(pem(A), registration(14001, 5), file("a.json.p7s", "hello"))))
        .containsExactly(Code.BAD_BUNDLE_SIGNATURE);
  }

  @Test
  void aTooLargeSignatureIsNotRead() throws IOException {
    SubmittedFile large = new SubmittedFile("a.json.p7s", new FileContent.TooLarge(70_000));

    assertThat(codes(submit(pem(A), registration(14001, 5), large)))
        .containsExactly(Code.TOO_LARGE);
  }

  @Test
  void aKeyInThePlaceOfTheSignatureIsNamed() throws IOException {
    SubmittedFile key =
        file("a.json.p7s", TestCertificate.pem("PRIVATE KEY", new byte[] {1, 2, 3}));

    assertThat(codes(submit(pem(A), registration(14001, 5), key)))
        .containsExactly(Code.PRIVATE_KEY_PRESENT, Code.BAD_BUNDLE_SIGNATURE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ", \"type\": \"registration\"",
        ", \"type\": \"rotation\", \"seq\": 5",
        ", \"type\": \"rotation\", \"seq\": 5, \"supersedes\": null"
      })
  void aSignedSidecarMustSayWhatItIs(String fields) throws IOException {
    assertThat(bundle(sidecar(14001, fields), A).findings())
        .extracting(finding -> finding.code())
        .contains(Code.MISSING_FIELD);
    assertThat(registry.view().active()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ", \"type\": \"receipt\", \"seq\": 5",
        ", \"type\": 7, \"seq\": 5",
        ", \"type\": {\"a\": 1}, \"seq\": 5",
        ", \"type\": \"registration\", \"seq\": -1",
        ", \"type\": \"registration\", \"seq\": \"5\"",
        ", \"type\": \"registration\", \"seq\": 5.0",
        ", \"type\": \"registration\", \"seq\": 9999999999999999999",
        ", \"type\": \"rotation\", \"seq\": 5, \"supersedes\": {\"sha256\": \"aa\"}",
        ", \"type\": \"rotation\", \"seq\": 5, \"supersedes\": {}",
        ", \"type\": \"rotation\", \"seq\": 5, \"supersedes\": \"aa\"",
        ", \"type\": \"rotation\", \"seq\": 5, \"supersedes\": [{\"sha256\": 7}]"
      })
  void aFieldOfTheWrongFormIsInvalid(String fields) throws IOException {
    assertThat(codes(bundle(sidecar(14001, fields), A))).contains(Code.INVALID_FIELD);
  }

  @Test
  void anEndpointThatOnlyTheUnsignedTextGivesDoesNotCount() throws IOException {
    SubmittedFile silent =
        file("a.json", "{\"party_id\": \"node_a\", \"type\": \"registration\", \"seq\": 5}");
    SubmittedFile text =
        file("a.txt", "register -pk FILE -pi node_a --ip 10.9.0.9 --port 14001\n" + A.pem());

    assertThat(codes(submit(pem(A), silent, text, signature("a.json.p7s", silent, A))))
        .containsExactly(Code.MISSING_FIELD, Code.MISSING_FIELD);
  }

  @Test
  void aTextThatContradictsASignedSidecarIsRefused() throws IOException {
    SubmittedFile sidecar = registration(14001, 5);
    SubmittedFile text =
        file("a.txt", "register -pk FILE -pi node_a --ip 10.9.0.9 --port 14002\n" + A.pem());

    assertThat(codes(submit(pem(A), sidecar, text, signature("a.json.p7s", sidecar, A))))
        .containsExactly(Code.CONFLICTING_METADATA);
  }

  @Test
  void aLoneSignatureIsRefusedForWhatIsMissing() throws IOException {
    SubmittedFile sidecar = registration(14001, 5);

    assertThat(codes(submit(signature("a.json.p7s", sidecar, A))))
        .containsExactly(Code.MISSING_SIDECAR);
  }

  @Test
  void anUnsignedDropDoesNotMoveAnAuthenticatedEndpoint() throws IOException {
    bundle(registration(14001, 5), A);

    Verdict verdict = submit(pem(A), sidecar(14009, ""));

    assertThat(codes(verdict)).containsExactly(Code.BAD_BUNDLE_SIGNATURE);
    assertThat(verdict.findings().get(0).message()).contains("10.9.0.9:14001");
  }

  @Test
  void anOldBundleIsReplayed() throws IOException {
    bundle(registration(14001, 6), A);

    Verdict verdict = bundle(registration(14002, 5), A);

    assertThat(codes(verdict)).containsExactly(Code.REPLAYED);
    assertThat(verdict.findings().get(0).message())
        .contains("older than what is known here", "as number 5", "number 6 since");
    assertThat(verdict.findings().get(0).hint()).startsWith("Nothing needs to be done:");
  }

  @Test
  void theLastStepOfAChainThatComesAgainAfterANewAddressNeedsNothing() throws IOException {
    bundle(registration(14001, 5), A);
    rotate(rotation(6, A), NEXT, A);
    bundle(registration(14002, 7), NEXT);

    Verdict verdict = rotate(rotation(6, A), NEXT, A);

    assertThat(codes(verdict)).containsExactly(Code.REPLAYED);
    assertThat(verdict.findings().get(0).hint()).startsWith("Nothing needs to be done:");
    assertThat(active().endpoint().orElseThrow().port()).isEqualTo(14002);
  }

  @Test
  void anotherStatementOfTheSameNumberIsNoMereOldFile() throws IOException {
    bundle(registration(14001, 5), A);

    Verdict verdict = bundle(registration(14002, 5), A);

    assertThat(codes(verdict)).containsExactly(Code.REPLAYED);
    assertThat(verdict.findings().get(0).message()).contains("under the same number, 5,");
    assertThat(verdict.findings().get(0).hint()).doesNotContain("Nothing needs to be done");
  }

  @Test
  void theOldKeyVouchesForTheNewOne() throws IOException {
    bundle(registration(14001, 5), A);

    Verdict verdict = rotate(rotation(6, A), NEXT, A);

    assertThat(verdict.outcome()).isEqualTo(Outcome.REPLACED);
    assertThat(active().sha256()).isEqualTo(NEXT.certificate().fingerprint());
  }

  @Test
  void oneRotationFollowsTheOther() throws IOException {
    bundle(registration(14001, 5), A);
    rotate(rotation(6, A), NEXT, A);

    assertThat(rotate(rotation(7, NEXT), THIRD, NEXT).outcome()).isEqualTo(Outcome.REPLACED);
  }

  @Test
  void theFilesOfAnEarlierStepAreReplayed() throws IOException {
    bundle(registration(14001, 5), A);
    rotate(rotation(6, A), NEXT, A);
    rotate(rotation(7, NEXT), THIRD, NEXT);

    Verdict verdict = rotate(rotation(6, A), NEXT, A);

    assertThat(codes(verdict)).containsExactly(Code.REPLAYED);
    assertThat(verdict.findings().get(0).message())
        .contains("has replaced this certificate", THIRD.certificate().fingerprint().toString());
    assertThat(codes(submit(pem(A), sidecar(14001, "")))).containsExactly(Code.REPLAYED);
  }

  @Test
  void aRotationOfAStrangerIsAFirstContact() throws IOException {
    assertThat(rotate(rotation(6, A), NEXT, A).outcome()).isEqualTo(Outcome.REGISTERED);
  }

  @Test
  void aRotationThatTheOldKeyDidNotSignIsAKeyChange() throws IOException {
    bundle(registration(14001, 5), A);

    assertThat(codes(rotate(rotation(6, A), NEXT, THIRD))).containsExactly(Code.KEY_CHANGE);
    assertThat(codes(bundle(rotation(6, A), NEXT))).containsExactly(Code.KEY_CHANGE);
  }

  @Test
  void aFormerRotationOfAPartyThatCameBackIsSaidToBeOne() throws IOException {
    bundle(registration(14001, 5), A);
    rotate(rotation(6, A), NEXT, A);
    registry.remove(new PartyId("node_a"));
    Submission typed = Submission.of("cli-1", List.of(pem(THIRD), sidecar(14001, "")));
    intake.registerByHand(intake.assess(typed), Backing.UPSERT);

    Verdict former = rotate(rotation(6, A), NEXT, A);
    Verdict older = bundle(registration(14001, 4), TestCertificate.of("node_a"));
    Verdict strange = bundle(registration(14001, 7), TestCertificate.of("node_a"));

    assertThat(former.code()).contains(Code.KEY_CHANGE);
    assertThat(refusal(former).message()).contains("the one that came counted here before that");
    assertThat(refusal(former).hint())
        .startsWith("Nothing needs to be done if these are old files");
    assertThat(refusal(older).message()).contains("older than what the party has signed since");
    assertThat(refusal(older).hint()).isEqualTo(refusal(former).hint());
    assertThat(refusal(strange).message()).contains("a new key never overwrites");
  }

  private static Finding refusal(Verdict verdict) {
    return verdict.findings().stream().filter(Finding::refuses).findFirst().orElseThrow();
  }

  @Test
  void aRotationThatTheNewKeyDidNotSignIsRefused() throws IOException {
    bundle(registration(14001, 5), A);
    SubmittedFile sidecar = rotation(6, A);

    assertThat(codes(submit(pem(NEXT), sidecar, signature("a.json.old.p7s", sidecar, A))))
        .containsExactly(Code.KEY_CHANGE);
    assertThat(
            codes(
                submit(
                    pem(NEXT),
                    sidecar,
                    signature("a.json.p7s", sidecar, A),
                    signature("a.json.old.p7s", sidecar, A))))
        .containsExactly(Code.BAD_BUNDLE_SIGNATURE, Code.KEY_CHANGE);
  }

  @Test
  void aRotationThatNamesAnotherPredecessorIsAKeyChange() throws IOException {
    bundle(registration(14001, 5), A);

    assertThat(codes(rotate(rotation(6, THIRD), NEXT, A))).containsExactly(Code.KEY_CHANGE);
  }

  @Test
  void aMereRegistrationIsNoRotationWhoeverSignedIt() throws IOException {
    bundle(registration(14001, 5), A);

    assertThat(codes(rotate(registration(14001, 6), NEXT, A))).containsExactly(Code.KEY_CHANGE);
  }

  @Test
  void anExpiredCertificateVouchesForNothing() throws IOException {
    TestCertificate old = TestCertificate.builder("node_a").notAfter(NOW.plusSeconds(60)).build();
    bundle(registration(14001, 5), old);
    intake = intakeAt(NOW.plusSeconds(61), EndpointPolicy.REQUIRED);

    assertThat(codes(rotate(rotation(6, old), NEXT, old))).containsExactly(Code.KEY_CHANGE);
  }

  private static SubmittedFile receipt(String to, Fingerprint about, Instant at) {
    return file(
        "a.receipt.json",
        "{\"type\": \"receipt\", \"from\": \"node_a\", \"to\": \""
            + to
            + "\", \"about\": {\"party_id\": \""
            + to
            + "\", \"sha256\": \""
            + about
            + "\"}, \"result\": \"registered\", \"registry_seq\": 1, \"at\": \""
            + at
            + "\"}");
  }

  private static SubmittedFile receipt() {
    return receipt(US.value(), OURS.certificate().fingerprint(), NOW);
  }

  private Verdict acknowledge(SubmittedFile receipt, TestCertificate by) throws IOException {
    return submit(receipt, signature("a.receipt.json.p7s", receipt, by));
  }

  @Test
  void ourOwnReceiptIsSentToWhereItBelongs() throws IOException {
    SubmittedFile ours =
        file(
            "a.receipt.json",
            new String(
                    ((FileContent.Bytes) receipt("node_a", FORMER, NOW).content()).bytes(), UTF_8)
                .replace("\"from\": \"node_a\"", "\"from\": \"" + US + "\""));
    Verdict verdict = acknowledge(ours, OURS);
    assertThat(verdict.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(verdict.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.message()).contains("our own", US.value());
              assertThat(finding.hint()).contains("inbox of node_a", "outbox/receipts");
            });
  }

  @Test
  void aReceiptIsNoted() throws IOException {
    submit(pem(A), sidecar(14001, ""));

    Verdict verdict = acknowledge(receipt(), A);

    assertThat(verdict.outcome()).isEqualTo(Outcome.RECEIPT);
    assertThat(verdict.party()).contains(new PartyId("node_a"));
    assertThat(verdict.certificate()).contains(A.certificate().fingerprint());
    assertThat(verdict.registrySeq()).hasValue(2);
    assertThat(active().holdsOurs().orElseThrow().sha256())
        .isEqualTo(OURS.certificate().fingerprint());
  }

  @Test
  void aReceiptAboutAFormerCertificateOfOursIsNoted() throws IOException {
    submit(pem(A), sidecar(14001, ""));

    Verdict verdict = acknowledge(receipt(US.value(), FORMER, NOW), A);

    assertThat(verdict.outcome()).isEqualTo(Outcome.RECEIPT);
    assertThat(verdict.code()).isEmpty();
    Finding finding = verdict.findings().get(0);
    assertThat(finding.code()).isEqualTo(Code.FORMER_CERTIFICATE);
    assertThat(finding.message()).contains("our former certificate, " + FORMER);
    assertThat(finding.hint()).contains("./certdrop pack node_a");
    assertThat(VerdictLine.of(verdict)).contains("our former certificate");
  }

  @Test
  void aReceiptAboutThePresentCertificateHasNothingToSay() throws IOException {
    submit(pem(A), sidecar(14001, ""));

    assertThat(acknowledge(receipt(), A).findings()).isEmpty();
  }

  @Test
  void theSameReceiptAgainIsNotedAgain() throws IOException {
    submit(pem(A), sidecar(14001, ""));
    acknowledge(receipt(), A);

    assertThat(acknowledge(receipt(), A).outcome()).isEqualTo(Outcome.RECEIPT);
  }

  @Test
  void anOlderReceiptIsReplayed() throws IOException {
    submit(pem(A), sidecar(14001, ""));
    acknowledge(receipt(), A);

    assertThat(codes(acknowledge(receipt(US.value(), FORMER, NOW.minusSeconds(1)), A)))
        .containsExactly(Code.REPLAYED);
  }

  @Test
  void aReceiptFromTheFutureIsInvalid() throws IOException {
    submit(pem(A), sidecar(14001, ""));
    Instant tomorrow = NOW.plus(Duration.ofDays(1));
    Fingerprint ours = OURS.certificate().fingerprint();

    Verdict verdict = acknowledge(receipt(US.value(), ours, tomorrow.plusMillis(1)), A);

    assertThat(codes(verdict)).containsExactly(Code.INVALID_FIELD);
    assertThat(verdict.findings().get(0).message()).startsWith("at is ");
    assertThat(active().holdsOurs()).isEmpty();
    assertThat(acknowledge(receipt(US.value(), ours, tomorrow), A).outcome())
        .isEqualTo(Outcome.RECEIPT);
  }

  @Test
  void aReceiptByAKeyThatWaitsSaysSoAndCountsOnceThatIsConfirmed() throws IOException {
    bundle(registration(14001, 5), A);
    rotationsWait();
    rotate(rotation(6, A), NEXT, A);

    Verdict verdict = acknowledge(receipt(), NEXT);

    assertThat(codes(verdict)).containsExactly(Code.BAD_BUNDLE_SIGNATURE);
    assertThat(verdict.findings().get(0).message())
        .contains(NEXT.certificate().fingerprint().toString(), "waits for a confirmation");
    assertThat(verdict.findings().get(0).hint())
        .contains("that takes the receipt from inbox/refused");

    registry.confirm(
        new ConfirmationRequest(
            new PartyId("node_a"),
            NEXT.certificate().fingerprint(),
            BY_NUMBER,
            false,
            Optional.empty()));
    assertThat(acknowledge(receipt(), NEXT).outcome()).isEqualTo(Outcome.RECEIPT);
  }

  @Test
  void aReceiptOfAStrangerThatWaitsSaysSo() throws IOException {
    registry.close();
    registry =
        Registry.open(
            var,
            US,
            () -> new AdmissionPolicy(FirstContact.CONFIRM, RotationPolicy.AUTO),
            Clock.fixed(NOW, ZoneOffset.UTC));
    intake = intakeAt(NOW, EndpointPolicy.REQUIRED);
    bundle(registration(14001, 5), A);

    assertThat(acknowledge(receipt(), A).findings().get(0).message())
        .contains("waits for a confirmation");
    assertThat(acknowledge(receipt(), NEXT).findings().get(0).message())
        .contains("not registered here");
  }

  @Test
  void aReceiptOfAStrangerIsRefused() throws IOException {
    assertThat(codes(acknowledge(receipt(), A))).containsExactly(Code.BAD_BUNDLE_SIGNATURE);
  }

  @Test
  void aReceiptThatTheSenderDidNotSignIsRefused() throws IOException {
    submit(pem(A), sidecar(14001, ""));

    assertThat(codes(acknowledge(receipt(), NEXT))).containsExactly(Code.BAD_BUNDLE_SIGNATURE);
    assertThat(active().holdsOurs()).isEmpty();
  }

  @Test
  void aChangedReceiptIsRefused() throws IOException {
    submit(pem(A), sidecar(14001, ""));
    SubmittedFile signed = receipt(US.value(), FORMER, NOW);

    assertThat(codes(submit(receipt(), signature("a.receipt.json.p7s", signed, A))))
        .containsExactly(Code.BAD_BUNDLE_SIGNATURE);
  }

  @Test
  void aReceiptForSomebodyElseIsRefused() throws IOException {
    submit(pem(A), sidecar(14001, ""));

    assertThat(codes(acknowledge(receipt("node_b", FORMER, NOW), A)))
        .containsExactly(Code.CONFLICTING_METADATA);
  }

  @Test
  void aReceiptAboutACertificateThatWasNeverOursIsRefused() throws IOException {
    submit(pem(A), sidecar(14001, ""));

    assertThat(codes(acknowledge(receipt(US.value(), A.certificate().fingerprint(), NOW), A)))
        .containsExactly(Code.CONFLICTING_METADATA);
  }

  @Test
  void aReceiptWithoutSignatureIsRefused() throws IOException {
    assertThat(codes(submit(receipt()))).containsExactly(Code.BAD_BUNDLE_SIGNATURE);
  }

  @Test
  void theSignatureOfNoReceiptIsRefused() throws IOException {
    assertThat(codes(submit(signature("a.receipt.json.p7s", receipt(), A))))
        .containsExactly(Code.MISSING_SIDECAR);
  }

  @Test
  void aSignedReceiptIsNoRegistration() throws IOException {
    SubmittedFile signed = file("a.json", text(receipt()));

    assertThat(codes(submit(pem(A), signed, signature("a.json.p7s", signed, A))))
        .contains(Code.INVALID_FIELD, Code.MISSING_FIELD);
    assertThat(registry.view().active()).isEmpty();
  }

  @Test
  void aSignedRegistrationIsNoReceipt() throws IOException {
    bundle(registration(14001, 5), A);
    SubmittedFile signed = file("a.receipt.json", text(registration(14001, 5)));

    assertThat(codes(submit(signed, signature("a.receipt.json.p7s", signed, A))))
        .contains(Code.INVALID_FIELD, Code.MISSING_FIELD);
    assertThat(active().holdsOurs()).isEmpty();
  }

  /** What a file says; a thief gives it the name of a file of another kind. */
  private static String text(SubmittedFile file) {
    return new String(((FileContent.Bytes) file.content()).bytes(), UTF_8);
  }

  @Test
  void aKeyInAReceiptIsNamed() throws IOException {
    SubmittedFile key = file("a.receipt.json", "{\"type\": \"-----BEGIN PRIVATE KEY-----\"}");

    assertThat(codes(acknowledge(key, A))).contains(Code.PRIVATE_KEY_PRESENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\": \"registration\"}",
        "{\"from\": \"nobody\"}",
        "{\"from\": 7, \"to\": \"node_b\"}",
        "{\"about\": {\"sha256\": \"aa\"}}",
        "{\"about\": \"node_a\", \"at\": \"yesterday\"}",
        "{\"at\": \"+999999999-01-01T00:00:00Z\"}",
      })
  void aReceiptThatDoesNotSayEnoughIsRefusedForEachField(String content) throws IOException {
    assertThat(codes(acknowledge(file("a.receipt.json", content), A)))
        .contains(Code.MISSING_FIELD)
        .containsOnly(Code.MISSING_FIELD, Code.INVALID_FIELD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", "{\"a\": 1, \"a\": 2}", "{} {}"})
  void whatIsNoJsonIsNoReceipt(String content) throws IOException {
    assertThat(codes(acknowledge(file("a.receipt.json", content), A)))
        .containsExactly(Code.MALFORMED_SIDECAR);
  }

  @Test
  void aCutReceiptIsTruncated() throws IOException {
    assertThat(codes(acknowledge(file("a.receipt.json", "{\"type\": \"rec"), A)))
        .containsExactly(Code.TRUNCATED);
  }
}
