package org.certdrop.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.certdrop.cms.DetachedSignature;
import org.certdrop.disk.Disk;
import org.certdrop.home.ActsFile;
import org.certdrop.home.Home;
import org.certdrop.party.Endpoint;
import org.certdrop.party.Mark;
import org.certdrop.party.Number;
import org.certdrop.party.PartyId;
import org.certdrop.registration.EndpointTrust;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.registration.Verified;
import org.certdrop.registry.RegistryReader;
import org.certdrop.registry.RegistryStore;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.verdict.Outcome;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator's word for a certificate does, and when it does nothing. */
class NotaryTest {
  private static final Instant NOW = TestCertificate.NOW;
  private static final LoginName ANA = new LoginName("ana");
  private static final PartyId A = new PartyId("node_a");
  private static final TestCertificate OWN = TestCertificate.of("researcher_us");

  @TempDir Path directory;
  private final TestCertificate first = TestCertificate.of("node_a");
  private final TestCertificate second = TestCertificate.of("node_a");
  private Home home;

  @BeforeEach
  void makeHome() throws IOException {
    home = new Home(directory);
    Files.createDirectories(home.inbox());
    Files.createDirectories(home.identity());
    Files.writeString(home.identity().resolve("component.pem"), OWN.pem());
    Files.writeString(
        home.identity().resolve("component.key"), PrivateKeys.pem(OWN.keyPair().getPrivate()));
    configure();
  }

  private void configure(String... more) throws IOException {
    List<String> lines = new ArrayList<>(List.of("certdrop.component=RESEARCHER"));
    lines.addAll(List.of(more));
    Files.write(home.properties(), lines);
  }

  private void firstContactWaits() throws IOException {
    configure("certdrop.policy.first=confirm");
  }

  /** Registers by hand, which is no matter of this test. */
  private Outcome register(TestCertificate certificate, String party, boolean upsert)
      throws Exception {
    return register(certificate, party, "10.9.0.1", upsert);
  }

  private Outcome register(TestCertificate certificate, String party, String ip, boolean upsert)
      throws Exception {
    Path file = Files.write(directory.resolve("typed.pem"), certificate.file());
    try (Operator operator = Operator.of(home, Clock.fixed(NOW, ZoneOffset.UTC))) {
      return operator
          .register(
              new RegisterRequest(
                  file, Optional.of(party), Optional.of(ip), Optional.of(14001L), upsert))
          .outcome();
    }
  }

  private Endorsement confirm(PartyId party, Mark mark, boolean replace, Instant now)
      throws Exception {
    try (Operator operator = Operator.of(home, Clock.fixed(now, ZoneOffset.UTC))) {
      return operator.confirm(party, mark, ANA, replace, Optional.empty());
    }
  }

  private Endorsement confirm(Mark mark) throws Exception {
    return confirm(A, mark, false, NOW);
  }

  private Endorsement replace(Mark mark) throws Exception {
    return confirm(A, mark, true, NOW);
  }

  private static Mark number(PartyId party, TestCertificate certificate) {
    return new Mark.OfNumber(Number.of(party, certificate.certificate().fingerprint()));
  }

  private static Mark fingerprint(TestCertificate certificate) {
    return new Mark.OfFingerprint(certificate.certificate().fingerprint());
  }

  private RegistryView view() throws IOException {
    return RegistryReader.read(RegistryStore.of(home.var()));
  }

  private Entry active() throws IOException {
    return view().find(A).orElseThrow();
  }

  private static Endorsement.Given given(Endorsement endorsement) {
    assertThat(endorsement).isInstanceOf(Endorsement.Given.class);
    return (Endorsement.Given) endorsement;
  }

  private static String problem(Endorsement endorsement) {
    assertThat(endorsement).isInstanceOf(Endorsement.Mismatch.class);
    return ((Endorsement.Mismatch) endorsement).problem();
  }

  private static List<Code> refusals(Endorsement endorsement) {
    assertThat(endorsement).isInstanceOf(Endorsement.Refused.class);
    return ((Endorsement.Refused) endorsement)
        .findings().stream().filter(Finding::refuses).map(Finding::code).toList();
  }

