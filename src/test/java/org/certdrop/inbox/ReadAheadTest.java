package org.certdrop.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certdrop.disk.Disk;
import org.certdrop.files.FileContent;
import org.certdrop.files.FileLook;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.home.Settings;
import org.certdrop.submission.Submission;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadAheadTest {
  private static final String PEM =
      "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
  private static final String OTHER = PEM.replace("AAAA", "BBBB");

  @TempDir Path directory;
  private final List<String> opened = new ArrayList<>();
  private Home home;
  private Inbox inbox;
  private SubmissionFolders folders;
  private InboxGate gate;

  /** A gate and folders on a disk that notes which files are opened for reading. */
  @BeforeEach
  void makeInbox() throws Exception {
    Disk disk =
        new Disk(
            operation -> {
              if (operation.kind().equals("open for reading")) {
                opened.add(operation.name());
              }
              return Disk.Fate.DONE;
            });
    home = new Home(disk.see(directory));
    Files.createDirectory(directory.resolve("inbox"));
    inbox = Inbox.prepare(home);
    folders = new SubmissionFolders(home, inbox, Clock.systemUTC());
    Faults faults = new Faults(Clock.systemUTC());
    gate =
        new InboxGate(
            home.inbox(),
            Settings.read(home),
            () -> false,
            faults,
            Clock.systemUTC(),
            System::nanoTime,
            folders.awaited()::contains,
            new TakingOrder(id -> Optional.empty()),
            () -> {},
            new Leftovers(home.inbox()),
            folders.ahead());
  }

  private Path dropped(String name) {
    return directory.resolve("inbox").resolve(name);
  }

  private void putPair() throws IOException {
    Files.writeString(dropped("a.pem"), PEM);
    Files.writeString(dropped("a.json"), "{}");
  }

  private ReadyDrop ready() {
    gate.look();
    assertThat(gate.look()).isTrue();
    return gate.take("a.pem");
  }

  private Claim claim() throws IOException {
    return folders.claim(ready()).orElseThrow();
  }

  private String judged(Claim claim) throws Exception {
    Submission submission = folders.read(claim);
    FileContent content = submission.certificate().orElseThrow().content();
    return new String(((FileContent.Bytes) content).bytes(), StandardCharsets.US_ASCII);
  }

  private long readsOf(String name) {
    return opened.stream().filter(name::equals).count();
  }

  /** Another content of the same size, under the time that the file had. */
  private static void rewrite(Path file) throws IOException {
    FileTime modified = Files.getLastModifiedTime(file);
    Object changed = changeTime(file);
    while (changeTime(file).equals(changed)) { // a disk's clock may tick a hundred times a second
      Files.writeString(file, OTHER);
      Files.setLastModifiedTime(file, modified);
    }
  }

  private static Object changeTime(Path file) throws IOException {
    return Files.getAttribute(file, "unix:ctime");
  }

  /** The same by a file in its place. */
  private static void replace(Path file) throws IOException {
    Path other = Files.writeString(file.resolveSibling(".other"), OTHER);
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void whatTheGateReadIsJudgedAndNotReadAgain() throws Exception {
    putPair();
    assertThat(judged(claim())).isEqualTo(PEM);
    assertThat(readsOf("a.pem")).isOne();
    assertThat(readsOf("a.json")).isOne();
    assertThat(folders.ahead().held()).isZero();
  }

  @Test
  void whatMeetsAFaultIsReadAgain() throws Exception {
    putPair();
    Claim claim = claim();
    folders.read(claim);
    assertThat(judged(claim)).isEqualTo(PEM);
    assertThat(readsOf("a.pem")).isEqualTo(2);
  }

  @Test
  void aFileReplacedBetweenLookAndClaimIsReadAgain() throws Exception {
    putPair();
    ReadyDrop ready = ready();
    replace(dropped("a.pem"));
    assertThat(judged(folders.claim(ready).orElseThrow())).isEqualTo(OTHER);
  }

  @Test
  void aFileRewrittenBetweenLookAndClaimWithSizeAndTimeAsBeforeIsReadAgain() throws Exception {
    putPair();
    ReadyDrop ready = ready();
    rewrite(dropped("a.pem"));
    assertThat(judged(folders.claim(ready).orElseThrow())).isEqualTo(OTHER);
  }

  @Test
  void aFileReplacedAfterTheClaimIsReadAgain() throws Exception {
    putPair();
    Claim claim = claim();
    replace(directory.resolve("inbox/.work").resolve(claim.id()).resolve("a.pem"));
    assertThat(judged(claim)).isEqualTo(OTHER);
  }

  @Test
  void aFileWrittenToAfterTheClaimIsReadAgain() throws Exception {
    putPair();
    Claim claim = claim();
    Path file = directory.resolve("inbox/.work").resolve(claim.id()).resolve("a.pem");
    Files.writeString(file, PEM + "and more");
    assertThat(judged(claim)).isEqualTo(PEM + "and more");
    Files.writeString(file, OTHER);
    assertThat(judged(claim)).isEqualTo(OTHER);
  }

  @Test
  void aFileThatIsGoneBeforeTheClaimIsForgotten() throws Exception {
    putPair();
    FileLook look = ready().looks().get(0);
    int before = folders.ahead().held();
    Files.delete(dropped("a.pem"));
    folders.ahead().compare(dropped("a.pem"), look);
    assertThat(folders.ahead().held()).isLessThan(before);
  }

  @Test
  void whatIsNotClaimedIsForgottenAtTheNextListing() throws Exception {
    Files.writeString(dropped("lone.pem"), PEM);
    gate.look();
    gate.look();
    assertThat(folders.ahead().held()).isPositive();
    Files.writeString(dropped("another.pem"), PEM);
    gate.look();
    assertThat(folders.ahead().held()).isZero();
  }

  private FileLook put(String name, int octets) throws IOException {
    Files.write(dropped(name), new byte[octets]);
    return FileLook.of(dropped(name), LinkOption.NOFOLLOW_LINKS);
  }

  @Test
  void noMoreIsHeldThanThereIsRoom() throws Exception {
    ReadAhead ahead = new ReadAhead(10_000);
    for (int number = 0; number < 100; number++) {
      int octets = 500 * (number % 25); // some are larger than all the room
      ahead.keep(put(number + ".pem", octets), new FileContent.Bytes(new byte[octets]));
      assertThat(ahead.held()).isBetween(500, 10_000);
    }
  }

  @Test
  void theSameFileTakesItsRoomOnce() throws Exception {
    ReadAhead ahead = new ReadAhead(10_000);
    FileLook look = put("a.pem", 10);
    ahead.keep(look, new FileContent.Bytes(new byte[10]));
    int held = ahead.held();
    ahead.keep(look, new FileContent.Bytes(new byte[10]));
    assertThat(ahead.held()).isEqualTo(held);
  }

  /** A file system gives the number of a deleted file to the next one. */
  @Test
  void whatWasReadOfADeletedFileIsForgottenWhenAnotherOneHasItsNumber() throws Exception {
    ReadAhead ahead = new ReadAhead(10_000);
    FileLook look = put("a.pem", 10);
    ahead.keep(look, new FileContent.Bytes(new byte[10]));
    ahead.keep(look, new FileContent.Unreadable("is not for everybody to read"));
    assertThat(ahead.held()).isZero();
  }

  @Test
  void onlyContentsAreKept() throws Exception {
    ReadAhead ahead = new ReadAhead(10_000);
    ahead.keep(put("a.pem", 10), new FileContent.TooLarge(10));
    ahead.keep(put("b.pem", 10), new FileContent.Unreadable("is no plain file"));
    assertThat(ahead.held()).isZero();
  }
}
