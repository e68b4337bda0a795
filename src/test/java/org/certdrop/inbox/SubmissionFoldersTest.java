package org.certdrop.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.certdrop.disk.Disk;
import org.certdrop.files.FileContent;
import org.certdrop.files.FileLook;
import org.certdrop.files.Folders;
import org.certdrop.files.OpenFolder;
import org.certdrop.home.Home;
import org.certdrop.home.TypedCommands;
import org.certdrop.json.StrictJson;
import org.certdrop.party.PartyId;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.submission.Drop;
import org.certdrop.submission.Pairing;
import org.certdrop.submission.Submission;
import org.certdrop.verdict.Outcome;
import org.certdrop.verdict.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SubmissionFoldersTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:15:00.123Z");

  @TempDir Path directory;
  private Home home;
  private Inbox inbox;
  private SubmissionFolders folders;

  @BeforeEach
  void makeInbox() throws Exception {
    home = new Home(directory);
    Files.createDirectory(home.inbox());
    inbox = Inbox.prepare(home);
    folders = new SubmissionFolders(home, inbox, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private void put(String name, String content) throws IOException {
    Files.writeString(home.inbox().resolve(name), content);
  }

  /** The one drop in the inbox, as the gate would hand it over. */
  private ReadyDrop ready() throws IOException {
    InboxListing listing = InboxListing.of(home.inbox());
    Drop drop = Pairing.of(listing.candidates().keySet()).get(0);
    List<FileLook> looks = new ArrayList<>();
    drop.names().forEach(name -> looks.add(listing.candidates().get(name)));
    return new ReadyDrop(drop, looks, Optional.empty());
  }

  private static Verdict verdict(Claim claim, Outcome outcome) {
    List<Finding> findings =
        outcome == Outcome.REFUSED
            ? List.of(new Finding(Code.EXPIRED, "It ended.", "Ask for a new one."))
            : List.of();
    return new Verdict(
        claim.id(),
        claim.names(),
        Map.of(),
        outcome,
        Optional.empty(),
        Optional.empty(),
        findings,
        List.of(),
        NOW,
        OptionalLong.empty());
  }

  private static List<String> names(Path folder) throws IOException {
    return Folders.children(folder).stream().map(file -> file.getFileName().toString()).toList();
  }

  /** What the verdict in {@code place} tells to do, of a bundle of which mallory has some files. */
  private String hint(Outcome outcome, Path place, String... mallorys) throws Exception {
    put("a.pem", "certificate");
    put("a.json", "sidecar");
    put("a.json.p7s", "junk");
    Disk disk = new Disk(operation -> Disk.Fate.DONE);
    for (String name : List.of("a.pem", "a.json", "a.json.p7s")) {
      disk.give(name, List.of(mallorys).contains(name) ? "mallory" : "alice");
    }
    Home seen = new Home(disk.see(directory));
    SubmissionFolders there =
        new SubmissionFolders(seen, Inbox.prepare(seen), Clock.fixed(NOW, ZoneOffset.UTC));
    Claim claim = there.claim(ready()).orElseThrow();
    there.conclude(claim, verdict(claim, outcome));
    return StrictJson.read(Files.readAllBytes(place.resolve(claim.id()).resolve("verdict.json")))
        .at("/findings/0/hint")
        .asText();
  }

  @Test
  void aRefusalNamesTheOwnersWhereTheFilesAreOfDifferentUsers() throws Exception {
    assertThat(hint(Outcome.REFUSED, home.refused(), "a.json.p7s"))
        .startsWith(
            "Ask for a new one. The files belong to different users: a.json, a.pem to alice;"
                + " a.json.p7s to mallory. ")
        .contains("drop all files once more with another stem");
  }

  @Test
  void aRefusalSaysNothingOfOwnersWhereThereIsOne() throws Exception {
    assertThat(hint(Outcome.REFUSED, home.refused())).isEqualTo("Ask for a new one.");
  }

  @Test
  void whatIsAcceptedSaysNothingOfOwners() throws Exception {
    assertThat(hint(Outcome.REGISTERED, home.accepted(), "a.json")).isEmpty();
  }

  @Test
  void aClaimIsNamedAfterTimeAndStemAndReadsAllFiles() throws Exception {
    put("a.pem", "certificate");
    put("a.json", "sidecar");
    Claim claim = folders.claim(ready()).orElseThrow();
    assertThat(claim.id()).isEqualTo("20261123T101500.123Z-a");
    Submission submission = folders.read(claim);
    assertThat(submission.names()).containsExactly("a.pem", "a.json");
    assertThat(submission.certificate().orElseThrow().content())
        .isInstanceOfSatisfying(
            FileContent.Bytes.class, bytes -> assertThat(bytes.bytes()).hasSize(11));
    assertThat(names(home.inbox())).containsExactly(".work", "accepted", "refused");
  }

  @Test
  void aClaimTakesAllFilesOfTheDropAtOnce() throws Exception {
    put("a.pem", "certificate");
    put("a.json", "sidecar");
    put("a.txt", "text");
    Claim claim = folders.claim(ready()).orElseThrow();
    assertThat(names(claim.folder())).containsExactly("a.json", "a.pem", "a.txt");
  }

  @Test
  void anotherClaimInTheSameMillisecondIsNumbered() throws Exception {
    put("a.pem", "1");
    Claim first = folders.claim(ready()).orElseThrow();
    put("a.pem", "2");
    assertThat(folders.claim(ready()).orElseThrow().id()).isEqualTo(first.id() + "-2");
  }

  @Test
  void anIdThatIsTakenInAcceptedIsNotUsedAgain() throws Exception {
    put("a.pem", "1");
    Claim first = folders.claim(ready()).orElseThrow();
    folders.conclude(first, verdict(first, Outcome.REGISTERED));
    put("a.pem", "2");
    assertThat(folders.claim(ready()).orElseThrow().id()).isEqualTo(first.id() + "-2");
  }

  @Test
  void aFileThatChangedMeanwhileIsNotClaimed() throws Exception {
    put("a.pem", "certificate");
    ReadyDrop ready = ready();
    put("a.pem", "certificate, and more of it");
    assertThat(folders.claim(ready)).isEmpty();
    assertThat(names(home.work())).isEmpty();
    assertThat(home.inbox().resolve("a.pem")).exists();
  }

  @Test
  void aFileThatSomebodyElseTookIsNotClaimed() throws Exception {
    put("a.pem", "certificate");
    ReadyDrop ready = ready();
    Files.delete(home.inbox().resolve("a.pem"));
    assertThat(folders.claim(ready)).isEmpty();
    assertThat(names(home.work())).isEmpty();
  }

  @Test
  void anAcceptedSubmissionLiesWithItsVerdictInAccepted() throws Exception {
    put("a.pem", "certificate");
    Claim claim = folders.claim(ready()).orElseThrow();
    folders.conclude(claim, verdict(claim, Outcome.PENDING));
    Path folder = home.accepted().resolve(claim.id());
    assertThat(names(folder)).containsExactly("a.pem", "verdict.json");
    assertThat(
            StrictJson.mapper()
                .readTree(folder.resolve("verdict.json").toFile())
                .path("outcome")
                .asText())
        .isEqualTo("pending");
    assertThat(names(home.work())).isEmpty();
  }

  @Test
  void aRefusedSubmissionLiesInRefused() throws Exception {
    put("a.pem", "certificate");
    Claim claim = folders.claim(ready()).orElseThrow();
    folders.conclude(claim, verdict(claim, Outcome.REFUSED));
    assertThat(names(home.refused())).containsExactly(claim.id());
  }

  @Test
  void aFolderLeftInWorkIsTakenUpWithItsVerdictHalfWritten() throws Exception {
    put("a.pem", "certificate");
    Claim claim = folders.claim(ready()).orElseThrow();
    Files.writeString(claim.folder().resolve("verdict.json"), "{\"form");
    List<Claim> recovered = folders.recover(Set.of(), left -> left);
    assertThat(recovered).containsExactly(claim);
    folders.conclude(claim, verdict(claim, Outcome.REGISTERED));
    assertThat(names(home.accepted().resolve(claim.id()))).containsExactly("a.pem", "verdict.json");
  }

  /** Another replica took the submission up and concluded, while this one stood still. */
  @Test
  void aReplicaThatIsKilledWhenItGoesOnTakesNoVerdictAway() throws Exception {
    boolean killed = true;
    for (int fatal = 1; killed; fatal++) {
      put(fatal + ".pem", "certificate");
      Claim claim = folders.claim(ready()).orElseThrow();
      AtomicInteger changes = new AtomicInteger();
      int last = fatal;
      Disk disk =
          new Disk(
              operation ->
                  operation.changes() && changes.incrementAndGet() == last
                      ? Disk.Fate.KILL
                      : Disk.Fate.DONE);
      Path accepted = home.accepted().resolve(claim.id());
      try (OpenFolder frozen = OpenFolder.of(disk.see(claim.folder()));
          OpenFolder whereItIsNow = OpenFolder.of(home.accepted())) {
        folders.conclude(claim, verdict(claim, Outcome.REGISTERED));
        VerdictFile.write(
            frozen, whereItIsNow, verdict(claim, Outcome.REGISTERED), TypedCommands.of(home));
        killed = false;
        assertThat(fatal).isGreaterThan(2);
        assertThat(names(accepted)).containsExactly(last + ".pem", "verdict.json");
      } catch (Disk.Killed e) {
        assertThat(disk.isDead()).isTrue();
      }
      assertThat(accepted.resolve("verdict.json")).content().contains("registered").endsWith("}\n");
    }
  }

  @Test
  void aVerdictWithWhichAnotherReplicaConcludedStays() throws Exception {
    put("a.pem", "certificate");
    Claim claim = folders.claim(ready()).orElseThrow();
    try (OpenFolder frozen = OpenFolder.of(claim.folder());
        OpenFolder work = OpenFolder.of(home.work())) {
      folders.conclude(claim, verdict(claim, Outcome.REGISTERED));
      assertThatThrownBy(
              () ->
                  VerdictFile.write(
                      frozen, work, verdict(claim, Outcome.UNCHANGED), TypedCommands.of(home)))
          .isInstanceOf(NoSuchFileException.class);
    }
    assertThat(home.accepted().resolve(claim.id()).resolve("verdict.json"))
        .content()
        .contains("registered");
  }

  @Test
  @Timeout(30)
  void whatSomebodyPutInTheVerdictsPlaceIsNeitherOpenedNorFollowed() throws Exception {
    Path other = Files.writeString(directory.resolve("other"), "canary");
    int number = 0;
    for (Obstacle obstacle :
        List.<Obstacle>of(
            place -> Files.createSymbolicLink(place, other),
            place -> Files.createLink(place, other),
            place -> new ProcessBuilder("mkfifo", place.toString()).start().waitFor(),
            place -> Files.createDirectory(place))) {
      put(number++ + ".pem", "certificate");
      Claim claim = folders.claim(ready()).orElseThrow();
      obstacle.putAt(claim.folder().resolve("verdict.json"));
      folders.conclude(claim, verdict(claim, Outcome.REGISTERED));
      Path shown = home.accepted().resolve(claim.id()).resolve("verdict.json");
      assertThat(shown).isRegularFile().content().contains("registered").endsWith("}\n");
      assertThat(other).hasContent("canary");
    }
  }

  private interface Obstacle {
    void putAt(Path place) throws Exception;
  }

  @Test
  void companionsLeftInTheInboxByAKillAreFetched() throws Exception {
    put("a.pem", "certificate");
    Claim claim = folders.claim(ready()).orElseThrow();
    put("a.json", "sidecar");
    put("b.json", "another");
    Claim recovered = folders.recover(Set.of(), left -> left).get(0);
    assertThat(recovered.id()).isEqualTo(claim.id());
    assertThat(folders.read(recovered).names()).containsExactly("a.pem", "a.json");
    assertThat(home.inbox().resolve("b.json")).exists();
  }

  @Test
  void anEmptyFolderLeftByAKillIsRemoved() throws Exception {
    Files.createDirectory(home.work().resolve("20261123T101500.123Z-a"));
    assertThat(folders.recover(Set.of(), left -> left)).isEmpty();
    assertThat(names(home.work())).isEmpty();
  }

  @Test
  void whatCertdropDidNotMakeIsLeftInWork() throws Exception {
    Files.createDirectory(home.work().resolve("mine"));
    Files.writeString(home.work().resolve("20261123T101500.123Z-file"), "no folder");
    Files.createSymbolicLink(home.work().resolve("20261123T101500.123Z-link"), home.accepted());
    assertThat(folders.recover(Set.of(), left -> left)).isEmpty();
    assertThat(names(home.work())).hasSize(3);
  }

  @Test
  void aConcludeThatTheMachineRefusesMayBeTriedAgain() throws Exception {
    put("a.pem", "certificate");
    Claim claim = folders.claim(ready()).orElseThrow();
    Files.delete(home.accepted());
    assertThatThrownBy(() -> folders.conclude(claim, verdict(claim, Outcome.REGISTERED)))
        .isInstanceOf(IOException.class);
    assertThat(claim.folder().resolve("a.pem")).exists();
    inbox.prepareAgain();
    folders.conclude(claim, verdict(claim, Outcome.REGISTERED));
    assertThat(names(home.accepted())).containsExactly(claim.id());
  }

  @Test
  void aLinkPutInTheFoldersPlaceIsNotFollowed() throws Exception {
    put("a.pem", "certificate");
    Claim claim = folders.claim(ready()).orElseThrow();
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Files.delete(home.accepted());
    Files.createSymbolicLink(home.accepted(), outside);
    assertThatThrownBy(() -> folders.conclude(claim, verdict(claim, Outcome.REGISTERED)))
        .isInstanceOf(IOException.class);
    assertThat(names(outside)).isEmpty();
  }

  @Test
  void aClaimThatFailsLeavesNoFolder() throws Exception {
    put("a.pem", "certificate");
    ReadyDrop ready = ready();
    Files.delete(home.work());
    assertThatThrownBy(() -> folders.claim(ready)).isInstanceOf(NotDirectoryException.class);
    assertThat(home.inbox().resolve("a.pem")).exists();
  }

  @Test
  void aLinkPutInTheFilesPlaceIsNotFollowed() throws Exception {
    put("a.pem", "certificate");
    Claim claim = folders.claim(ready()).orElseThrow();
    Path secret = Files.writeString(directory.resolve("secret"), "canary");
    Files.delete(claim.folder().resolve("a.pem"));
    Files.createSymbolicLink(claim.folder().resolve("a.pem"), secret);
    assertThat(folders.read(claim).certificate().orElseThrow().content())
        .isInstanceOf(FileContent.Unreadable.class);
  }

  @Test
  void aFileOverTheLimitIsNotRead() throws Exception {
    put("a.pem", "x".repeat(64 * 1024 + 1));
    Claim claim = folders.claim(ready()).orElseThrow();
    assertThat(folders.read(claim).certificate().orElseThrow().content())
        .isEqualTo(new FileContent.TooLarge(64 * 1024 + 1));
  }

  @Test
  void aCompanionThatCannotBeMovedYetIsAwaitedAndFetchedLater() throws Exception {
    put("a.pem", "certificate");
    put("a.json", "sidecar");
    Disk disk =
        new Disk(
            operation -> {
              if (operation.kind().startsWith("move")
                  && operation.name().equals("a.json")
                  && operation.occurrence() == 1) {
                throw new IOException("Input/output error");
              }
              return Disk.Fate.DONE;
            });
    Home seen = new Home(disk.see(directory));
    folders = new SubmissionFolders(seen, Inbox.prepare(seen), Clock.fixed(NOW, ZoneOffset.UTC));
    Claim claim = folders.claim(ready()).orElseThrow();
    assertThat(folders.awaited()).containsExactly("a.json");
    assertThat(folders.read(claim).names()).containsExactly("a.pem", "a.json");
    assertThat(folders.awaited()).isEmpty();
  }

  @Test
  void aClaimWhoseFolderSomebodyTookAwayIsGone() throws Exception {
    put("a.pem", "certificate");
    Claim claim = folders.claim(ready()).orElseThrow();
    Files.move(claim.folder(), directory.resolve("taken"));
    assertThatThrownBy(() -> folders.read(claim)).isInstanceOf(SubmissionGoneException.class);
    assertThatThrownBy(() -> folders.conclude(claim, verdict(claim, Outcome.REGISTERED)))
        .isInstanceOf(SubmissionGoneException.class)
        .hasMessageContaining(claim.id());
  }

  @Test
  void aClaimThatSomebodyEmptiedIsGoneAndItsFolderToo() throws Exception {
    put("a.pem", "certificate");
    Claim claim = folders.claim(ready()).orElseThrow();
    Files.delete(claim.folder().resolve("a.pem"));
    assertThatThrownBy(() -> folders.read(claim)).isInstanceOf(SubmissionGoneException.class);
    assertThat(claim.folder()).doesNotExist();
  }

  @Test
  void aClaimIsNotGoneAsLongAsTheInboxIsNotThere() throws Exception {
    put("a.pem", "certificate");
    Claim claim = folders.claim(ready()).orElseThrow();
    Files.move(home.inbox(), directory.resolve("unmounted"));
    inbox.renew();
    assertThatThrownBy(() -> folders.read(claim)).isInstanceOf(IOException.class);
    Files.move(directory.resolve("unmounted"), home.inbox());
    assertThat(folders.read(claim).names()).containsExactly("a.pem");
  }

  @Test
  void whatThisRunHandlesAlreadyIsNotTakenUpAgain() throws Exception {
    put("a.pem", "certificate");
    Claim claim = folders.claim(ready()).orElseThrow();
    assertThat(folders.recover(Set.of(claim.id()), left -> left)).isEmpty();
  }

  /** Folders that a disk shows which cannot list a submission's folder until it is told to. */
  private SubmissionFolders folders(AtomicBoolean broken) throws Exception {
    Disk disk =
        new Disk(
            operation -> {
              if (broken.get() && operation.label().equals("list TIME-a")) {
                throw new IOException("Input/output error");
              }
              return Disk.Fate.DONE;
            });
    Home seen = new Home(disk.see(directory));
    return new SubmissionFolders(seen, Inbox.prepare(seen), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Test
  void aLeftFolderThatCannotBeLookedIntoKeepsNoOtherBackAndWaitsWithItsCompanions()
      throws Exception {
    for (String stem : List.of("a", "b")) {
      put(stem + ".pem", "certificate");
      folders.claim(ready());
    }
    put("a.json", "sidecar");
    put("c.json", "somebody else's");
    AtomicBoolean broken = new AtomicBoolean(true);
    folders = folders(broken);
    List<Claim> claims = folders.recover(Set.of(), left -> left);
    assertThat(claims).extracting(Claim::id).allMatch(id -> id.matches(".*-[ab]")).hasSize(2);
    assertThat(folders.awaited()).containsExactly("a.json");
    assertThat(folders.read(claims.get(1)).names()).containsExactly("b.pem");
    assertThatThrownBy(() -> folders.read(claims.get(0))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> folders.announcedBy(claims.get(0))).isInstanceOf(IOException.class);
    broken.set(false);
    assertThat(folders.read(claims.get(0)).names()).containsExactly("a.pem", "a.json");
    assertThat(folders.awaited()).isEmpty();
  }

  @Test
  void whoseALeftBundleIsItsSidecarTellsWhereverItLies() throws Exception {
    String sidecar =
        "{\"party_id\":\"node_a\",\"type\":\"registration\",\"seq\":1,\"sha256\":\"00\"}";
    put("a.pem", "certificate");
    Claim alone = folders.claim(ready()).orElseThrow();
    assertThat(folders.announcedBy(alone)).isEmpty();
    Claim claim = new Claim(alone.id(), alone.folder(), List.of("a.pem", "a.json"));
    put("a.json", sidecar);
    assertThat(folders.announcedBy(claim)).contains(new PartyId("node_a"));
    Files.move(home.inbox().resolve("a.json"), claim.folder().resolve("a.json"));
    assertThat(folders.announcedBy(claim)).contains(new PartyId("node_a"));
    Files.writeString(claim.folder().resolve("a.json"), "{\"party_id\":\"node_a\"}");
    assertThat(folders.announcedBy(claim)).as("it does not say that it is signed").isEmpty();
  }

  @Test
  void aFolderThatWasSwappedIsNotUsedThoughItIsOne() throws Exception {
    put("a.pem", "certificate");
    Claim claim = folders.claim(ready()).orElseThrow();
    inbox.renew();
    Files.move(home.accepted(), directory.resolve("taken"));
    Files.createDirectory(home.accepted());
    assertThatThrownBy(() -> folders.conclude(claim, verdict(claim, Outcome.REGISTERED)))
        .hasMessageContaining("another folder in the place of " + home.accepted());
    assertThat(names(home.accepted())).isEmpty();
    assertThat(claim.folder().resolve("a.pem")).exists();
  }

  /** Folders of a disk that does each move, and says of it what the plan says. */
  private SubmissionFolders moving(Disk.Plan ofMoves) throws Exception {
    Disk disk =
        new Disk(
            operation ->
                operation.kind().startsWith("move to")
                    ? ofMoves.before(operation)
                    : Disk.Fate.DONE);
    Home seen = new Home(disk.see(directory));
    return new SubmissionFolders(seen, Inbox.prepare(seen), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Test
  void aRenameOverNfsWhoseAnswerWasLostIsDone() throws Exception {
    put("a.pem", "certificate");
    put("a.json", "sidecar");
    folders = moving(move -> Disk.Fate.TEAR);
    Claim claim = folders.claim(ready()).orElseThrow();
    assertThat(names(claim.folder())).containsExactly("a.json", "a.pem");
    folders.conclude(claim, verdict(claim, Outcome.REGISTERED));
    assertThat(names(home.accepted())).containsExactly(claim.id());
    assertThat(names(home.work())).isEmpty();
  }

  @Test
  void aFileThatIsStaleWasTakenBySomebodyElse() throws Exception {
    put("a.pem", "certificate");
    folders =
        moving(
            move -> {
              throw new FileSystemException(move.name(), null, "Stale file handle");
            });
    assertThat(folders.claim(ready())).isEmpty();
    assertThat(names(home.work())).isEmpty();
    folders =
        moving(
            move -> {
              throw new FileSystemException(move.name(), null, "Input/output error");
            });
    assertThatThrownBy(() -> folders.claim(ready())).hasMessageContaining("Input/output error");
  }

  /** As some mounts do: sshfs, other FUSE file systems. */
  @Test
  void aFileOfAnotherInodeNumberIsClaimedAllTheSame() throws Exception {
    put("a.pem", "certificate");
    ReadyDrop ready = ready();
    FileLook look = ready.looks().get(0);
    FileLook renumbered =
        new FileLook(true, look.size(), look.modified(), look.changed(), "another number");
    assertThat(folders.claim(new ReadyDrop(ready.drop(), List.of(renumbered), Optional.empty())))
        .isPresent();
  }
}