  private void refused(String stem, TestCertificate certificate, String party, int port)
      throws IOException {
    Path folder = Files.createDirectories(home.refused().resolve(stem));
    Files.write(folder.resolve("new.pem"), certificate.file());
    Files.writeString(
        folder.resolve("new.json"),
        String.format(
            Locale.ROOT,
            "{\"party_id\": \"%s\", \"ip\": \"10.9.0.1\", \"port\": %d}",
            party,
            port));
    Files.writeString(folder.resolve("verdict.json"), "{}");
  }

  /** The first certificate is registered, the second one was refused. */
  private void keyHasChanged() throws Exception {
    register(first, "node_a", false);
    refused("20261123T000001.000Z-new", second, "node_a", 14002);
  }

  @Test
  void aRegisteredCertificateIsVerifiedByWhoTypesItsNumber() throws Exception {
    register(first, "node_a", false);

    Endorsement.Given given = given(confirm(number(A, first)));

    assertThat(given.effect()).isEqualTo(Endorsement.Effect.NONE);
    assertThat(active().verified())
        .isEqualTo(new Verified(Verified.Method.NUMBER, Optional.of("ana"), Optional.of(NOW)));
    assertThat(given.seq()).isEqualTo(view().seq());
  }

  @Test
  void aFingerprintCountsAsMuch() throws Exception {
    register(first, "node_a", false);

    assertThat(given(confirm(fingerprint(first))).entry().verified().method())
        .isEqualTo(Verified.Method.FINGERPRINT);
  }

  @Test
  void theNumberIsThatOfTheIdAsItIsRegistered() throws Exception {
    register(first, "node_a", false);
    PartyId otherwise = new PartyId("NODE_A");

    assertThat(given(confirm(otherwise, number(A, first), false, NOW)).entry().party())
        .isEqualTo(A);
    assertThat(problem(confirm(otherwise, number(otherwise, first), false, NOW)))
        .contains("does not match");
  }

  @Test
  void aWrongValueChangesNothingAndIsNotAnsweredWithTheRightOne() throws Exception {
    register(first, "node_a", false);
    long seq = view().seq();

    for (Mark wrong : List.of(number(A, second), fingerprint(second))) {
      Endorsement.Mismatch mismatch = (Endorsement.Mismatch) confirm(wrong);
      assertThat(mismatch.problem()).contains(wrong.toString());
      assertThat(mismatch.problem() + mismatch.hint())
          .doesNotContain(number(A, first).toString(), fingerprint(first).toString())
          .contains("--replace");
    }
    assertThat(view().seq()).isEqualTo(seq);
  }

  @Test
  void theNumberOfAnotherPartyIsCalledSoWhereverThatPartyIs() throws Exception {
    register(first, "node_a", false);
    PartyId other = new PartyId("node_b");
    TestCertificate others = TestCertificate.of("node_b");
    register(others, "node_b", false);

    assertThat(problem(confirm(number(other, others)))).endsWith("that of node_b, not of node_a.");

    try (Operator operator = Operator.of(home, Clock.fixed(NOW, ZoneOffset.UTC))) {
      operator.delete(other, ANA);
    }
    assertThat(problem(confirm(fingerprint(others)))).endsWith("that of node_b, not of node_a.");
  }

  @Test
  void whatWaitsIsRegistered() throws Exception {
    firstContactWaits();
    assertThat(register(first, "node_a", false)).isEqualTo(Outcome.PENDING);
    assertThat(register(second, "node_a", false)).isEqualTo(Outcome.PENDING);

    Endorsement.Given given = given(confirm(number(A, second)));

    assertThat(given.effect()).isEqualTo(Endorsement.Effect.ACTIVATED);
    assertThat(active().sha256()).isEqualTo(second.certificate().fingerprint());
    assertThat(view().pending(A))
        .extracting(Entry::sha256)
        .containsExactly(first.certificate().fingerprint());
  }

  @Test
  void whatExpiredWhileItWaitedStaysOut() throws Exception {
    firstContactWaits();
    register(first, "node_a", false);
    long seq = view().seq();

    assertThat(refusals(confirm(A, number(A, first), false, NOW.plus(Duration.ofDays(366)))))
        .containsExactly(Code.EXPIRED);
    assertThat(view().seq()).isEqualTo(seq);
  }

