package org.certdrop.propagation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.certdrop.disk.Disk;
import org.certdrop.files.DurableFiles;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.home.Settings;
import org.certdrop.home.StartException;
import org.certdrop.inbox.Inbox;
import org.certdrop.json.StrictJson;
import org.certdrop.verdict.Outcome;
import org.certdrop.x509.Fingerprint;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies go into an inbox that a test plays the other instance of. */
class PropagationTest {
  private static final String ID = "20261123T000000.000Z-x";
  private static final String OTHER_ID = "20261123T000001.000Z-x";
  private static final Map<String, String> PAIR = Map.of("x.pem", "certificate", "x.json", "{}");

  @TempDir Path directory;
  private final AtomicLong nanos = new AtomicLong();
  private final Faults faults = new Faults(Clock.fixed(TestCertificate.NOW, ZoneOffset.UTC));
  private Home home;
  private Inbox inbox;
  private Path other;

  @BeforeEach
  void makeHome() throws Exception {
    home = new Home(directory.resolve("home"));
    Files.createDirectories(home.inbox());
    inbox = Inbox.prepare(home);
    Files.createDirectories(home.properties().getParent());
    other = Files.createDirectories(directory.resolve("other/inbox"));
    propagateTo(other.toString());
  }

  private void propagateTo(String value) throws IOException {
    Files.writeString(home.properties(), "certdrop.propagate=" + value + "\n");
  }

  private Propagation started() throws Exception {
    return started(new DurableFiles());
  }

  private Propagation started(DurableFiles files) throws Exception {
    return Propagation.of(home, inbox, Settings.read(home), faults, nanos::get, files);
  }

  private void accepted(String id, Map<String, String> files) throws IOException {
    put(home.accepted().resolve(id), files);
    Files.writeString(home.accepted().resolve(id).resolve("verdict.json"), "{}");
  }

  /** The other instance has judged these contents, and accepted them. */
  private void acceptedThere(String id, Map<String, String> files) throws IOException {
    ObjectNode verdict = StrictJson.mapper().createObjectNode();
    ObjectNode inputs = verdict.putObject("inputs");
    files.forEach(
        (name, content) -> inputs.put(name, Fingerprint.of(content.getBytes(UTF_8)).hex()));
    Path folder = other.resolve("accepted").resolve(id);
    put(folder, files);
    Files.writeString(folder.resolve("verdict.json"), verdict.toString());
  }

  /** Sees files in the other inbox, some of them as another user's. */
  private Propagation startedAmongOthers(String... othersFiles) throws Exception {
    Disk disk = new Disk(operation -> Disk.Fate.DONE);
    for (String name : othersFiles) {
      disk.give(name, "mallory");
    }
    return Propagation.of(
        new Home(disk.see(home.directory())),
        inbox,
        Settings.read(home),
        faults,
        nanos::get,
        new DurableFiles());
  }

