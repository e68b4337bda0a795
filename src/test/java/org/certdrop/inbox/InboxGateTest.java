package org.certdrop.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.certdrop.disk.Disk;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.home.Settings;
import org.certdrop.party.PartyId;
import org.certdrop.service.LoggedLines;
import org.certdrop.x509.Fingerprint;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InboxGateTest {
  private static final String PEM =
      "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
  private static final String HALF = "-----BEGIN CERTIFICATE-----\nAAAA\n";
  private static final String KEY =
      "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
  private static final String INSTRUCTIONS = PEM + " certificate register -pk x -pi node_a\n";

  @TempDir Path inbox;
  private final AtomicLong nanos = new AtomicLong();
  private final Faults faults = new Faults(Clock.systemUTC());
  private final Set<String> passedOver = new HashSet<>();
  private final Map<PartyId, Fingerprint> registered = new HashMap<>();
  private final TakingOrder order = new TakingOrder(id -> Optional.ofNullable(registered.get(id)));
  private InboxGate gate;

  @BeforeEach
  void makeGate() throws Exception {
    gate = gateAt(Clock.systemUTC());
  }

  private final AtomicBoolean endpointsOptional = new AtomicBoolean();

  private InboxGate gateAt(Clock clock) throws Exception {
    Settings defaults = Settings.read(new Home(inbox.resolve("no-home")));
    return new InboxGate(
        inbox,
        defaults,
        endpointsOptional::get,
        faults,
        clock,
        nanos::get,
        passedOver::contains,
        order,
        () -> {},
        new Leftovers(inbox),
        ReadAhead.none());
  }

  private void put(String name, String content) throws IOException {
    Files.writeString(inbox.resolve(name), content);
  }

  private boolean poll() {
    return gate.look();
  }

  /** Whether a name stands for a drop that may be taken. */
  private boolean accepts(String name) {
    return gate.ready().stream().anyMatch(ready -> ready.drop().primary().equals(name));
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void anEmptyInboxIsQuietAndNotPolled() {
    assertThat(poll()).isFalse();
    assertThat(gate.isQuiet()).isTrue();
  }

  @Test
  void aPairIsReadyAtTheSecondLook() throws IOException {
    put("a.pem", PEM);
    put("a.json", "{}");
    assertThat(poll()).isFalse();
    assertThat(gate.isQuiet()).isFalse();
    assertThat(poll()).isTrue();
    assertThat(accepts("a.pem")).isTrue();
    assertThat(accepts("a.json")).isFalse();
    assertThat(gate.take("a.pem").drop().names()).containsExactly("a.pem", "a.json");
    assertThat(gate.take("a.pem")).isNull();
  }

  @Test
  void aFileThatChangesIsLookedAtAgain() throws IOException {
    put("a.json", "{}");
    put("a.pem", PEM);
    poll();
    put("a.pem", PEM + "and a word");
    assertThat(poll()).isFalse();
    assertThat(poll()).isTrue();
  }

  @Test
  void anIncompleteFileIsReadyOnlyAfterTheSettleTime() throws IOException {
    put("a.pem", HALF);
    put("a.json", "{}");
    poll();
    assertThat(poll()).isFalse();
    pass(Duration.ofSeconds(10).minusNanos(1));
    assertThat(poll()).isFalse();
    assertThat(gate.isQuiet()).isFalse();
    pass(Duration.ofNanos(1));
    assertThat(poll()).isTrue();
  }

  @Test
  void aLoneIncompleteFileIsReadyAfterTheSettleTime() throws IOException {
    put("a.json", "{\"party_id\": ");
    poll();
    poll();
    pass(Duration.ofSeconds(10));
    assertThat(poll()).isTrue();
    assertThat(accepts("a.json")).isTrue();
  }

  @Test
  void aLoneCompleteFileWaitsAndTheInboxIsQuiet() throws IOException {
    put("a.pem", PEM);
    poll();
    pass(Duration.ofHours(1));
    assertThat(poll()).isFalse();
    assertThat(gate.isQuiet()).isTrue();
  }

  @Test
  void aLoneFileIsReadyAfterThePairTimeoutByTheTimeOfDay() throws Exception {
    put("a.pem", PEM);
    Instant changed =
        ((FileTime) Files.getAttribute(inbox.resolve("a.pem"), "unix:ctime")).toInstant();
    Clock almost = Clock.fixed(changed.plus(Duration.ofHours(24)).minusNanos(1), ZoneOffset.UTC);
    gate = gateAt(almost);
    poll();
    assertThat(poll()).isFalse();
    gate = gateAt(Clock.offset(almost, Duration.ofSeconds(1)));
    poll();
    assertThat(poll()).isTrue();
  }

  @Test
  void instructionsAreReadyAloneOnceNothingMoreIsWritten() throws IOException {
    put("a.txt", INSTRUCTIONS);
    poll();
    assertThat(poll()).isFalse();
    pass(Duration.ofSeconds(10));
    assertThat(poll()).isTrue();
  }

  @Test
  void aFileOverTheLimitIsNeverReadAndReadyAfterTheSettleTime() throws IOException {
    put("a.pem", "x".repeat(65_537));
    put("a.json", "{}");
    poll();
    assertThat(poll()).isFalse();
    pass(Duration.ofSeconds(10));
    assertThat(poll()).isTrue();
  }

  @Test
  void linksFoldersAndOtherNamesAreNeverReady() throws IOException {
    Path outside = Files.writeString(inbox.resolve(".outside"), PEM);
    Files.createSymbolicLink(inbox.resolve("link.pem"), outside);
    put("link.json", "{}");
    Files.createDirectory(inbox.resolve("folder.pem"));
    put("folder.json", "{}");
    put("a.pem.part", PEM);
    put("note.docx", PEM);
    poll();
    pass(Duration.ofSeconds(11));
    assertThat(poll()).isFalse();
    assertThat(gate.isQuiet()).isTrue();
    assertThat(Files.isSymbolicLink(inbox.resolve("link.pem"))).isTrue();
    assertThat(Files.isDirectory(inbox.resolve("folder.pem"), LinkOption.NOFOLLOW_LINKS)).isTrue();
  }

  @Test
  void aDropThatCannotBeMovedIsOfferedAgainAfterAPause() throws IOException {
    put("a.pem", PEM);
    put("a.json", "{}");
    poll();
    assertThat(poll()).isTrue();
    gate.postpone("a.pem", new IOException("Operation not permitted"));
    assertThat(poll()).isFalse();
    assertThat(gate.isQuiet()).isTrue();
    assertThat(faults.current()).hasSize(1);
    pass(Duration.ofSeconds(2));
    assertThat(poll()).isTrue();
    gate.claimed("a.pem");
    assertThat(faults.current()).isEmpty();
  }

  @Test
  void aDropThatCouldNotBeMovedAndIsGoneIsNoFault() throws IOException {
    put("a.pem", PEM);
    poll();
    gate.postpone("a.pem", new IOException("Operation not permitted"));
    Files.delete(inbox.resolve("a.pem"));
    poll();
    assertThat(faults.current()).isEmpty();
  }

  @Test
  void aNameWithABackslashIsUnrecognised() throws IOException {
    put("a\\b.pem", PEM);
    InboxListing listing = InboxListing.of(inbox);
    assertThat(listing.candidates()).isEmpty();
    assertThat(listing.unrecognised()).containsExactly("a\\b.pem");
  }

  private void takeTwoAtATime() throws Exception {
    Home home = new Home(inbox.resolve(".home"));
    Files.createDirectories(home.properties().getParent());
    Files.writeString(home.properties(), "certdrop.inbox.batch=2");
    gate =
        new InboxGate(
            inbox,
            Settings.read(home),
            endpointsOptional::get,
            faults,
            Clock.systemUTC(),
            nanos::get,
            passedOver::contains,
            order,
            () -> {},
            new Leftovers(inbox),
            ReadAhead.none());
  }

  private void putPairs(String... stems) throws IOException {
    for (String stem : stems) {
      put(stem + ".pem", PEM);
      put(stem + ".json", "{}");
    }
  }

  /** Takes what a poll may take; its number. */
  private int takeAll(List<String> stems) {
    List<String> accepted = stems.stream().filter(stem -> accepts(stem + ".pem")).toList();
    accepted.forEach(stem -> assertThat(gate.take(stem + ".pem")).isNotNull());
    return accepted.size();
  }

  @Test
  void ofManyThatWaitEachPollTakesTwiceAsManyUpToFourBatches() throws Exception {
    takeTwoAtATime();
    List<String> stems = IntStream.range(100, 140).mapToObj(Integer::toString).toList();
    putPairs(stems.toArray(String[]::new));
    poll();
    List<Integer> taken = new ArrayList<>();
    while (poll()) {
      taken.add(takeAll(stems));
    }
    assertThat(taken).containsExactly(2, 4, 8, 8, 8, 8, 2);
  }

  @Test
  void theFirstOfManyAreTakenBeforeTheLastAreExamined() throws Exception {
    takeTwoAtATime();
    putPairs("a", "b", "c", "d", "e", "f", "g");
    poll();
    long looks = gate.looks();

    assertThat(poll()).isTrue();
    assertThat(gate.ahead()).isEqualTo(7);
    assertThat(gate.isQuiet()).isFalse();
    assertThat(gate.looks()).isEqualTo(looks);
    put("g.json", "{ half");
    gate.take("a.pem");
    gate.take("b.pem");
    assertThat(gate.ahead()).isEqualTo(5);

    assertThat(poll()).isTrue();
    assertThat(takeAll(List.of("c", "d", "e", "f", "g"))).as("the half one not").isEqualTo(4);
    assertThat(gate.looks()).isEqualTo(looks + 1);
    assertThat(gate.ahead()).isOne();
  }

  @Test
  void whileOneIsClaimedTwoAreExaminedAtMostHoweverManyAreNotReady() throws Exception {
    takeTwoAtATime();
    putPairs("a", "b");
    for (String stem : List.of("c", "d", "e", "f", "g")) {
      put(stem + ".pem", HALF);
      put(stem + ".json", "{}");
    }
    poll();
    long looks = gate.looks();
    assertThat(poll()).isTrue();

    gate.take("a.pem");
    gate.take("b.pem");
    assertThat(gate.looks()).as("one of five is left").isEqualTo(looks);
    assertThat(poll()).isFalse();
    assertThat(gate.looks()).isEqualTo(looks + 1);
  }

  @Test
  void whileSomeAreNotExaminedNoBundleIsTaken() throws Exception {
    takeTwoAtATime();
    putPair("a", "registration", 2);
    put("a.json.p7s", CMS);
    putPairs("b", "c", "d", "e");
    putPair("f", "registration", 1);
    put("f.json.p7s", CMS);
    poll();

    assertThat(poll()).isTrue();
    assertThat(accepts("a.pem")).isFalse();
    assertThat(takeAll(List.of("b", "c"))).isEqualTo(2);
    assertThat(poll()).isTrue();
    assertThat(accepts("f.pem")).as("the lower number, though examined last").isTrue();
    assertThat(accepts("a.pem")).isFalse();
  }

  @Test
  void aPollTakesNoMoreThanABatchAndTheRestAtOnceAfter() throws Exception {
    takeTwoAtATime();
    putPairs("a", "b", "c");
    poll();
    assertThat(poll()).isTrue();
    assertThat(accepts("b.pem")).isTrue();
    assertThat(accepts("c.pem")).isFalse();
    assertThat(poll()).isTrue();
    assertThat(accepts("c.pem")).isTrue();
  }

  @Test
  void aParkedFileThatIsCompletedInPlaceIsNoticedWithinASecond() throws IOException {
    put("a.pem", PEM);
    poll();
    poll();
    pass(Duration.ofSeconds(4));
    poll();
    FileTime before = Files.getLastModifiedTime(inbox);
    put("a.pem", INSTRUCTIONS);
    Files.setLastModifiedTime(inbox, before);
    pass(Duration.ofMillis(500));
    poll();
    assertThat(gate.isQuiet()).as("not looked at while the inbox rests").isTrue();
    pass(Duration.ofMillis(500));
    poll();
    assertThat(gate.isQuiet()).as("looked at after a second").isFalse();
  }

  @Test
  void aPrivateKeyWrittenIntoAFileThatIsLeftAloneIsNoticedWithinASecond() throws IOException {
    put("late.key", "");
    poll();
    pass(Duration.ofSeconds(4));
    poll();
    FileTime before = Files.getLastModifiedTime(inbox);
    try (LoggedLines log = new LoggedLines(Leftovers.class)) {
      put("late.key", KEY);
      Files.setLastModifiedTime(inbox, before);
      pass(Duration.ofSeconds(1));
      poll();
      assertThat(log.lines()).singleElement().asString().startsWith("WARN ").contains("late.key");
    }
  }

  @Test
  void whereALookTakesLongTheInboxRestsAHundredTimesAsLong() throws Exception {
    AtomicLong took = new AtomicLong();
    gate =
        new InboxGate(
            inbox,
            Settings.read(new Home(inbox.resolve("no-home"))),
            endpointsOptional::get,
            faults,
            Clock.systemUTC(),
            () -> nanos.addAndGet(took.get()),
            passedOver::contains,
            order,
            () -> {},
            new Leftovers(inbox),
            ReadAhead.none());
    put("a.pem", PEM);
    poll();
    poll();
    pass(Duration.ofSeconds(4));
    took.set(Duration.ofMillis(10).toNanos());
    poll();
    took.set(0);
    long looks = gate.looks();

    pass(Duration.ofMillis(1900));
    poll();
    assertThat(gate.looks()).isEqualTo(looks);
    pass(Duration.ofSeconds(8));
    poll();
    assertThat(gate.looks()).isEqualTo(looks + 1);
  }

  @Test
  void aNewFileEndsTheRestAtOnce() throws IOException {
    put("a.pem", PEM);
    poll();
    poll();
    pass(Duration.ofSeconds(4));
    poll();
    put("a.json", "{}");
    Files.setLastModifiedTime(inbox, FileTime.from(Instant.parse("2026-11-23T00:00:00Z")));
    poll();
    assertThat(poll()).isTrue();
  }

  @Test
  void anInboxThatCannotBeListedIsAFaultUntilItCan() throws IOException {
    Path moved = inbox.resolveSibling(inbox.getFileName() + "-moved");
    Files.move(inbox, moved);
    assertThat(poll()).isFalse();
    assertThat(faults.current()).extracting(Faults.Fault::where).containsExactly("inbox");
    Files.move(moved, inbox);
    assertThat(poll()).isFalse();
    assertThat(faults.current()).isEmpty();
  }

  @Test
  void whatBelongsToAClaimedSubmissionIsPassedOver() throws IOException {
    put("a.txt", INSTRUCTIONS);
    passedOver.add("a.txt");
    poll();
    pass(Duration.ofSeconds(20));
    assertThat(poll()).isFalse();
    passedOver.clear();
    pass(Duration.ofSeconds(1));
    poll();
    pass(Duration.ofSeconds(20));
    assertThat(poll()).isTrue();
  }

  @Test
  void withoutWhatALookNeedsNothingIsLookedAtAndThatIsAFault() throws Exception {
    Settings defaults = Settings.read(new Home(inbox.resolve("no-home")));
    AtomicBoolean broken = new AtomicBoolean(true);
    gate =
        new InboxGate(
            inbox,
            defaults,
            endpointsOptional::get,
            faults,
            Clock.systemUTC(),
            nanos::get,
            passedOver::contains,
            order,
            () -> {
              if (broken.get()) {
                throw new IOException("not mounted");
              }
            },
            new Leftovers(inbox),
            ReadAhead.none());
    put("a.pem", PEM);
    put("a.json", "{}");
    poll();
    assertThat(poll()).isFalse();
    assertThat(faults.current()).singleElement().extracting(Faults.Fault::where).isEqualTo("inbox");
    broken.set(false);
    poll();
    assertThat(poll()).isTrue();
    assertThat(faults.current()).isEmpty();
  }

  private static final PartyId A = new PartyId("node_a");
  private static final String CMS = "-----BEGIN CMS-----\nAAAA\n-----END CMS-----\n";
  private static final String HALF_CMS = "-----BEGIN CMS-----\nAAAA\n";
  private static final Duration SETTLE_TIME = Duration.ofSeconds(10);

  private static String sidecar(String type, long seq) {
    return "{\"party_id\": \"node_a\", \"type\": \"" + type + "\", \"seq\": " + seq + "}";
  }

  private void putPair(String stem, String type, long seq) throws IOException {
    put(stem + ".json", sidecar(type, seq));
    put(stem + ".pem", PEM);
  }

  @Test
  void aBundleIsReadyWithItsSignature() throws IOException {
    putPair("a", "registration", 1);
    put("a.json.p7s", CMS);
    poll();

    assertThat(poll()).isTrue();
    ReadyDrop ready = gate.take("a.pem");
    assertThat(ready.drop().names()).containsExactly("a.pem", "a.json", "a.json.p7s");
    assertThat(ready.party()).contains(A);
  }

  @Test
  void aPairThatSaysThatItIsSignedWaitsForItsSignature() throws IOException {
    putPair("a", "registration", 1);
    poll();

    assertThat(poll()).isFalse();
    assertThat(gate.isQuiet()).isFalse();
    put("a.json.p7s", CMS);
    poll();
    assertThat(poll()).isTrue();
  }

  @Test
  void aSignatureThatDoesNotComeInTimeCountsAsAbsent() throws IOException {
    putPair("a", "registration", 1);
    poll();
    pass(SETTLE_TIME.minusNanos(1));
    assertThat(poll()).isFalse();

    pass(Duration.ofNanos(1));
    assertThat(poll()).isTrue();
    assertThat(gate.take("a.pem").drop().names()).containsExactly("a.pem", "a.json");
  }

  @Test
  void aSignatureIsCompleteAtItsLastLine() throws IOException {
    putPair("a", "registration", 1);
    put("a.json.p7s", HALF_CMS);
    poll();
    assertThat(poll()).isFalse();

    put("a.json.p7s", CMS);
    poll();
    assertThat(poll()).isTrue();
  }

  @Test
  void aRotationWaitsForBothSignatures() throws IOException {
    putPair("a", "rotation", 1);
    put("a.json.p7s", CMS);
    poll();
    assertThat(poll()).isFalse();

    put("a.json.old.p7s", CMS);
    poll();
    assertThat(poll()).isTrue();
    assertThat(gate.take("a.pem").drop().oldSignature()).contains("a.json.old.p7s");
  }

  @Test
  void aLoneSignatureWaitsThePairTimeoutAndTheInboxIsQuiet() throws Exception {
    put("a.json.p7s", CMS);
    poll();
    pass(Duration.ofHours(1));

    assertThat(poll()).isFalse();
    assertThat(gate.isQuiet()).isTrue();
    gate = gateAt(Clock.offset(Clock.systemUTC(), Duration.ofHours(25)));
    poll();
    assertThat(poll()).isTrue();
    assertThat(accepts("a.json.p7s")).isTrue();
  }

  @Test
  void theBundlesOfOnePartyAreTakenOneAfterTheOther() throws IOException {
    for (String stem : new String[] {"x", "y"}) {
      putPair(stem, "registration", stem.equals("x") ? 2 : 1);
      put(stem + ".json.p7s", CMS);
    }
    poll();

    assertThat(poll()).isTrue();
    assertThat(accepts("x.pem")).isFalse();
    assertThat(accepts("y.pem")).isTrue();
    order.begin("y", gate.take("y.pem").party());
    Files.delete(inbox.resolve("y.pem"));
    Files.delete(inbox.resolve("y.json"));
    Files.delete(inbox.resolve("y.json.p7s"));
    assertThat(poll()).isFalse();
    assertThat(gate.isQuiet()).isFalse();
    order.end("y");
    assertThat(poll()).isTrue();
    assertThat(accepts("x.pem")).isTrue();
  }

  private void putReceipt() throws IOException {
    put("r.receipt.json", "{\"from\": \"node_a\"}");
    put("r.receipt.json.p7s", CMS);
  }

  @Test
  void aReceiptOfARegisteredPartyIsTakenAtOnce() throws IOException {
    registered.put(A, Fingerprint.of(new byte[] {1}));
    putReceipt();
    poll();

    assertThat(poll()).isTrue();
    assertThat(gate.take("r.receipt.json").drop().names())
        .containsExactly("r.receipt.json", "r.receipt.json.p7s");
  }

  @Test
  void aReceiptOfAStrangerWaitsTheSettleTime() throws IOException {
    putReceipt();
    poll();
    assertThat(poll()).isFalse();
    assertThat(gate.isQuiet()).isFalse();

    pass(SETTLE_TIME);
    assertThat(poll()).isTrue();
  }

  @Test
  void aStrangersReceiptThatHasSettledIsTakenAfterThePairThatSettlesWithIt() throws IOException {
    putReceipt();
    put("b.pem", PEM);
    put("b.json", "{}");
    put("b.txt", "certificate register -pi node_a\n");
    poll();
    assertThat(poll()).isFalse();

    pass(SETTLE_TIME);
    assertThat(poll()).isTrue();
    assertThat(accepts("r.receipt.json")).isFalse();
    order.begin("b", gate.take("b.pem").party());
    for (String name : List.of("b.pem", "b.json", "b.txt")) {
      Files.delete(inbox.resolve(name));
    }
    assertThat(poll()).isFalse();
    order.end("b");
    assertThat(poll()).isTrue();
    assertThat(accepts("r.receipt.json")).isTrue();
  }

  @Test
  void aReceiptDoesNotWaitForEverWhereOthersComeAllTheTime() throws IOException {
    registered.put(A, Fingerprint.of(new byte[] {1}));
    putReceipt();
    order.begin("always", Optional.empty());
    poll();
    pass(SETTLE_TIME.multipliedBy(2));
    assertThat(poll()).isFalse();

    pass(SETTLE_TIME);
    assertThat(poll()).isTrue();
    assertThat(accepts("r.receipt.json")).isTrue();
  }

  @Test
  void aReceiptIsTakenAfterThePairsSeenWithIt() throws IOException {
    registered.put(A, Fingerprint.of(new byte[] {1}));
    putReceipt();
    put("b.pem", PEM);
    put("b.json", "{}");
    poll();

    assertThat(poll()).isTrue();
    assertThat(accepts("r.receipt.json")).isFalse();
    order.begin("b", gate.take("b.pem").party());
    Files.delete(inbox.resolve("b.pem"));
    Files.delete(inbox.resolve("b.json"));
    assertThat(poll()).isFalse();
    order.end("b");
    assertThat(poll()).isTrue();
    assertThat(accepts("r.receipt.json")).isTrue();
  }

  @Test
  void aReceiptWithoutSignatureWaitsThePairTimeout() throws IOException {
    registered.put(A, Fingerprint.of(new byte[] {1}));
    put("r.receipt.json", "{\"from\": \"node_a\"}");
    poll();
    pass(Duration.ofHours(1));

    assertThat(poll()).isFalse();
    assertThat(gate.isQuiet()).isTrue();
  }

  @Test
  void aCutReceiptIsReadyAfterTheSettleTime() throws IOException {
    put("r.receipt.json", "{\"from\": ");
    put("r.receipt.json.p7s", CMS);
    poll();
    assertThat(poll()).isFalse();

    pass(SETTLE_TIME);
    assertThat(poll()).isTrue();
  }

  @Test
  void aPrivateKeyAloneIsReadyAfterTheSettleTime() throws IOException {
    put("a.pem", KEY);
    put("b.pem", PEM + KEY);
    put("c.json", KEY);
    poll();
    pass(Duration.ofSeconds(10).minusNanos(1));
    assertThat(poll()).isFalse();
    assertThat(gate.isQuiet()).isFalse();
    pass(Duration.ofNanos(1));
    assertThat(poll()).isTrue();
    assertThat(accepts("a.pem")).isTrue();
    assertThat(accepts("b.pem")).isTrue();
    assertThat(accepts("c.json")).isTrue();
  }

  @Test
  void aPrivateKeyWithItsSidecarIsReadyAtTheSecondLook() throws IOException {
    put("a.pem", KEY);
    put("a.json", "{}");
    poll();
    assertThat(poll()).isTrue();
  }

  @Test
  void whatCanBeTakenOrSoonWillIsAheadAndLoneFilesAreNot() throws IOException {
    put("a.pem", PEM);
    put("a.json", "{}");
    put("lone.pem", PEM);
    put("half.pem", HALF);
    poll();
    assertThat(gate.ahead()).as("nothing is at rest yet").isEqualTo(3);
    poll();
    assertThat(gate.ahead()).as("the pair, and what is incomplete").isEqualTo(2);
    gate.take("a.pem");
    assertThat(gate.ahead()).as("what is incomplete").isEqualTo(1);
  }

  private static String named(String id) {
    return org.certdrop.x509.MutualCertificates.node(id).pem();
  }

  @Test
  void aCertificateThatNamesItsPartyIsTakenAloneAfterTheSettleTime() throws IOException {
    endpointsOptional.set(true);
    put("a.pem", named("NODE_a"));
    poll();
    assertThat(poll()).isFalse();
    assertThat(gate.isQuiet()).as("run --once waits for it").isFalse();
    pass(Duration.ofSeconds(10));
    assertThat(poll()).isTrue();
    assertThat(gate.take("a.pem").drop().names()).containsExactly("a.pem");
  }

  @Test
  void whereAnEndpointIsRequiredItWaitsForItsSidecar() throws IOException {
    put("a.pem", named("NODE_a"));
    poll();
    poll();
    pass(Duration.ofSeconds(60));
    assertThat(poll()).isFalse();
    assertThat(gate.isQuiet()).isTrue();
    endpointsOptional.set(true);
    pass(Duration.ofSeconds(60));
    assertThat(poll()).as("the policy changed meanwhile").isTrue();
  }

  @Test
  void aCertificateThatNamesNobodyWaitsForItsSidecarAnywhere() throws IOException {
    endpointsOptional.set(true);
    put("a.pem", TestCertificate.of("node_a").pem());
    poll();
    poll();
    pass(Duration.ofSeconds(60));
    assertThat(poll()).isFalse();
    assertThat(gate.isQuiet()).isTrue();
  }

  @Test
  void aSidecarThatComesInTimeJoinsTheCertificateThatNamesItsParty() throws IOException {
    endpointsOptional.set(true);
    put("a.pem", named("NODE_a"));
    poll();
    poll();
    put("a.json", "{}");
    poll();
    assertThat(poll()).isTrue();
    assertThat(gate.take("a.pem").drop().names()).containsExactly("a.pem", "a.json");
  }

  @Test
  void anEntryThatCannotBeLookedAtIsAFaultAndKeepsNoOtherBack() throws Exception {
    putPairs("a", "b");
    put("b.txt", "text");
    Disk disk = new Disk(operation -> Disk.Fate.DONE);
    disk.lose("b.txt");
    Path real = inbox;
    inbox = disk.see(real);
    makeGate();
    inbox = real;
    poll();
    assertThat(poll()).isTrue();
    assertThat(accepts("a.pem")).isTrue();
    assertThat(accepts("b.pem")).as("it is not whole").isFalse();
    assertThat(faults.current())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.where()).isEqualTo("inbox/b.txt");
              assertThat(fault.message()).contains("Stale file handle");
            });
    Files.delete(inbox.resolve("b.txt"));
    poll();
    assertThat(faults.current()).isEmpty();
    assertThat(accepts("b.pem")).isTrue();
  }

  private static final String ZEROS = "\0".repeat(600);
  private static final String PRELUDE = "Certificate:\n    Data:\n        Version: 3 (0x2)\n";

  /** What programs leave for a while that set the size first, or write from the front. */
  @ParameterizedTest
  @CsvSource({
    "zeros, {}",
    "zeros behind the certificate, {}",
    "prelude, {}",
    "certificate, zeros",
    "certificate, {\"ip\": } 1}",
    "certificate, [",
    "certificate, {} {}"
  })
  void whatMayStillBecomeGoodIsWaitedForUntilItRests(String pem, String json) throws IOException {
    put("a.pem", content(pem));
    put("a.json", content(json));
    poll();
    poll();
    pass(Duration.ofSeconds(10).minusNanos(1));
    assertThat(poll()).isFalse();
    assertThat(gate.isQuiet()).isFalse();
    pass(Duration.ofNanos(1));
    assertThat(poll()).as("it gets its code then").isTrue();
  }

  private static String content(String what) {
    return switch (what) {
      case "zeros" -> ZEROS;
      case "zeros behind the certificate" -> PEM + ZEROS;
      case "prelude" -> PRELUDE;
      case "certificate" -> PEM;
      default -> what;
    };
  }

  @Test
  void whatBecomesGoodInTimeIsTaken() throws IOException {
    put("a.pem", "\0".repeat(PEM.length()));
    put("a.json", "{}");
    poll();
    assertThat(poll()).isFalse();
    put("a.pem", PEM);
    Files.setLastModifiedTime(inbox.resolve("a.pem"), FileTime.fromMillis(1));
    assertThat(poll()).isFalse();
    assertThat(poll()).isTrue();
  }

  @Test
  void whatIsLoneAndNotToBeReadWaitsForItsTwinLikeAnyOther() throws IOException {
    put("a.txt", PRELUDE);
    put("b.json", "{\"ip\": }");
    poll();
    pass(Duration.ofHours(1));
    assertThat(poll()).isFalse();
    assertThat(gate.isQuiet()).isTrue();
  }
}
