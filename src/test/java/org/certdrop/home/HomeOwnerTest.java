package org.certdrop.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.certdrop.disk.Disk;
import org.certdrop.files.Owner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeOwnerTest {
  @TempDir Path directory;
  private final Disk disk = new Disk(operation -> Disk.Fate.DONE);
  private Home home;

  @BeforeEach
  void makeHome() throws IOException {
    Files.createDirectory(directory.resolve("var"));
    Files.createFile(directory.resolve("var/journal.jsonl"));
    home = new Home(disk.see(directory));
  }

  private String owner() {
    return HomeOwner.of(home).map(Owner::name).orElseThrow();
  }

  @Test
  void itIsTheOwnerOfVarWhoeverMadeTheJournal() {
    disk.give("var", "mallory");
    disk.give("journal.jsonl", "root");
    assertThat(owner()).isEqualTo("mallory");
  }

  @Test
  void onAVolumeOfRootsItIsTheOwnerOfTheJournal() {
    disk.give("var", "root");
    disk.give("journal.jsonl", "10001");
    assertThat(owner()).isEqualTo("10001");
    assertThat(HomeOwner.of(home).orElseThrow().typedBefore())
        .isEqualTo("setpriv --reuid 10001 --regid 10001 --clear-groups");
  }

  @Test
  void whatRootAloneWroteToIsRoots() {
    disk.give("var", "root");
    disk.give("journal.jsonl", "root");
    assertThat(owner()).isEqualTo("root");
  }

  @Test
  void onlyRootReplacesAnotherUser() {
    disk.give("var", "mallory");
    assertThat(HomeOwner.whomRootReplaces(home).map(Owner::name).isPresent())
        .isEqualTo(System.getProperty("user.name").equals("root"));
  }

  @Test
  void nobodyReplacesThemselves() {
    assertThat(HomeOwner.whomRootReplaces(home)).isEmpty();
  }
}
