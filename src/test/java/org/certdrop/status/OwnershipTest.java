package org.certdrop.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.certdrop.disk.Disk;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnershipTest {
  @TempDir Path directory;
  private final Disk disk = new Disk(operation -> Disk.Fate.DONE);

  @BeforeEach
  void makeHome() throws IOException {
    for (String folder : List.of("var/instructions", "etc/identity", "outbox/to", "inbox")) {
      Files.createDirectories(directory.resolve(folder));
    }
    for (String file :
        List.of("var/registry.json", "var/instructions/a", "etc/identity/component.key")) {
      Files.createFile(directory.resolve(file));
    }
  }

  private List<Faults.Fault> faults() {
    return Ownership.faults(new Home(disk.see(directory)), Instant.EPOCH);
  }

  @Test
  void aHomeOfOneUserHasNone() {
    assertThat(faults()).isEmpty();
  }

  @Test
  void whatAnotherUserMadeIsNamedWithTheCommandThatMendsIt() {
    disk.give("registry.json", "mallory");
    String us = System.getProperty("user.name");

    assertThat(faults())
        .containsExactly(
            new Faults.Fault(
                "var/registry.json",
                "The file belongs to the user mallory, and the home to %1$s, whose service cannot use it. Let root type: chown %1$s '%2$s/var/registry.json'."
                    .formatted(us, directory),
                Instant.EPOCH));
  }

  @Test
  void allPlacesThatOnlyTheServiceWritesToAreLookedAt() {
    for (String name : List.of("registry.json", "a", "component.key", "to")) {
      disk.give(name, "mallory");
    }
    assertThat(faults())
        .extracting(Faults.Fault::where)
        .containsExactly(
            "var/registry.json", "var/instructions/a", "etc/identity/component.key", "outbox/to");
  }

  @Test
  void othersDropFilesIntoTheInbox() throws IOException {
    Files.createFile(directory.resolve("inbox/x.pem"));
    disk.give("x.pem", "mallory");
    assertThat(faults()).isEmpty();
  }

  @Test
  void aPairThatRootHandsInIsNoFault() {
    disk.give("identity", "mallory");
    disk.give("component.key", "mallory");
    assertThat(faults()).isEmpty();
  }

  @Test
  void aVolumeThatIsOpenByItsGroupIsNoFault() throws IOException {
    Files.createFile(directory.resolve("var/journal.jsonl"));
    disk.give("var", "root");
    for (String name : List.of("registry.json", "journal.jsonl", "a", "instructions")) {
      disk.give(name, "10001");
    }
    assertThat(faults()).isEmpty();
  }
}
