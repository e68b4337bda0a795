package org.certdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.certdrop.JavaCommand;
import org.certdrop.home.TestHomes;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read and write what certdrop makes, whatever the umask that it is started under. */
class FileModesTest {
  private static final String OWNER_ONLY_FILE = "rw-------";
  private static final String OWNER_ONLY_FOLDER = "rwx------";

  /** Homes in which certdrop ran and made a second certificate, by the umask that it had. */
  private static final Map<String, Path> USED = new HashMap<>();

  @TempDir static Path directory;
  private Path home;

  private void makeHome() throws IOException {
    home = Files.createTempDirectory(directory, "home");
    Files.createDirectory(home.resolve("inbox"));
    Files.createDirectory(home.resolve("etc"));
    TestHomes.copyRoutes(home);
    Files.writeString(
        home.resolve("inbox/a.pem"),
        TestCertificate.builder("node_a").notAfter(TestCertificate.FAR_FUTURE).build().pem());
    Files.writeString(
        home.resolve("inbox/a.json"),
        "{\"party_id\": \"node_a\", \"ip\": \"10.9.0.1\", \"port\": 14001}");
  }

  /** The umask belongs to a process, so each command gets one of its own. */
  private void certdrop(String umask, String... words) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "umask " + umask + " && exec \"$@\"", "sh"));
    command.addAll(JavaCommand.of(Certdrop.class, words));
    command.addAll(List.of("--home", home.toString()));
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
  }

  private void useHome(String umask) throws Exception {
    home = USED.get(umask);
    if (home == null) {
      makeHome();
      certdrop(umask, "run", "--once");
      certdrop(umask, "generate", "--force");
      USED.put(umask, home);
    }
  }

  private String mode(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(path)));
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }

  private void everythingIn(String folder, String mode) throws IOException {
    assertThat(children(home.resolve(folder))).as(folder).isNotEmpty();
    for (Path file : children(home.resolve(folder))) {
      assertThat(mode(file.toString())).as(file.toString()).isEqualTo(mode);
    }
  }

  private void everyFileIn(String folder, String mode) throws IOException {
    for (Path file : children(home.resolve(folder))) {
      if (!Files.isDirectory(file)) {
        assertThat(mode(file.toString())).as(file.toString()).isEqualTo(mode);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"000", "022", "077"})
  void whatMustBeSafeIsForItsOwnerAlone(String umask) throws Exception {
    useHome(umask);
    assertThat(mode("etc/identity")).isEqualTo(OWNER_ONLY_FOLDER);
    for (Path file : children(home.resolve("etc/identity"))) {
      if (!file.toString().endsWith(".pem")) {
        assertThat(mode(file.toString())).as(file.toString()).isEqualTo(OWNER_ONLY_FILE);
      }
    }
    assertThat(children(home.resolve("etc/identity")))
        .filteredOn(file -> file.toString().endsWith(".key"))
        .as("the key and the one that it replaced")
        .hasSize(2);
    assertThat(mode("var")).isEqualTo(OWNER_ONLY_FOLDER);
    assertThat(mode("var/instructions")).isEqualTo(OWNER_ONLY_FOLDER);
    everythingIn("var/instructions", OWNER_ONLY_FILE);
    everyFileIn("var", OWNER_ONLY_FILE);
    assertThat(children(home.resolve("var")))
        .extracting(file -> file.getFileName().toString())
        .contains("journal.jsonl", "registry.json", "run.lock");
    assertThat(mode("inbox/.work")).isEqualTo(OWNER_ONLY_FOLDER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"000", "022"})
  void whatIsForOthersToReadIsForNobodyElseToWrite(String umask) throws Exception {
    useHome(umask);
    everythingIn("outbox/registration", "rw-r--r--");
    Set<PosixFilePermission> own =
        Files.getPosixFilePermissions(home.resolve("etc/identity/component.pem"));
    assertThat(PosixFilePermissions.toString(own)).isEqualTo("rw-r--r--");
  }

  @ParameterizedTest
  @ValueSource(strings = {"000", "022", "077"})
  void aFolderThatWasOpenToOthersIsTakenBack(String umask) throws Exception {
    makeHome();
    Files.createDirectory(home.resolve("var"));
    Files.setPosixFilePermissions(
        home.resolve("var"), PosixFilePermissions.fromString("rwxrwxrwx"));
    certdrop(umask, "run", "--once");
    assertThat(mode("var")).isEqualTo(OWNER_ONLY_FOLDER);
  }
}
