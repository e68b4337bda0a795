package org.certdrop.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.certdrop.disk.Disk;
import org.certdrop.files.Owner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HomeTest {
  private static final String ROOT = "root";

  @TempDir Path directory;

  private final Disk disk = new Disk(operation -> Disk.Fate.DONE);
  private Path place;

  @BeforeEach
  void makeHome() throws IOException {
    place = Files.createDirectory(directory.resolve("node"));
    Files.createDirectory(place.resolve("etc"));
    Files.createDirectory(place.resolve("inbox"));
    Files.writeString(place.resolve("etc/certdrop.properties"), "");
  }

  private Home seen() {
    return new Home(disk.see(place));
  }

  @Test
  void whatIsThereMakesAHome() throws Exception {
    assertThat(seen().isMade()).isTrue();
    seen().demandMade();
  }

  @ParameterizedTest
  @ValueSource(strings = {"node", "etc"})
  void aHomeThatThisUserMayNotReadIsNotCalledNoHome(String closed) {
    disk.hide(closed);
    Home home = seen();

    assertThatThrownBy(home::isMade).isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(home::demandMade)
        .isInstanceOf(StartException.class)
        .hasMessage(home.denial(home.properties()))
        .hasMessageNotContaining("setup");
  }

  @Test
  void whatRootsUmaskClosedIsNamedWithTheCommandThatOpensIt() throws Exception {
    Files.setPosixFilePermissions(
        place.resolve("etc"), PosixFilePermissions.fromString("rwx------"));
    disk.shut("etc");
    disk.give("etc", ROOT);

    assertThatThrownBy(seen()::demandMade)
        .isInstanceOf(StartException.class)
        .hasMessage(
            "The user %1$s may not enter %2$s/etc, mode 0700, of the user %3$s. Let root type: chmod"
                + " 755 '%2$s/etc'",
            Owner.us().name(), place, ROOT);
  }

  @ParameterizedTest
  @CsvSource({
    "etc/roster.json, true",
    "etc/aliases.properties, true",
    "etc/identity/component.key, false",
    "etc/database-password, false",
    "etc/sftp/id_ed25519, false",
    "var/journal.jsonl, false"
  })
  void whatHoldsASecretIsNotOpenedToEverybody(String part, boolean opened) throws Exception {
    for (Path at = Path.of(part); at != null; at = at.getParent()) {
      disk.give(at.getFileName().toString(), ROOT);
    }
    Files.createDirectories(place.resolve(part).getParent());
    Files.createFile(place.resolve(part));

    assertThat(seen().denial(seen().resolve(part)))
        .satisfies(
            said -> assertThat(said.contains("Let root type: chmod 644 ")).isEqualTo(opened));
  }

  @Test
  void noFolderAboveTheHomeIsOpenedToEverybody() {
    String above = String.valueOf(place.getParent().getFileName());
    disk.shut(above);
    disk.give(above, ROOT);

    assertThatThrownBy(seen()::demandMade)
        .hasMessageContaining("may not enter " + place.getParent())
        .hasMessageNotContaining("chmod");
  }

  @Test
  void aHomeOnADiskThatFailsIsNotCalledNoHome() {
    disk.lose("certdrop.properties");
    assertThatThrownBy(seen()::demandMade)
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("Stale file handle");
  }
}
