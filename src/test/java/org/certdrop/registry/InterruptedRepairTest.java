package org.certdrop.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certdrop.disk.Disk;
import org.certdrop.disk.Disk.Fate;
import org.certdrop.disk.Disk.Operation;
import org.certdrop.proof.Proof;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills a repair before every operation on a file, and repairs again. */
class InterruptedRepairTest {
  /** A person types the command again, later. */
  private static final Clock LATER = Clock.offset(Home.CLOCK, Duration.ofMinutes(1));

  @TempDir Path directory;

  private Home harmed(ReconciliationTest.Harm harm) throws IOException {
    Home home = new Home(Files.createTempDirectory(directory, "home").resolve("var"));
    home.with("node_a", "node_b", "node_c");
    harm.to(home);
    return home;
  }

  private static List<Operation> changesOf(Home home) throws IOException {
    List<Operation> operations = new ArrayList<>();
    Disk disk =
        new Disk(
            operation -> {
              operations.add(operation);
              return Fate.DONE;
            });
    Repair.execute(disk.see(home.var()), Home.OWNER, Home.CLOCK);
    return operations.stream().filter(Operation::changes).toList();
  }

  private static boolean killed(Home home, Operation fatal, Fate fate) throws IOException {
    try {
      Disk disk = new Disk(operation -> operation.equals(fatal) ? fate : Fate.DONE);
      Repair.execute(disk.see(home.var()), Home.OWNER, Home.CLOCK);
      return false;
    } catch (Disk.Killed e) {
      return true;
    }
  }

  private static Set<String> contents(Home home) throws IOException {
    try (Stream<Path> files = Files.list(home.var())) {
      return files
          .filter(file -> file.getFileName().toString().matches("(journal|registry)\\.json.*"))
          .map(InterruptedRepairTest::content)
          .collect(Collectors.toSet());
    }
  }

  private static String content(Path file) {
    try {
      return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Proof
  @ParameterizedTest
  @EnumSource(ReconciliationTest.Harm.class)
  void aRepairThatIsKilledIsEndedByTheNextOne(ReconciliationTest.Harm harm) throws IOException {
    Home undisturbed = harmed(harm);
    List<Operation> changes = changesOf(undisturbed);
    assertThat(changes).isNotEmpty();
    for (Operation fatal : Proof.Size.of(changes, 4)) {
      for (Fate fate : List.of(Fate.KILL, Fate.POWER_CUT, Fate.TEAR)) {
        if (fate == Fate.TEAR && !fatal.kind().equals("write")) {
          continue;
        }
        Home home = harmed(harm);
        Set<String> damaged = contents(home);
        assertThat(killed(home, fatal, fate)).as("%s at %s", fate, fatal).isTrue();
        assertThat(contents(home)).as("kept by %s at %s", fate, fatal).containsAll(damaged);
        Repair.execute(home.var(), Home.OWNER, LATER);
        assertThat(contents(home)).as("kept after %s at %s", fate, fatal).containsAll(damaged);
        assertThat(home.audit()).as("after %s at %s", fate, fatal).isInstanceOf(Audit.Sound.class);
        assertThat(home.parties())
            .as("after %s at %s", fate, fatal)
            .isEqualTo(undisturbed.parties());
      }
    }
  }
}
