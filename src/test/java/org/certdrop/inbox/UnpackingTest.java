package org.certdrop.inbox;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.certdrop.disk.Disk;
import org.certdrop.files.OpenFolder;
import org.certdrop.home.TypedCommands;
import org.certdrop.json.StrictJson;
import org.certdrop.submission.TestArchive;
import org.certdrop.verdict.Outcome;
import org.certdrop.verdict.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kill leaves of an unpacking, and what somebody else does meanwhile. */
class UnpackingTest {
  private static final Verdict VERDICT =
      new Verdict(
          "20261123T101500.123Z-x",
          List.of("x.zip"),
          Map.of(),
          Outcome.UNPACKED,
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          Instant.EPOCH,
          OptionalLong.empty());

  @TempDir Path inbox;
  @TempDir Path taken;
  private Path folder;

  @BeforeEach
  void claimAnArchive() throws IOException {
    folder = Files.createDirectories(inbox.resolve(".work").resolve(VERDICT.submission()));
    Files.write(
        folder.resolve("x.zip"),
        new TestArchive().with("a.pem", "pem").with("a.json", "{}").bytes());
  }

  private void unpack() throws IOException {
    unpack(inbox);
  }

  private void unpack(Path seen) throws IOException {
    try (OpenFolder from = OpenFolder.of(seen.resolve(".work").resolve(VERDICT.submission()));
        OpenFolder to = OpenFolder.of(seen)) {
      new Unpacking(TypedCommands.PLAIN).unpack(from, to, VERDICT);
    }
  }

  private static List<String> files(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void itsFilesLieInTheInboxAndItsVerdictNamesThem() throws IOException {
    unpack();

    assertThat(files(inbox)).containsExactly("a.json", "a.pem");
    assertThat(inbox.resolve("a.pem")).hasContent("pem");
    assertThat(files(folder)).containsExactly("verdict.json", "x.zip");
    assertThat(StrictJson.read(Files.readAllBytes(folder.resolve("verdict.json"))).path("unpacked"))
        .hasToString("[\"a.pem\",\"a.json\"]");
  }

  @Test
  void afterTheVerdictOnlyWhatIsLeftIsMoved() throws IOException {
    unpack();
    Files.delete(inbox.resolve("a.pem"));
    Files.move(inbox.resolve("a.json"), folder.resolve(".unpacked-a.json"));

    unpack();

    assertThat(files(inbox)).containsExactly("a.json");
    assertThat(files(folder)).containsExactly("verdict.json", "x.zip");
  }

  @Test
  void beforeTheVerdictItBeginsAgain() throws IOException {
    Files.writeString(folder.resolve(".unpacked-a.pem"), "p");
    Files.writeString(folder.resolve(".unpacked-2-a.json"), "{}");
    Files.writeString(folder.resolve(".verdict.json.tmp"), "{\"outcome\": \"unpacked\"");
    Files.writeString(folder.resolve("verdict.json"), "{\"outcome\": \"refu");

    unpack();

    assertThat(files(inbox)).containsExactly("a.json", "a.pem");
    assertThat(inbox.resolve("a.pem")).hasContent("pem");
    assertThat(files(folder)).containsExactly("verdict.json", "x.zip");
  }

  @Test
  void aNameThatIsTakenMeanwhileIsWaitedFor() throws IOException {
    unpack();
    Files.move(inbox.resolve("a.pem"), folder.resolve(".unpacked-a.pem"));
    Files.writeString(inbox.resolve("a.pem"), "of somebody else");

    assertThatThrownBy(this::unpack).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(inbox.resolve("a.pem")).hasContent("of somebody else");
    Files.delete(inbox.resolve("a.pem"));
    unpack();

    assertThat(inbox.resolve("a.pem")).hasContent("pem");
  }

  /** As another replica does between the look and the move. */
  @Test
  void aNameThatIsTakenAtTheLastMomentIsNotReplaced() throws IOException {
    Path json = inbox.resolve("a.json");
    Disk disk =
        new Disk(
            operation -> {
              if (operation.changes() && operation.name().equals("a.json")) {
                Files.writeString(json, "of another replica");
              }
              return Disk.Fate.DONE;
            });

    assertThatThrownBy(() -> unpack(disk.see(inbox)))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(files(inbox)).containsExactly("a.json");
    assertThat(json).hasContent("of another replica");
    Files.delete(json);
    unpack();

    assertThat(json).hasContent("{}");
    assertThat(files(inbox)).containsExactly("a.json", "a.pem");
    assertThat(files(folder)).containsExactly("verdict.json", "x.zip");
  }

  @Test
  void whereThereAreNoLinksFilesAreRenamed() throws IOException {
    Disk disk =
        new Disk(
            operation -> {
              if (operation.kind().equals("link")) {
                throw new FileSystemException(operation.name(), null, "Operation not permitted");
              }
              return Disk.Fate.DONE;
            });

    unpack(disk.see(inbox));

    assertThat(files(inbox)).containsExactly("a.json", "a.pem");
    assertThat(files(folder)).containsExactly("verdict.json", "x.zip");
  }

  /** What lies in the inbox is taken by another replica before the next try. */
  @Test
  void howeverItIsKilledEachFileComesOnce() throws IOException {
    int kills = 0;
    for (int at = 1; ; at++) {
      int last = at;
      int[] done = {0};
      Disk disk =
          new Disk(
              operation ->
                  operation.changes() && ++done[0] == last ? Disk.Fate.KILL : Disk.Fate.DONE);
      List<String> came = new ArrayList<>();
      boolean survived = true;
      try {
        unpack(disk.see(inbox));
      } catch (Disk.Killed e) {
        survived = false;
        kills++;
      }
      take(came);
      unpack();
      take(came);
      assertThat(came).as("killed at %d", at).containsExactlyInAnyOrder("a.json", "a.pem");
      assertThat(files(folder)).containsExactly("verdict.json", "x.zip");
      if (survived) {
        break;
      }
      Files.delete(folder.resolve("verdict.json"));
    }
    assertThat(kills).isGreaterThanOrEqualTo(10);
  }

  private void take(List<String> came) throws IOException {
    for (String name : files(inbox)) {
      came.add(name);
      Files.move(inbox.resolve(name), taken.resolve(came.size() + name), REPLACE_EXISTING);
    }
  }

  @Test
  void anArchiveThatHasChangedSinceItWasJudgedIsAFault() throws IOException {
    Files.writeString(folder.resolve("x.zip"), "PK");

    assertThatThrownBy(this::unpack).hasMessageContaining("has changed since it was judged");
    assertThat(files(inbox)).isEmpty();
  }
}
