package org.certdrop.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.certdrop.party.PartyId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActsFileTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final ActsFile.Act NAMED =
      new ActsFile.Act(
          NOON,
          "Ana Garc\u00eda",
          "called it \"Gent\"",
          Optional.of(new PartyId("node_a")),
          Optional.empty());
  private static final ActsFile.Act ASIDE =
      new ActsFile.Act(NOON, "Bert", "put it aside", Optional.empty(), Optional.of("x-1"));

  @TempDir Path directory;
  private Home home;

  @BeforeEach
  void inAHomeWithoutVar() {
    home = new Home(directory);
  }

  private Path file() {
    return home.var().resolve("acts.jsonl");
  }

  @Test
  void whatWasNotedIsReadNewestFirst() throws IOException {
    assertThat(ActsFile.latest(home, 9)).isEmpty();

    ActsFile.note(home, NAMED);
    ActsFile.note(home, ASIDE);

    assertThat(ActsFile.latest(home, 9)).containsExactly(ASIDE, NAMED);
    assertThat(ActsFile.latest(home, 1)).containsExactly(ASIDE);
    assertThat(ActsFile.putAside(home)).containsExactly("x-1");
    assertThat(file()).content().isASCII();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void aLineThatIsNoneHidesNoOther() throws IOException {
    ActsFile.note(home, NAMED);
    Files.writeString(file(), "no JSON\n{\"at\": \"noon\"}\n", StandardOpenOption.APPEND);
    ActsFile.note(home, ASIDE);

    assertThat(ActsFile.latest(home, 9)).containsExactly(ASIDE, NAMED);
  }

  @Test
  void ofALongFileTheEndIsRead() throws IOException {
    Files.createDirectories(home.var());
    Files.writeString(file(), ("x".repeat(99) + "\n").repeat(1000));
    ActsFile.note(home, NAMED);

    assertThat(ActsFile.latest(home, 9)).containsExactly(NAMED);
  }

  @Test
  void whatCannotBeNotedWasDoneAllTheSame() throws IOException {
    Files.createDirectories(file());

    ActsFile.note(home, NAMED);

    assertThat(file()).isEmptyDirectory();
  }
}