  private static void put(Path folder, Map<String, String> files) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }

  /** Accepts and propagates one submission. */
  private void propagate(String id, Map<String, String> files) throws Exception {
    Propagation propagation = started();
    propagation.announce(id, Outcome.REGISTERED);
    accepted(id, files);
    propagation.pass();
  }

  private static Map<String, String> in(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path file : entries.filter(Files::isRegularFile).toList()) {
        files.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return files;
  }

  private Set<String> markers() throws IOException {
    return in(home.var().resolve("propagate")).keySet();
  }

  private List<String> wheres() {
    return faults.current().stream().map(Faults.Fault::where).toList();
  }

  @Test
  void theFilesOfASubmissionAreCopiedWithoutItsVerdict() throws Exception {
    propagate(ID, PAIR);
    assertThat(in(other)).isEqualTo(PAIR);
    assertThat(markers()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void whatRegistersNoPartyIsNotAnnounced(Outcome outcome) throws Exception {
    started().announce(ID, outcome);
    assertThat(markers().isEmpty())
        .isEqualTo(Set.of(Outcome.REFUSED, Outcome.RECEIPT, Outcome.UNPACKED).contains(outcome));
  }

  @Test
  void withoutATargetNothingIsNoted() throws Exception {
    propagateTo("");
    Propagation propagation = started();
    propagation.announce(ID, Outcome.REGISTERED);
    assertThat(propagation.isOn()).isFalse();
    assertThat(propagation.isQuiet()).isTrue();
    assertThat(home.var()).doesNotExist();
  }

  @Test
  void whatIsAnnouncedAndNotYetShownIsWaitedFor() throws Exception {
    Propagation propagation = started();
    propagation.announce(ID, Outcome.REGISTERED);
    Files.createDirectory(home.work().resolve(ID));
    propagation.pass();
    assertThat(markers()).containsExactly(ID);
    assertThat(propagation.isQuiet()).isFalse();
    Files.delete(home.work().resolve(ID));
    accepted(ID, PAIR);
    propagation.pass();
    assertThat(in(other)).isEqualTo(PAIR);
    assertThat(propagation.isQuiet()).isTrue();
  }

  @Test
  void whatAnEarlierRunLeftIsPropagated() throws Exception {
    started().announce(ID, Outcome.UNCHANGED);
    accepted(ID, PAIR);
    started().pass();
    assertThat(in(other)).isEqualTo(PAIR);
  }

  @Test
  void whatWasAcceptedBeforeIsNotLookedAt() throws Exception {
    accepted(OTHER_ID, Map.of("old.pem", "old"));
    propagate(ID, PAIR);
    assertThat(in(other)).isEqualTo(PAIR);
  }

  @Test
  void whatSomebodyTookOutOfAcceptedIsForgotten() throws Exception {
    started().announce(ID, Outcome.REGISTERED);
    started().pass();
    assertThat(markers()).isEmpty();
    assertThat(wheres()).isEmpty();
  }

  @Test
  void whereAcceptedIsGoneNothingIsForgotten() throws Exception {
    started().announce(ID, Outcome.REGISTERED);
    Files.delete(home.accepted());
    started().pass();
    assertThat(markers()).containsExactly(ID);
    assertThat(wheres()).containsExactly("propagation to " + other);
  }

  @Test
  void severalTargetsGetACopyEach() throws Exception {
    Path third = Files.createDirectories(home.directory().resolve("../third"));
    propagateTo(other + ", ../third ," + other);
    propagate(ID, PAIR);
    assertThat(in(other)).isEqualTo(PAIR);
    assertThat(in(third)).isEqualTo(PAIR);
  }

  @Test
  void contentThatWasAcceptedThereIsNotCopiedAgain() throws Exception {
    acceptedThere(OTHER_ID, Map.of("renamed.crt", "certificate", "renamed.json", "{}"));
    propagate(ID, PAIR);
    assertThat(in(other)).isEmpty();
    assertThat(markers()).isEmpty();
  }

  /** Who dropped a file there may go on writing into it. */
  @Test
  void whatWasWrittenIntoAnAcceptedFileSinceWasNotAccepted() throws Exception {
    acceptedThere(OTHER_ID, Map.of("y.pem", "another", "y.json", "{}"));
    put(other.resolve("accepted").resolve(OTHER_ID), Map.of("y.pem", "certificate"));
    propagate(ID, PAIR);
    assertThat(in(other)).isEqualTo(PAIR);
  }

  /** Names that do not belong together are no drop, whosever they are. */
  @Test
  void filesThatLieThereUnderUnrelatedStemsAreNotTheSubmission() throws Exception {
    Map<String, String> parked = Map.of("park-a.pem", "certificate", "park-b.json", "{}");
    put(other, parked);
    propagate(ID, PAIR);
    Map<String, String> both = new TreeMap<>(parked);
    both.putAll(PAIR);
    assertThat(in(other)).isEqualTo(both);
  }

  @Test
  void whatAnotherUserDroppedThereIsWaitedForUntilItIsAccepted() throws Exception {
    put(other, Map.of("y.pem", "certificate", "y.json", "{}"));
    started().announce(ID, Outcome.REGISTERED);
    accepted(ID, PAIR);
    Propagation propagation = startedAmongOthers("y.pem", "y.json");
    propagation.pass();
    assertThat(markers()).containsExactly(ID);
    assertThat(propagation.isQuiet()).isFalse();
    assertThat(in(other)).containsOnlyKeys("y.pem", "y.json");
    Files.delete(other.resolve("y.pem"));
    Files.delete(other.resolve("y.json"));
    acceptedThere(OTHER_ID, Map.of("y.pem", "certificate", "y.json", "{}"));
    propagation.pass();
    assertThat(markers()).isEmpty();
    assertThat(in(other)).isEmpty();
  }

  @Test
  void whatAnotherUserDroppedThereAndTookAwayIsCopied() throws Exception {
    put(other, Map.of("y.pem", "certificate", "y.json", "{}"));
    started().announce(ID, Outcome.REGISTERED);
    accepted(ID, PAIR);
    Propagation propagation = startedAmongOthers("y.pem");
    propagation.pass();
    Files.delete(other.resolve("y.pem"));
    Files.delete(other.resolve("y.json"));
    propagation.pass();
    assertThat(in(other)).isEqualTo(PAIR);
    assertThat(markers()).isEmpty();
  }

  @Test
  void whatAnotherUserKeepsThereIsNotWaitedForForEver() throws Exception {
    put(other, Map.of("y.pem", "certificate", "y.json", "{}"));
    started().announce(ID, Outcome.REGISTERED);
    accepted(ID, PAIR);
    Propagation propagation = startedAmongOthers("y.json");
    propagation.pass();
    nanos.addAndGet(Duration.ofSeconds(30).toNanos());
    propagation.pass();
    assertThat(in(other)).containsOnlyKeys("y.pem", "y.json");
    nanos.addAndGet(1);
    propagation.pass();
    assertThat(in(other)).containsOnlyKeys("y.pem", "y.json", "x.pem", "x.json");
    assertThat(markers()).isEmpty();
  }

  /** It would be part of the copy, until its owner takes it away. */
  @Test
  void theSameFileOfAnotherUserUnderTheSameNameIsNoPartOfTheCopy() throws Exception {
    put(other, Map.of("x.json", "{}"));
    started().announce(ID, Outcome.REGISTERED);
    accepted(ID, PAIR);
    startedAmongOthers("x.json").pass();
    assertThat(in(other)).containsOnlyKeys("x.json", ID + ".pem", ID + ".json");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", ".work/" + OTHER_ID})
  void contentThatIsThereAsOursIsNotCopiedAgain(String place) throws Exception {
    Path folder = other.resolve(place).normalize();
    put(folder, Map.of("renamed.crt", "certificate", "renamed.json", "{}"));
    propagate(ID, PAIR);
    assertThat(in(other)).doesNotContainKeys("x.pem", "x.json");
    assertThat(markers()).isEmpty();
  }

  @Test
  void contentThatWasAcceptedWithMoreFilesIsThere() throws Exception {
    acceptedThere(OTHER_ID, Map.of("x.pem", "certificate", "x.json", "{}", "x.txt", "text"));
    propagate(ID, PAIR);
    assertThat(in(other)).isEmpty();
  }

  @Test
  void contentThatWasAcceptedInTwoPartsIsNotThere() throws Exception {
    acceptedThere(ID, Map.of("x.pem", "certificate", "x.json", "{\"port\": 1}"));
    acceptedThere(OTHER_ID, Map.of("x.pem", "other", "x.json", "{}"));
    propagate(ID, PAIR);
    assertThat(in(other)).isEqualTo(PAIR);
  }

  @Test
  void whatTheOtherInstanceMovesMeanwhileIsFoundAgain() throws Exception {
    put(other, Map.of("w.pem", "waiting"));
    DurableFiles moving =
        new DurableFiles() {
          @Override
          public void moveIn(Path from, Path to) throws IOException {
            super.moveIn(from, to);
            Files.delete(other.resolve("w.pem"));
            acceptedThere(OTHER_ID, Map.of("w.pem", "waiting"));
          }
        };
    started().announce(ID, Outcome.REGISTERED);
    started().announce(OTHER_ID, Outcome.REGISTERED);
    accepted(ID, Map.of("x.pem", "certificate"));
    accepted(OTHER_ID, Map.of("y.pem", "waiting"));
    started(moving).pass();
    assertThat(in(other)).isEqualTo(Map.of("x.pem", "certificate"));
    assertThat(markers()).isEmpty();
  }

  @Test
  void whatTheOtherInstanceRefusedIsCopiedAgain() throws Exception {
    put(other.resolve("refused").resolve(OTHER_ID), PAIR);
    propagate(ID, PAIR);
    assertThat(in(other)).isEqualTo(PAIR);
  }

  @Test
  void theSameContentTwiceIsCopiedOnce() throws Exception {
    started().announce(ID, Outcome.REGISTERED);
    started().announce(OTHER_ID, Outcome.UNCHANGED);
    accepted(ID, PAIR);
    accepted(OTHER_ID, Map.of("y.pem", "certificate", "y.json", "{}"));
    started().pass();
    assertThat(in(other)).isEqualTo(PAIR);
    assertThat(markers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.pem", "x.json", "x.txt", "x.pem.json", "x.note"})
  void aStemThatIsTakenIsAnotherOneForAllFiles(String taken) throws Exception {
    put(other, Map.of(taken, "somebody else's"));
    propagate(ID, PAIR);
    assertThat(in(other))
        .isEqualTo(
            new TreeMap<>(
                Map.of(taken, "somebody else's", ID + ".pem", "certificate", ID + ".json", "{}")));
  }

  @Test
  void aSecondStemThatIsTakenIsNumbered() throws Exception {
    put(other, Map.of("x.pem", "somebody else's", ID + ".json", "also"));
    propagate(ID, PAIR);
    assertThat(in(other)).containsKeys(ID + "-2.pem", ID + "-2.json");
  }

  @Test
  void theSuffixesStay() throws Exception {
    put(other, Map.of("x.pem", "somebody else's"));
    propagate(ID, Map.of("x.CRT", "certificate", "x.CRT.json", "{}", "x.txt", "text"));
    assertThat(in(other)).containsKeys(ID + ".CRT", ID + ".CRT.json", ID + ".txt");
  }

  @Test
  void theCertificateIsShownLast() throws Exception {
    StringBuilder shown = new StringBuilder();
    DurableFiles noting =
        new DurableFiles() {
          @Override
          public void moveIn(Path from, Path to) throws IOException {
            shown.append(to.getFileName()).append(' ');
            super.moveIn(from, to);
          }
        };
    started().announce(ID, Outcome.REGISTERED);
    accepted(ID, Map.of("x.pem", "certificate", "x.json", "{}", "x.txt", "text"));
    started(noting).pass();
    assertThat(shown).hasToString("x.txt x.json x.pem ");
  }

  @Test
  void aTargetThatIsMissingIsAFaultUntilItIsThere() throws Exception {
    Files.delete(other);
    Propagation propagation = started();
    propagation.announce(ID, Outcome.REGISTERED);
    accepted(ID, PAIR);
    propagation.pass();
    assertThat(faults.current())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.where()).isEqualTo("propagation to " + other);
              assertThat(fault.message()).contains("there is no such directory");
            });
    Files.createDirectory(other);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    propagation.pass();
    assertThat(wheres()).isEmpty();
    assertThat(in(other)).isEqualTo(PAIR);
  }

  @Test
  void aTargetThatCannotBeLookedThroughGetsNothing() throws Exception {
    Files.createFile(other.resolve("accepted"));
    started().announce(ID, Outcome.REGISTERED);
    started().announce(OTHER_ID, Outcome.REGISTERED);
    accepted(ID, PAIR);
    accepted(OTHER_ID, Map.of("y.pem", "another"));
    started().pass();
    assertThat(in(other)).containsOnlyKeys("accepted");
    assertThat(wheres()).containsExactly("propagation to " + other);
    assertThat(markers()).containsExactly(ID, OTHER_ID);
  }

  @Test
  void aFaultIsTriedAgainAfterAPauseThatDoubles() throws Exception {
    Files.delete(other);
    Propagation propagation = started();
    propagation.announce(ID, Outcome.REGISTERED);
    accepted(ID, PAIR);
    propagation.pass();
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    propagation.pass();
    Files.createDirectory(other);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    propagation.pass();
    assertThat(in(other)).isEmpty();
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    propagation.pass();
    assertThat(in(other)).isEqualTo(PAIR);
  }

  @Test
  void aTargetThatFailsKeepsNothingFromTheOthers() throws Exception {
    Path third = Files.createDirectories(directory.resolve("third"));
    propagateTo(directory.resolve("absent") + "," + third);
    propagate(ID, PAIR);
    assertThat(in(third)).isEqualTo(PAIR);
    assertThat(markers()).containsExactly(ID);
  }

  /** Of the other inbox: the first file there that is more than a few octets. */
  private DurableFiles full() {
    return new DurableFiles() {
      @Override
      public void create(Path file, byte[] content, Set<PosixFilePermission> mode)
          throws IOException {
        super.create(file, content, mode);
        if (file.startsWith(other) && content.length > 2) {
          throw new IOException("No space left on device");
        }
      }
    };
  }

  @Test
  void aFullDiskLeavesNothingByHalf() throws Exception {
    started().announce(ID, Outcome.REGISTERED);
    accepted(ID, PAIR);
    started(full()).pass();
    assertThat(in(other)).isEmpty();
    assertThat(wheres()).containsExactly("propagation to " + other);
    started().pass();
    assertThat(in(other)).isEqualTo(PAIR);
  }

  /** A folder that is not empty cannot be removed, whoever made it. */
  @Test
  void whatSomebodyPutInTheWayOfAHiddenNameKeepsNoCopyBack() throws Exception {
    for (int number = 0; number < PAIR.size(); number++) {
      Files.createDirectories(
          other.resolve(".certdrop-" + ID + "." + number + ".part").resolve("x"));
    }
    propagate(ID, PAIR);
    assertThat(in(other)).isEqualTo(PAIR);
    assertThat(markers()).isEmpty();
    assertThat(wheres()).isEmpty();
  }

  @Test
  void whatAKillLeftUnderAHiddenNameGoes() throws Exception {
    put(other, Map.of(".certdrop-" + ID + ".0.part", "half of i"));
    propagate(ID, PAIR);
    assertThat(in(other)).isEqualTo(PAIR);
  }

  @Test
  void aHiddenNameThatNobodyKnowsIsTakenAwayAfterAFaultToo() throws Exception {
    Files.createDirectories(other.resolve(".certdrop-" + ID + ".1.part").resolve("x"));
    started().announce(ID, Outcome.REGISTERED);
    accepted(ID, PAIR);
    started(full()).pass();
    assertThat(in(other)).isEmpty();
    assertThat(wheres()).containsExactly("propagation to " + other);
  }

  @Test
  void aSubmissionThatWasChangedSinceIsAFaultAndKeepsNoOtherBack() throws Exception {
    started().announce(ID, Outcome.REGISTERED);
    started().announce(OTHER_ID, Outcome.REGISTERED);
    accepted(ID, PAIR);
    Files.delete(home.accepted().resolve(ID).resolve("x.pem"));
    Files.createSymbolicLink(home.accepted().resolve(ID).resolve("x.pem"), Path.of("x.json"));
    accepted(OTHER_ID, Map.of("y.pem", "another"));
    started().pass();
    assertThat(in(other)).isEqualTo(Map.of("y.pem", "another"));
    assertThat(faults.current().get(0).message()).contains("was changed after it was accepted");
  }

  @Test
  void aKillAtAnyOperationLeavesOneCopyAfterTheNextStart() throws Exception {
    boolean ended = false;
    for (int operation = 0; !ended; operation++) {
      other = Files.createDirectories(directory.resolve("other" + operation));
      propagateTo(other.toString());
      started().announce(ID, Outcome.REGISTERED);
      accepted(ID, PAIR);
      int[] left = {operation};
      Propagation killed =
          started(
              new DurableFiles(
                  () -> {
                    if (left[0]-- == 0) {
                      throw new AssertionError("killed");
                    }
                  }));
      try {
        killed.pass();
        ended = true;
      } catch (AssertionError e) {
        assertThat(e).hasMessage("killed");
      }
      started().pass();
      assertThat(in(other)).as("killed before operation " + operation).isEqualTo(PAIR);
      assertThat(markers()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"inbox", "inbox/accepted", "../home/inbox/.", "link"})
  void theOwnInboxIsNoTarget(String target) throws Exception {
    Files.createSymbolicLink(home.directory().resolve("link"), home.inbox());
    propagateTo(target);
    assertThatThrownBy(this::started)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("own inbox");
  }

  @Test
  void anEndOfTheServiceIsNotKeptWaiting() throws Exception {
    started().announce(ID, Outcome.REGISTERED);
    accepted(ID, PAIR);
    Propagation propagation = started();
    propagation.hurry();
    propagation.pass();
    assertThat(in(other)).isEmpty();
    assertThat(markers()).containsExactly(ID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"accepted", "accepted/" + ID})
  void aLinkInThePlaceOfASubmissionIsNotFollowed(String place) throws Exception {
    Path secret = directory.resolve("secret");
    put(secret, Map.of("server.pem", "private"));
    put(secret.resolve(ID), Map.of("server.pem", "private"));
    Propagation propagation = started();
    propagation.announce(ID, Outcome.REGISTERED);
    accepted(ID, PAIR);
    Path swapped = home.inbox().resolve(place);
    Files.move(swapped, directory.resolve("taken"));
    Files.createSymbolicLink(swapped, secret);
    propagation.pass();
    assertThat(in(other)).isEmpty();
    assertThat(markers()).containsExactly(ID);
    assertThat(wheres()).containsExactly("propagation to " + other);
  }

  @Test
  void anotherFolderInThePlaceOfAcceptedIsNotCopied() throws Exception {
    Propagation propagation = started();
    propagation.announce(ID, Outcome.REGISTERED);
    Files.move(home.accepted(), directory.resolve("taken"));
    accepted(ID, Map.of("x.pem", "never judged"));
    propagation.pass();
    assertThat(in(other)).isEmpty();
    assertThat(markers()).containsExactly(ID);
  }

  /** What certdrop alone may read in its own place is not looked for in a target. */
  @ParameterizedTest
  @ValueSource(strings = {".work", "accepted"})
  void linksInATargetAreNotFollowed(String place) throws Exception {
    put(directory.resolve("elsewhere"), PAIR);
    Files.createDirectories(other.resolve(place));
    Files.createSymbolicLink(
        other.resolve(place).resolve(OTHER_ID), directory.resolve("elsewhere"));
    propagate(ID, PAIR);
    assertThat(in(other)).isEqualTo(PAIR);
  }

  @Test
  void aFileThatCannotBeReadInATargetKeepsNothingBack() throws Exception {
    put(other.resolve("accepted").resolve(OTHER_ID), Map.of("y.pem", "another"));
    put(other.resolve(".work").resolve(OTHER_ID), Map.of("y.pem", "certificate"));
    Disk disk =
        new Disk(
            operation -> {
              if (operation.label().equals("list TIME-x")) {
                throw new IOException("Input/output error");
              }
              return Disk.Fate.DONE;
            });
    OtherInbox target = new OtherInbox(disk.see(other), new DurableFiles(), nanos::get);
    assertThat(target.copy(ID, Map.of("x.pem", "certificate".getBytes(UTF_8))))
        .isEqualTo(OtherInbox.Presence.COPIED);
    assertThat(in(other)).isEqualTo(Map.of("x.pem", "certificate"));
  }
}
