package org.certdrop.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.certdrop.disk.Disk;
import org.certdrop.files.Owner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HomeTest {
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
        .hasMessage("This user may not read " + place + ". " + Owner.advice(home.properties()))
        .hasMessageNotContaining("setup");
  }

  @Test
  void aHomeOnADiskThatFailsIsNotCalledNoHome() {
    disk.lose("certdrop.properties");
    assertThatThrownBy(seen()::demandMade)
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("Stale file handle");
  }
}
