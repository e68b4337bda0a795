package org.certdrop.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.certdrop.disk.Disk;
import org.certdrop.home.Home;
import org.certdrop.home.StartException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxTest {
  @TempDir Path directory;
  private Home home;

  @BeforeEach
  void makeInbox() throws IOException {
    home = new Home(directory);
    Files.createDirectory(home.inbox());
  }

  private static String mode(Path folder) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
  }

  @Test
  void whatSomebodyPutIntoTheInboxKeepsItFromNothing() throws Exception {
    for (String name : List.of(".probe", ".probe.tmp")) {
      Files.createDirectories(home.inbox().resolve(name).resolve("x"));
    }
    Inbox.prepare(home);
    assertThat(home.refused()).isDirectory();
    assertThat(home.inbox().resolve(".probe/x")).isDirectory();
  }

  @Test
  void theWorkFolderIsForItsOwnerAloneHoweverItCame() throws Exception {
    Inbox.prepare(home);
    assertThat(mode(home.work())).isEqualTo("rwx------");
    Files.setPosixFilePermissions(home.work(), PosixFilePermissions.fromString("rwxrwxrwx"));
    Inbox.prepare(home);
    assertThat(mode(home.work())).isEqualTo("rwx------");
    assertThat(home.work()).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {".work", "accepted", "refused"})
  void aLinkOrAFileInThePlaceOfAFolderIsRefusedInWords(String place) throws Exception {
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Path link = Files.createSymbolicLink(home.inbox().resolve(place), outside);
    assertThatThrownBy(() -> Inbox.prepare(home))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(link + " must be a real directory");
    Files.delete(link);
    Files.createFile(link);
    assertThatThrownBy(() -> Inbox.prepare(home)).isInstanceOf(StartException.class);
    assertThat(outside).isEmptyDirectory();
  }

  /** Who put it there may put a link in its place before the operator has typed anything. */
  @ParameterizedTest
  @ValueSource(strings = {".work", "accepted", "refused"})
  void somebodyElsesFolderIsToBeMovedAwayAndNotToBeGivenAnotherOwner(String place)
      throws Exception {
    Files.createDirectory(home.inbox().resolve(place));
    Disk disk = new Disk(operation -> Disk.Fate.DONE);
    disk.give(place, "mallory");
    assertThatThrownBy(() -> Inbox.prepare(new Home(disk.see(directory))))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(place + " belongs to mallory and not to ")
        .hasMessageContaining("Move it away, and change neither its owner nor its mode")
        .hasMessageContaining("sticky bit");
  }

  @Test
  void aReplacedFolderIsNoticedTakenUpOnceAndUsedFromThenOn() throws Exception {
    Inbox inbox = Inbox.prepare(home);
    List<String> takenUp = new ArrayList<>();
    List<String> others = new ArrayList<>();
    InboxWatch watch =
        new InboxWatch(inbox, () -> takenUp.add("once"), () -> others.remove("left"));
    watch.check();
    assertThat(takenUp).isEmpty();
    Files.move(home.accepted(), directory.resolve("taken"));
    watch.check();
    watch.check();
    assertThat(takenUp).containsExactly("once");
    others.add("left");
    watch.check();
    watch.check();
    assertThat(takenUp).as("what another replica left").hasSize(2);
    List<String> accepted = inbox.through(open -> open.accepted().names());
    assertThat(accepted).isEmpty();
  }

  @Test
  void whatCannotBeTakenUpNowIsTakenUpByALaterLook() throws Exception {
    Inbox inbox = Inbox.prepare(home);
    List<String> tries = new ArrayList<>();
    InboxWatch watch =
        new InboxWatch(
            inbox,
            () -> {
              tries.add("once");
              if (tries.size() == 1) {
                throw new IOException("Input/output error");
              }
            },
            () -> false);
    Files.delete(home.work());
    assertThatThrownBy(watch::check).hasMessage("Input/output error");
    watch.check();
    watch.check();
    assertThat(tries).hasSize(2);
  }

  @Test
  void anInboxThatIsGoneIsSaidToBe() throws Exception {
    Inbox inbox = Inbox.prepare(home);
    Files.move(home.inbox(), directory.resolve("unmounted"));
    assertThatThrownBy(inbox::isReplaced)
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("the inbox is gone");
    assertThatThrownBy(() -> inbox.through(open -> open.work().names()))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void foldersStayOpenForWhoUsesThemAndNoLonger() throws Exception {
    Inbox inbox = Inbox.prepare(home);
    InboxFolders[] first = new InboxFolders[1];
    inbox.through(
        open -> {
          first[0] = open;
          inbox.renew();
          assertThat(open.work().names()).as("still in use").isEmpty();
          return inbox.through(other -> assertThat(other).isNotSameAs(open));
        });
    assertThatThrownBy(() -> first[0].work().names())
        .isInstanceOf(ClosedDirectoryStreamException.class);
    InboxFolders now = inbox.through(open -> open);
    InboxFolders later = inbox.through(open -> open);
    assertThat(later).isSameAs(now);
  }
}
