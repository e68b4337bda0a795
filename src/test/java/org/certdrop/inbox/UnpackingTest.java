package org.certdrop.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
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
  private Path folder;

  @BeforeEach
  void claimAnArchive() throws IOException {
    folder = Files.createDirectories(inbox.resolve(".work").resolve(VERDICT.submission()));
    Files.write(
        folder.resolve("x.zip"),
        new TestArchive().with("a.pem", "pem").with("a.json", "{}").bytes());
  }

  private void unpack() throws IOException {
    try (OpenFolder from = OpenFolder.of(folder);
        OpenFolder to = OpenFolder.of(inbox)) {
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

  @Test
  void anArchiveThatHasChangedSinceItWasJudgedIsAFault() throws IOException {
    Files.writeString(folder.resolve("x.zip"), "PK");

    assertThatThrownBy(this::unpack).hasMessageContaining("has changed since it was judged");
    assertThat(files(inbox)).isEmpty();
  }
}
