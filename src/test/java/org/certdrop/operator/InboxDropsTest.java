package org.certdrop.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.certdrop.disk.Disk;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.text.Parsed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxDropsTest {
  @TempDir Path directory;
  private Path inbox;

  @BeforeEach
  void makeInbox() throws IOException {
    inbox = Files.createDirectory(directory.resolve("inbox"));
  }

  private static Map<String, byte[]> files(String... names) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name : names) {
      files.put(name, name.getBytes(UTF_8));
    }
    return files;
  }

  private Parsed<List<String>> drop(String... names) throws IOException {
    return new InboxDrops(new Home(directory)).drop(files(names));
  }

  private List<String> inInbox() throws IOException {
    try (Stream<Path> all = Files.list(inbox)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void allLieThereUnderTheirNamesAndForNobodyElseToWrite() throws Exception {
    assertThat(drop("a.pem", "a.json")).isEqualTo(Parsed.good(List.of("a.pem", "a.json")));

    assertThat(inInbox()).containsExactly("a.json", "a.pem");
    assertThat(inbox.resolve("a.pem")).hasContent("a.pem");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(inbox.resolve("a.pem"))))
        .startsWith("rw-r-")
        .endsWith("--");
  }

  @Test
  void aCertificateAppearsAfterWhatComesWithIt() throws Exception {
    List<String> shown = new ArrayList<>();
    Disk disk =
        new Disk(
            operation -> {
              if (operation.changes()) {
                shown.addAll(inInbox().stream().filter(name -> !name.startsWith(".")).toList());
              }
              return Disk.Fate.DONE;
            });
    new InboxDrops(new Home(disk.see(directory)))
        .drop(files("a.pem", "a.json", "a.json.p7s", "a.json.old.p7s"));

    assertThat(shown.stream().distinct().toList()).hasSize(4).last().isEqualTo("a.pem");
  }

  /** The disk is full at each of the operations in turn. */
  @Test
  void ifTheDiskIsFullNothingOfItIsInTheInbox() throws Exception {
    int failing = 1;
    while (failsAt(failing)) {
      assertThat(inInbox()).as("operation %d", failing).isEmpty();
      failing++;
    }
    assertThat(failing).isGreaterThan(5);
    assertThat(inInbox()).containsExactly("a.json", "a.pem");
  }

  private boolean failsAt(int failing) throws IOException {
    int[] done = {0};
    Disk disk =
        new Disk(
            operation -> {
              boolean adds = !operation.kind().contains("delete") && operation.changes();
              if (adds && ++done[0] == failing) {
                throw new FileSystemException(operation.name(), null, "No space left on device");
              }
              return Disk.Fate.DONE;
            });
    InboxDrops drops = new InboxDrops(new Home(disk.see(directory)));
    try {
      drops.drop(files("a.pem", "a.json"));
      return false;
    } catch (IOException e) {
      assertThat(Faults.describe(e)).contains("No space left on device");
      return true;
    }
  }

  @Test
  void anInboxThatIsGoneIsAFaultWithItsReason() throws Exception {
    Files.delete(inbox);

    assertThatThrownBy(() -> drop("a.pem"))
        .isInstanceOf(IOException.class)
        .satisfies(e -> assertThat(Faults.describe(e)).contains("no such file"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        ".hidden.pem",
        "a.pem.part",
        "verdict.json",
        "a.exe",
        "a\u0000.pem",
        "a\nb.pem",
        "half\ud800.pem",
        "a/",
      })
  void aNameThatCannotBeTakenKeepsAllOut(String name) throws Exception {
    assertThat(drop("b.pem", name, "c.pem")).isInstanceOf(Parsed.Bad.class);

    assertThat(inInbox()).isEmpty();
  }

  /** A name is at most 255 octets on most disks, and certdrop puts something before some. */
  @Test
  void aNameThatIsTooLongForADiskKeepsAllOut() throws Exception {
    assertThat(drop("b.pem", "語".repeat(80) + ".pem")).isInstanceOf(Parsed.Bad.class);
    assertThat(inInbox()).isEmpty();
    assertThat(drop("x".repeat(196) + ".pem")).isInstanceOf(Parsed.Good.class);
  }

  @Test
  void twoOfOneNameKeepAllOutInAnyLetterCase() throws Exception {
    assertThat(drop("x/a.pem", "y/A.PEM")).isInstanceOf(Parsed.Bad.class);
    assertThat(inInbox()).isEmpty();
  }

  @Test
  void nothingIsNoDrop() throws Exception {
    assertThat(drop()).isInstanceOf(Parsed.Bad.class);
  }

  @Test
  void aFileThatLiesThereIsNeverReplacedNorALinkFollowed() throws Exception {
    Path target = Files.writeString(directory.resolve("precious"), "precious");
    Files.createSymbolicLink(inbox.resolve("a.pem"), target);

    assertThat(drop("a.json", "a.pem")).isInstanceOf(Parsed.Bad.class);

    assertThat(target).hasContent("precious");
    assertThat(inInbox()).containsExactly("a.pem");
  }
}