  @Test
  void whatIsWorthKnowingOfAnActivatedCertificateIsSaid() throws Exception {
    firstContactWaits();
    register(first, "node_a", false);

    assertThat(
            given(confirm(A, number(A, first), false, NOW.plus(Duration.ofDays(360)))).warnings())
        .extracting(Finding::code)
        .containsExactly(Code.EXPIRING_SOON);
  }

  @Test
  void aKeyThatBecameAnotherPartysWhileItWaitedStaysOut() throws Exception {
    firstContactWaits();
    TestCertificate anonymous = TestCertificate.builder("x").key(first.keyPair()).build();
    register(anonymous, "node_b", false);
    register(first, "node_a", false);
    given(confirm(number(A, first)));

    PartyId other = new PartyId("node_b");
    assertThat(refusals(confirm(other, number(other, anonymous), false, NOW)))
        .containsExactly(Code.CERTIFICATE_IN_USE);
    assertThat(view().find(other)).isEmpty();
  }

  @Test
  void anIdThatBecameKnownInAnotherSpellingWhileItWaitedStaysOut() throws Exception {
    firstContactWaits();
    PartyId otherwise = new PartyId("NODE_A");
    TestCertificate anonymous = TestCertificate.of("x");
    register(first, "node_a", false);
    register(anonymous, "NODE_A", false);
    given(confirm(number(A, first)));

    assertThat(refusals(confirm(A, number(otherwise, anonymous), false, NOW)))
        .containsExactly(Code.PARTY_ID_CONFLICT);
  }

  @Test
  void aRefusedKeyChangeIsNotMeantUnlessOneSaysSo() throws Exception {
    keyHasChanged();

    Endorsement.Mismatch mismatch = (Endorsement.Mismatch) confirm(number(A, second));

    assertThat(mismatch.problem())
        .contains(
            "came here for node_a and was refused",
            "20261123T000001.000Z-new",
            "key-change: node_a is known here with another key");
    assertThat(mismatch.hint()).contains("--replace").doesNotContain("do not use it");
    assertThat(mismatch.problem() + mismatch.hint())
        .doesNotContain(fingerprint(first).toString(), number(A, first).toString());
    assertThat(active().sha256()).isEqualTo(first.certificate().fingerprint());
  }

  @Test
  void aRefusedKeyChangeReplacesTheCertificateWhenOneSaysSo() throws Exception {
    keyHasChanged();

    Endorsement.Given given = given(replace(number(A, second)));

    assertThat(given.effect()).isEqualTo(Endorsement.Effect.REPLACED);
    assertThat(active().sha256()).isEqualTo(second.certificate().fingerprint());
    assertThat(active().verified().method()).isEqualTo(Verified.Method.NUMBER);
    assertThat(active().submission()).isEqualTo("20261123T000001.000Z-new");
    assertThat(view().find(A)).contains(given.entry());
  }

  @Test
  void aReplacementByFingerprintIsVerifiedByFingerprint() throws Exception {
    keyHasChanged();

    assertThat(given(replace(fingerprint(second))).entry().verified().method())
        .isEqualTo(Verified.Method.FINGERPRINT);
  }

  @Test
  void nothingMovesInTheInbox() throws Exception {
    keyHasChanged();
    List<Path> before = inbox();

    given(replace(number(A, second)));

    assertThat(inbox()).isEqualTo(before);
  }

  private List<Path> inbox() throws IOException {
    try (Stream<Path> all = Files.walk(home.inbox())) {
      return all.sorted().toList();
    }
  }

  @Test
  void aReplacementThatAKillLeftUnverifiedIsConfirmedWhenItIsTypedAgain() throws Exception {
    keyHasChanged();
    register(second, "node_a", true);

    assertThat(given(replace(number(A, second))).effect()).isEqualTo(Endorsement.Effect.NONE);
    assertThat(active().verified().method()).isEqualTo(Verified.Method.NUMBER);
  }

  @Test
  void theNewestRefusedSubmissionOfTheCertificateWins() throws Exception {
    keyHasChanged();
    refused("20261123T000003.000Z-new", second, "node_a", 14003);
    refused("20261123T000002.000Z-new", second, "node_a", 14009);
    refused("20261123T000004.000Z-new", TestCertificate.of("node_a"), "node_a", 14009);

    given(replace(number(A, second)));

    assertThat(active().endpoint())
        .hasValueSatisfying(at -> assertThat(at.port()).isEqualTo(14003));
  }

