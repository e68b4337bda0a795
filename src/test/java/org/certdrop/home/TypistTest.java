package org.certdrop.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.certdrop.disk.Disk;
import org.certdrop.files.Owner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypistTest {
  private static final Map<String, String> NO_SUDO = Map.of();

  @TempDir Path directory;
  private final Disk disk = new Disk(operation -> Disk.Fate.DONE);
  private Home home;

  @BeforeEach
  void makeHome() throws IOException {
    Files.createDirectory(directory.resolve("var"));
    Files.createDirectory(directory.resolve("etc"));
    home = new Home(disk.see(directory));
    disk.give("var", "certdrop");
    disk.give("etc", "certdrop");
  }

  private String typed(String user, Map<String, String> environment, boolean atTerminal) {
    return TypedCommands.of(home, new Typist(new Owner(user, true), environment, atTerminal))
        .complete("./certdrop list; ./certdrop pack")
        .replace(" --home " + home, "");
  }

  @Test
  void rootBecomesTheOwnerOfTheHome() {
    assertThat(typed("root", NO_SUDO, true))
        .isEqualTo("sudo -u certdrop ./certdrop list; ./certdrop pack");
  }

  @Test
  void rootInAHomeOfRootsBecomesNobodyHoweverItBecameRoot() {
    disk.give("var", "root");
    assertThat(typed("root", Map.of("SUDO_USER", "ana"), true)).startsWith("./certdrop list");
  }

  /** The next command is typed at the prompt at which sudo was typed. */
  @ParameterizedTest
  @CsvSource({
    "root, /usr/local/bin/certdrop delete node_a, true",
    "ana, /usr/local/bin/certdrop delete node_a, true",
    "ana,, true",
    "ana, /bin/bash, false",
    "certdrop, /usr/local/bin/certdrop list, false",
    "'', /usr/local/bin/certdrop list, false"
  })
  void thePersonWhoCameBySudoComesBySudoAgain(String person, String command, boolean again) {
    Map<String, String> environment =
        command == null
            ? Map.of("SUDO_USER", person)
            : Map.of("SUDO_USER", person, "SUDO_COMMAND", command);

    assertThat(typed("certdrop", environment, true))
        .isEqualTo((again ? "sudo -u certdrop " : "") + "./certdrop list; ./certdrop pack");
  }

  @Test
  void theLogOfAServiceSaysWhatAPersonTypes() {
    disk.give("etc", "root");
    assertThat(typed("certdrop", NO_SUDO, false)).startsWith("sudo -u certdrop ./certdrop list");
  }

  @Test
  void whoRunsCertdropInTheirOwnHomeBecomesNobody() {
    assertThat(typed("certdrop", NO_SUDO, false)).startsWith("./certdrop list");
  }

  @Test
  void aPersonAtATerminalOfTheServicesUserBecomesNobody() {
    disk.give("etc", "root");
    assertThat(typed("certdrop", NO_SUDO, true)).startsWith("./certdrop list");
  }

  @Test
  void inAContainerThereIsNoSudo() {
    disk.give("etc", "root");
    assertThat(typed("10001", NO_SUDO, false)).startsWith("./certdrop list");
  }
}
