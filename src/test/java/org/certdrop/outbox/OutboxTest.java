package org.certdrop.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.certdrop.identity.OwnParties.NODE;
import static org.certdrop.identity.OwnParties.endpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.certdrop.files.DurableFiles;
import org.certdrop.identity.OwnParties;
import org.certdrop.identity.OwnParty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

  @TempDir Path home;
  private Path folder;
  private Outbox outbox;
  private OwnParty own;
  private Instructions instructions;

  @BeforeEach
  void makeOutbox() {
    folder = home.resolve("outbox/registration");
    outbox = new Outbox(folder);
    own = OwnParties.node(endpoint("10.221.0.2", 14001));
    instructions = Instructions.unsigned(own);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Instructions withPort(int port) {
    return Instructions.unsigned(
        new OwnParty(own.id(), endpoint("10.221.0.2", port), own.certificate(), Optional.empty()));
  }

  @Test
  void anEmptyOutboxGetsAllFiles() throws Exception {
    assertThat(outbox.publish(instructions))
        .containsExactly(NODE + ".pem", NODE + ".json", NODE + ".txt");
    assertThat(names()).containsExactly(NODE + ".json", NODE + ".pem", NODE + ".txt");
    assertThat(folder.resolve(NODE + ".txt")).hasContent(instructions.text());
  }

  @Test
  void whatIsUpToDateIsNotTouched() throws Exception {
    outbox.publish(instructions);
    Files.setLastModifiedTime(folder.resolve(NODE + ".pem"), LONG_AGO);

    assertThat(outbox.publish(instructions)).isEmpty();
    assertThat(Files.getLastModifiedTime(folder.resolve(NODE + ".pem"))).isEqualTo(LONG_AGO);
  }

  @Test
  void aNewEndpointLeavesTheCertificateFileAlone() throws Exception {
    outbox.publish(instructions);

    assertThat(outbox.publish(withPort(14002))).containsExactly(NODE + ".json", NODE + ".txt");
    assertThat(folder.resolve(NODE + ".json")).content().contains("14002");
  }

  @Test
  void aChangeThatKeepsTheLengthIsSeen() throws Exception {
    outbox.publish(instructions);
    Path sidecar = folder.resolve(NODE + ".json");
    Files.writeString(sidecar, Files.readString(sidecar).replace("14001", "14009"));

    assertThat(outbox.publish(instructions)).containsExactly(NODE + ".json");
    assertThat(sidecar).hasContent(instructions.sidecar());
  }

  @Test
  void filesOfOtherNamesAreLeftAlone() throws Exception {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("node_former.pem"), "of another id");

    outbox.publish(instructions);

    assertThat(folder.resolve("node_former.pem")).hasContent("of another id");
  }

  @Test
  void aLinkIsReplaced_notWrittenThrough() throws Exception {
    Files.createDirectories(folder);
    Path victim = Files.writeString(home.resolve("victim"), "precious");
    Files.createSymbolicLink(folder.resolve(NODE + ".pem"), victim);

    outbox.publish(instructions);

    assertThat(victim).hasContent("precious");
    assertThat(folder.resolve(NODE + ".pem")).isRegularFile();
    assertThat(Files.isSymbolicLink(folder.resolve(NODE + ".pem"))).isFalse();
  }

  @Test
  void aFaultOfTheMachineComesOutAndLeavesTheOldFiles() throws Exception {
    outbox.publish(instructions);
    DurableFiles broken =
        new DurableFiles() {
          @Override
          public void replace(Path from, Path to) throws IOException {
            throw new IOException("Input/output error");
          }
        };

    assertThatThrownBy(() -> new Outbox(folder, broken).publish(withPort(14002)))
        .isInstanceOf(IOException.class);
    assertThat(folder.resolve(NODE + ".json")).hasContent(instructions.sidecar());
  }

  @Test
  void onlyUnfinishedFilesOfDeadProcessesAreTakenAway() throws Exception {
    Files.createDirectories(folder);
    String stem = "." + NODE + ".pem.";
    String alive = stem + ProcessHandle.current().parent().orElseThrow().pid();
    List<String> stay =
        List.of(stem + "mine.tmp", stem + "999999999-.tmp", alive + ".tmp", alive + "-c0ffee.tmp");
    List<String> go = List.of(stem + "999999999.tmp", stem + "999999999-1f.tmp");
    for (String name : Stream.of(stay, go).flatMap(List::stream).toList()) {
      Files.writeString(folder.resolve(name), "half");
    }

    outbox.publish(instructions);

    assertThat(names()).containsAll(stay).hasSize(stay.size() + 3);
  }

  @Test
  void anotherProcessOfTheSameNumberWritesUnderAnotherName() throws Exception {
    Files.createDirectories(folder);
    String name = "." + NODE + ".json." + ProcessHandle.current().pid() + ".tmp";
    DurableFiles meanwhile =
        new DurableFiles() {
          @Override
          public void replace(Path from, Path to) throws IOException {
            assertThat(from.getFileName().toString())
                .matches(Pattern.quote("." + to.getFileName() + ".") + "[0-9]+-[0-9a-f]+\\.tmp");
            Files.writeString(folder.resolve(name), "half");
            super.replace(from, to);
          }
        };

    new Outbox(folder, meanwhile).publish(instructions);

    assertThat(folder.resolve(NODE + ".json")).hasContent(instructions.sidecar());
  }

  @Test
  void aKillLeavesEachFileOldOrNew_andTheNextPublishCleansUp() throws Exception {
    outbox.publish(instructions);
    for (int operation = 0; operation < 12; operation++) {
      int[] left = {operation};
      DurableFiles killed =
          new DurableFiles(
              () -> {
                if (left[0]-- == 0) {
                  throw new AssertionError("killed");
                }
              });
      try {
        new Outbox(folder, killed).publish(withPort(15000 + operation));
      } catch (AssertionError e) {
        assertThat(e).hasMessage("killed");
      }
      assertThat(folder.resolve(NODE + ".json")).content().endsWith("}\n");

      outbox.publish(instructions);
      assertThat(names()).containsExactly(NODE + ".json", NODE + ".pem", NODE + ".txt");
    }
  }
}