  @Test
  void aKeyChangeWithAnotherFaultStaysOut() throws Exception {
    keyHasChanged();
    spoil(home.refused().resolve("20261123T000001.000Z-new"));

    assertThat(refusals(replace(number(A, second)))).containsExactly(Code.INVALID_FIELD);
    assertThat(active().sha256()).isEqualTo(first.certificate().fingerprint());
  }

  @Test
  void aKeyChangeWithAnotherFaultIsNotInTheWayOfOneWithoutIt() throws Exception {
    keyHasChanged();
    refused("20261123T000002.000Z-new", second, "node_a", 14009);
    spoil(home.refused().resolve("20261123T000002.000Z-new"));

    given(replace(number(A, second)));

    assertThat(active().endpoint())
        .hasValueSatisfying(at -> assertThat(at.port()).isEqualTo(14002));
  }

  private static void spoil(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("new.json"),
        "{\"party_id\": \"node_a\", \"ip\": \"localhost\", \"port\": 14002}");
  }

  @Test
  void ofSeveralKeyChangesTheLatestThatTheNewKeySignedWins() throws Exception {
    keyHasChanged();
    signed("20261123T000002.000Z-new", 7, 14007);
    signed("20261123T000003.000Z-new", 6, 14006);
    refused("20261123T000004.000Z-new", second, "node_a", 14666);

    given(replace(number(A, second)));

    assertThat(active().endpoint())
        .hasValueSatisfying(at -> assertThat(at.port()).isEqualTo(14007));
    assertThat(active().endpointTrust()).isEqualTo(EndpointTrust.AUTHENTICATED);
  }

  /** The second certificate was refused, with a signature by its key. */
  private void signed(String stem, long seq, int port) throws IOException {
    refused(stem, second, "node_a", port);
    byte[] sidecar =
        String.format(
                Locale.ROOT,
                "{\"type\": \"registration\", \"seq\": %d, \"party_id\": \"node_a\","
                    + " \"sha256\": \"%s\", \"ip\": \"10.9.0.1\", \"port\": %d}",
                seq,
                second.certificate().fingerprint(),
                port)
            .getBytes(StandardCharsets.US_ASCII);
    Path folder = home.refused().resolve(stem);
    Files.write(folder.resolve("new.json"), sidecar);
    Files.writeString(
        folder.resolve("new.json.p7s"),
        DetachedSignature.make(
            sidecar, second.certificate(), second.keyPair().getPrivate(), TestCertificate.NOW));
  }

  @Test
  void aKeyChangeThatExpiredSinceStaysOut() throws Exception {
    keyHasChanged();

    assertThat(refusals(confirm(A, fingerprint(second), true, NOW.plus(Duration.ofDays(366)))))
        .containsExactly(Code.EXPIRED);
  }

  @Test
  void aKeyChangeToTheKeyOfAPartyThatSomebodyComparedStaysOut() throws Exception {
    register(first, "node_a", false);
    TestCertificate anonymous = TestCertificate.of("x");
    PartyId other = new PartyId("node_b");
    register(anonymous, "node_b", false);
    given(confirm(other, number(other, anonymous), false, NOW));
    refused("20261123T000001.000Z-new", anonymous, "node_a", 14002);

    assertThat(refusals(replace(number(A, anonymous)))).containsExactly(Code.CERTIFICATE_IN_USE);
    assertThat(active().sha256()).isEqualTo(first.certificate().fingerprint());
    assertThat(view().find(other)).isPresent();
  }

  @Test
  void aSquatterOnAKeyGivesWayToTheTrueNumber() throws Exception {
    TestCertificate anonymous = TestCertificate.of("x");
    register(anonymous, "node_squatter", false);
    refused("20261123T000001.000Z-new", anonymous, "node_a", 14002);

    Endorsement.Given given = given(replace(number(A, anonymous)));

    assertThat(given.effect()).isEqualTo(Endorsement.Effect.ACTIVATED);
    assertThat(active().verified().method()).isEqualTo(Verified.Method.NUMBER);
    assertThat(view().active()).hasSize(1);
    assertThat(given.warnings())
        .anySatisfy(
            finding -> {
              assertThat(finding.code()).isEqualTo(Code.CERTIFICATE_IN_USE);
              assertThat(finding.refuses()).isFalse();
              assertThat(finding.message()).contains("node_squatter", "was removed");
            });
  }

  @Test
  void aSquatterOnAKeyGivesWayToAnUpsert() throws Exception {
    TestCertificate anonymous = TestCertificate.of("x");
    register(anonymous, "node_squatter", false);

    assertThat(register(anonymous, "node_a", false)).isEqualTo(Outcome.REFUSED);
    assertThat(register(anonymous, "node_a", true)).isEqualTo(Outcome.REGISTERED);
    assertThat(view().active()).map(Entry::party).containsExactly(A);
  }

  @Test
  void anotherSpellingGivesWayToTheTrueNumberEvenIfSomebodyComparedIt() throws Exception {
    PartyId otherwise = new PartyId("NODE_A");
    TestCertificate anonymous = TestCertificate.of("x");
    register(anonymous, "NODE_A", false);
    given(confirm(otherwise, number(otherwise, anonymous), false, NOW));
    refused("20261123T000001.000Z-new", first, "node_a", 14002);

    assertThat(register(first, "node_a", true)).isEqualTo(Outcome.REFUSED);
    Endorsement.Given given = given(replace(number(A, first)));

    assertThat(active().party()).isEqualTo(A);
    assertThat(given.warnings())
        .anySatisfy(
            finding -> {
              assertThat(finding.code()).isEqualTo(Code.PARTY_ID_CONFLICT);
              assertThat(finding.message()).contains("NODE_A", "was removed");
            });
  }

  @Test
  void aRefusalForAnotherSpellingSaysSo() throws Exception {
    register(TestCertificate.of("x"), "NODE_A", false);
    refused("20261123T000001.000Z-new", first, "node_a", 14002);

    for (Mark mark : List.of(number(A, first), fingerprint(first))) {
      Endorsement.Mismatch mismatch = (Endorsement.Mismatch) confirm(mark);
      assertThat(mismatch.problem())
          .contains(
              mark.toString(),
              "came here for node_a and was refused",
              "party-id-conflict: party_id is node_a, which differs from the known NODE_A");
      assertThat(mismatch.hint()).contains("./certdrop confirm node_a NUMBER --replace");
    }
  }

  @Test
  void whatWasRefusedForAnotherReasonIsNotDenied() throws Exception {
    register(first, "node_a", false);
    refused("20261123T000001.000Z-new", second, "node_a", 14002);

    Endorsement later = confirm(A, number(A, second), false, NOW.plus(Duration.ofDays(366)));

    assertThat(problem(later)).contains("came here for node_a", "expired: ");
  }

  @Test
  void theNumberOfTheOtherSpellingLetsTheFirstOneIn() throws Exception {
    register(TestCertificate.of("x"), "NODE_A", false);
    refused("20261123T000001.000Z-new", first, "node_a", 14002);

    assertThat(problem(replace(number(new PartyId("NODE_A"), first))))
        .contains("fits no certificate");
    assertThat(active().party()).isEqualTo(new PartyId("NODE_A"));
  }

  @Test
  void aReplacementThatExpiredClearsNobodyAway() throws Exception {
    TestCertificate anonymous = TestCertificate.of("x");
    register(anonymous, "node_squatter", false);
    refused("20261123T000001.000Z-new", anonymous, "node_a", 14002);

    assertThat(refusals(confirm(A, fingerprint(anonymous), true, NOW.plus(Duration.ofDays(366)))))
        .containsExactly(Code.EXPIRED);
    assertThat(view().active()).map(Entry::party).containsExactly(new PartyId("node_squatter"));
  }

  @Test
  void anAddressThatWaitsTakesAWordOfItsOwn() throws Exception {
    register(first, "node_a", false);
    given(confirm(number(A, first)));
    assertThat(register(first, "node_a", "10.9.0.66", false)).isEqualTo(Outcome.PENDING);

    assertThat(given(confirm(number(A, first))).effect()).isEqualTo(Endorsement.Effect.NONE);
    assertThat(address()).isEqualTo("10.9.0.1:14001");
    assertThat(view().pending(A)).hasSize(1);

    assertThat(problem(move("10.9.0.67:14001"))).contains("waits with the address 10.9.0.67:14001");
    assertThat(address()).isEqualTo("10.9.0.1:14001");

    assertThat(given(move("10.9.0.66:14001")).effect()).isEqualTo(Endorsement.Effect.MOVED);
    assertThat(address()).isEqualTo("10.9.0.66:14001");
    assertThat(view().pending(A)).isEmpty();
  }

  private String address() throws IOException {
    return active().endpoint().map(Endpoint::toString).orElseThrow();
  }

  private Endorsement move(String address) throws Exception {
    try (Operator operator = Operator.of(home, Clock.fixed(NOW, ZoneOffset.UTC))) {
      return operator.confirm(
          A,
          number(A, first),
          ANA,
          false,
          Optional.of(
              Endpoint.parse(address)
                  .orElseThrow(bad -> new IllegalArgumentException(bad.problem()))));
    }
  }

  @Test
  void whatChangesNoKeyIsNotRegisteredByAReplacement() throws Exception {
    refused("20261123T000001.000Z-new", second, "node_a", 14002);

    assertThat(problem(replace(number(A, second)))).contains("changes no key of node_a");
    assertThat(view().seq()).isZero();
  }

  @Test
  void aRemovedPartyMayComeBackWithANewKey() throws Exception {
    keyHasChanged();
    try (Operator operator = Operator.of(home, Clock.fixed(NOW, ZoneOffset.UTC))) {
      operator.delete(A, ANA);
    }
    assertThat(problem(confirm(number(A, second)))).isEqualTo("node_a was removed here.");

    given(replace(number(A, second)));

    assertThat(active().sha256()).isEqualTo(second.certificate().fingerprint());
  }

  @Test
  void aRemovedCertificateDoesNotComeBackByAReplacement() throws Exception {
    register(first, "node_a", false);
    refused("20261123T000001.000Z-new", first, "node_a", 14001);
    try (Operator operator = Operator.of(home, Clock.fixed(NOW, ZoneOffset.UTC))) {
      operator.delete(A, ANA);
    }

    assertThat(refusals(replace(number(A, first)))).containsExactly(Code.REMOVED);
  }

  @Test
  void whatWasRefusedOfAnotherPartyIsNotTaken() throws Exception {
    register(first, "node_a", false);
    TestCertificate anonymous = TestCertificate.of("x");
    refused("20261123T000001.000Z-new", anonymous, "node_b", 14002);

    assertThat(problem(replace(fingerprint(anonymous))))
        .contains("fits no certificate of node_a that is registered, waits or was refused here");
  }

  @Test
  void nobodyReplacesOurOwnCertificate() throws Exception {
    refused("20261123T000001.000Z-new", TestCertificate.of("x"), "researcher_us", 14002);
    TestCertificate impostor = TestCertificate.of("researcher_us");
    refused("20261123T000002.000Z-new", impostor, "researcher_us", 14002);

    assertThat(refusals(confirm(new PartyId("researcher_us"), fingerprint(impostor), true, NOW)))
        .containsExactly(Code.OWN_PARTY);
  }

  @Test
  void withoutRefusedSubmissionsThereIsNoReplacement() throws Exception {
    register(first, "node_a", false);

    assertThat(problem(replace(number(A, second)))).contains("was refused here");
  }

  @Test
  void noLinkIsFollowed() throws Exception {
    register(first, "node_a", false);
    refused("20261123T000001.000Z-new", second, "node_a", 14002);
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Path folder = home.refused().resolve("20261123T000001.000Z-new");
    Path moved = elsewhere.resolve("folder");
    Files.move(folder, moved);
    Files.createSymbolicLink(folder, moved);
    assertThat(problem(replace(number(A, second)))).contains("was refused here");

    Files.delete(folder);
    Files.createDirectory(folder);
    Files.createSymbolicLink(folder.resolve("new.pem"), moved.resolve("new.pem"));
    Files.copy(moved.resolve("new.json"), folder.resolve("new.json"));
    assertThat(problem(replace(number(A, second)))).contains("was refused here");
  }

  @Test
  void aLinkInThePlaceOfTheRefusedSubmissionsIsAFault() throws Exception {
    register(first, "node_a", false);
    Files.createSymbolicLink(home.refused(), Files.createDirectory(directory.resolve("elsewhere")));

    assertThatThrownBy(() -> replace(number(A, second))).isInstanceOf(NotDirectoryException.class);
  }

  @Test
  void aRefusedSubmissionThatCannotBeReadKeepsNoOtherBack() throws Exception {
    keyHasChanged();
    refused("20261123T000002.000Z-broken", second, "node_a", 14009);
    Disk disk =
        new Disk(
            operation -> {
              if (operation.label().equals("list TIME-broken")) {
                throw new IOException("Input/output error");
              }
              return Disk.Fate.DONE;
            });
    Home seen = new Home(disk.see(directory));
    try (Operator operator = Operator.of(seen, Clock.fixed(NOW, ZoneOffset.UTC))) {
      given(operator.confirm(A, number(A, second), ANA, true, Optional.empty()));
    }
    assertThat(active().endpoint())
        .hasValueSatisfying(at -> assertThat(at.port()).isEqualTo(14002));
  }

  @Test
  void whatIsNoSubmissionIsPassedOver() throws Exception {
    keyHasChanged();
    Files.createDirectories(home.refused().resolve("20261123T000002.000Z-empty"));
    Files.writeString(home.refused().resolve("20261123T000003.000Z-file"), "no folder");
    refused("foreign", second, "node_a", 14009);
    refused("20261123T000004.000Z-crowd", second, "node_a", 14009);
    for (int i = 0; i < 20; i++) {
      Files.createFile(home.refused().resolve("20261123T000004.000Z-crowd/" + i));
    }

    given(replace(number(A, second)));

    assertThat(active().endpoint())
        .hasValueSatisfying(at -> assertThat(at.port()).isEqualTo(14002));
  }

  /** As it is dropped together with the new certificate, before anybody confirmed that. */
  private void refusedReceipt(String id, TestCertificate by, String about) throws IOException {
    Path folder = Files.createDirectories(home.refused().resolve(id));
    byte[] receipt =
        String.format(
                Locale.ROOT,
                "{\"type\": \"receipt\", \"from\": \"node_a\", \"to\": \"researcher_us\", \"about\":"
                    + " {\"party_id\": \"researcher_us\", \"sha256\": \"%s\"}, \"result\":"
                    + " \"registered\", \"registry_seq\": 1, \"at\": \"%s\"}",
                about,
                NOW)
            .getBytes(StandardCharsets.UTF_8);
    Files.write(folder.resolve("a.receipt.json"), receipt);
    Files.writeString(
        folder.resolve("a.receipt.json.p7s"),
        DetachedSignature.make(receipt, by.certificate(), by.keyPair().getPrivate(), NOW));
  }

  @Test
  void aReceiptThatCameBeforeItsKeyWasConfirmedCountsThen() throws Exception {
    keyHasChanged();
    String ours = OWN.certificate().fingerprint().toString();
    String id = "20261123T000002.000Z-a";
    refusedReceipt(id, second, ours);
    refusedReceipt("20261123T000003.000Z-a", first, ours);
    refusedReceipt("20261123T000004.000Z-a", second, "FF" + ours.substring(2));

    Endorsement.Given given = given(replace(number(A, second)));

    assertThat(given.receipt()).contains(id);
    assertThat(given.meaning())
        .endsWith(" Its receipt in inbox/refused/" + id + " counts now, too.");
    assertThat(active().holdsOurs().orElseThrow().sha256())
        .isEqualTo(OWN.certificate().fingerprint());
    assertThat(ActsFile.putAside(home)).containsExactly(id);
  }

  @Test
  void aReceiptThatWasRefusedDoesNotCountByTheConfirmationOfAnotherKey() throws Exception {
    keyHasChanged();
    refusedReceipt("20261123T000002.000Z-a", second, OWN.certificate().fingerprint().toString());

    assertThat(given(confirm(number(A, first))).receipt()).isEmpty();
    assertThat(active().holdsOurs()).isEmpty();
  }
}
