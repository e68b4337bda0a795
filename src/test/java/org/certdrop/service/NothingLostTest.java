package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.certdrop.disk.Disk;
import org.certdrop.disk.Disk.Fate;
import org.certdrop.disk.Disk.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * The promise of SPEC section 6, by the way in which SQLite tests its commits: a story is played
 * once undisturbed, and every operation on a file is noted; then again for each of them, with a
 * kill or a fault of the machine just there. The end must be the same each time.
 */
@Timeout(600)
class NothingLostTest {
  /** How often in a row a faulty operation fails. */
  private static final int FAILURES = 2;

  /** How many looks at one file are disturbed: a restart, a claim and a poll look differently. */
  private static final int LOOKS = 3;

  @TempDir Path directory;
  private final Logger log = (Logger) LoggerFactory.getLogger("org.certdrop");
  private final List<Operation> operations = new ArrayList<>();
  private final Set<String> met = new LinkedHashSet<>();
  private final Set<String> notMet = new LinkedHashSet<>();
  private List<String> undisturbed;

  @BeforeEach
  void playUndisturbed() throws Exception {
    // Thousands of faults are reported, as they should be.
    log.setLevel(Level.OFF);
    ScriptedHome home = newHome();
    assertThat(home.play(new Disk(this::note))).isTrue();
    undisturbed = home.outcome();
  }

  @AfterEach
  void logAgain() {
    log.setLevel(null);
  }

  private Fate note(Operation operation) {
    synchronized (operations) {
      operations.add(operation);
    }
    return Fate.DONE;
  }

  private ScriptedHome newHome() throws IOException {
    return new ScriptedHome(Files.createTempDirectory(directory, "home"));
  }

  @Test
  void theStoryHasEveryOutcome() {
    assertThat(String.join("\n", undisturbed))
        .contains(" registered ", " replaced ", " unchanged ", " expired ", " key-change ")
        .contains(" removed ", " truncated ", "sound at");
  }

  @Test
  void aKillBeforeAnyChangeOfAFileLosesNothing() throws Exception {
    for (Operation operation : changes()) {
      killAt(operation, Fate.KILL);
    }
    everyKindWasMet();
  }

  @Test
  void aKillInTheMiddleOfAnyWriteLosesNothing() throws Exception {
    for (Operation operation : changes()) {
      if (operation.kind().equals("write")) {
        killAt(operation, Fate.TEAR);
      }
    }
    everyKindWasMet();
  }

  /** Verdicts and replies are not forced to the disk; what they speak of is. */
  @Test
  void aPowerCutBeforeAnyChangeOfAFileLosesNothingOfTheRegistryAndTheDrops() throws Exception {
    for (Operation operation : changes()) {
      ScriptedHome home = newHome();
      Disk disk = new Disk(each -> each.equals(operation) ? Fate.POWER_CUT : Fate.DONE);
      if (home.play(disk)) {
        notMet.add(operation.label());
        continue;
      }
      met.add(operation.label());
      assertThat(home.copies()).as("after %s", operation).isEqualTo(home.expectedCopies());
      assertThat(home.pictureIsWhole()).as("registry.json after %s", operation).isTrue();
      assertThat(home.play(new Disk(each -> Fate.DONE))).isTrue();
      assertThat(durable(home.outcome()))
          .as("after a power cut at %s", operation)
          .isEqualTo(durable(undisturbed));
    }
    everyKindWasMet();
  }

  private static List<String> durable(List<String> outcome) {
    return outcome.stream()
        .filter(line -> !line.contains("verdict.json") && !line.startsWith("reply "))
        .toList();
  }

  private List<Operation> changes() {
    return operations.stream().filter(Operation::changes).toList();
  }

  private void killAt(Operation fatal, Fate fate) throws Exception {
    ScriptedHome home = newHome();
    boolean ended = home.play(new Disk(operation -> operation.equals(fatal) ? fate : Fate.DONE));
    if (ended) {
      notMet.add(fatal.label());
      return;
    }
    met.add(fatal.label());
    assertThat(home.copies()).as("after a kill at %s", fatal).isEqualTo(home.expectedCopies());
    assertThat(home.pictureIsWhole()).as("registry.json after a kill at %s", fatal).isTrue();
    home.verdicts()
        .forEach(
            (where, verdict) ->
                assertThat(verdict.path("registry_seq").asLong())
                    .as("%s is durable, after a kill at %s", where, fatal)
                    .isLessThanOrEqualTo(lastLine(home)));
    assertThat(home.play(new Disk(operation -> Fate.DONE))).isTrue();
    assertThat(home.outcome()).as("after a kill at %s", fatal).isEqualTo(undisturbed);
  }

  private static long lastLine(ScriptedHome home) {
    try {
      return home.registry().seq();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** How often a picture is made depends on the time; that it is made does not. */
  private void everyKindWasMet() {
    assertThat(notMet).allMatch(label -> label.contains("registry.") || label.equals("force var"));
    assertThat(met).containsAll(notMet);
  }

  @Test
  void aFaultOfTheMachineAtAnyOperationIsNoVerdictAndLosesNothing() throws Exception {
    List<Operation> chosen = operations.stream().filter(this::isWorthAFault).toList();
    for (int i = 0; i < chosen.size(); i++) {
      Operation faulty = chosen.get(i);
      ScriptedHome home = newHome();
      Faulty plan = new Faulty(faulty, fault(i, faulty));
      assertThat(home.play(new Disk(plan))).as("with %s", faulty).isTrue();
      assertThat(home.outcome()).as("after %s at %s", plan.fault, faulty).isEqualTo(undisturbed);
      (plan.left == FAILURES ? notMet : met).add(faulty.label());
    }
    everyKindWasMet();
  }

  /** Every change; and of looking at the same thing again and again, the first times. */
  private boolean isWorthAFault(Operation operation) {
    return operation.changes() || operation.occurrence() <= LOOKS;
  }

  private static IOException fault(int number, Operation operation) {
    List<IOException> faults =
        List.of(
            new FileSystemException(operation.name(), null, "No space left on device"),
            new FileSystemException(operation.name(), null, "Input/output error"),
            new FileSystemException(operation.name(), null, "Read-only file system"),
            new AccessDeniedException(operation.name()));
    // A dropped file that may not be read is the dropper's mistake, and has a verdict of its own.
    boolean reads = List.of("open for reading", "read").contains(operation.kind());
    return faults.get(number % (reads ? 3 : 4));
  }

  /** From one operation on, those of its kind and name fail a few times. */
  private static final class Faulty implements Disk.Plan {
    private final Operation first;
    private final IOException fault;
    private int left = FAILURES;

    Faulty(Operation first, IOException fault) {
      this.first = first;
      this.fault = fault;
    }

    @Override
    public Fate before(Operation operation) throws IOException {
      boolean begins = operation.equals(first);
      if (left > 0 && (begins || (left < FAILURES && operation.label().equals(first.label())))) {
        left--;
        throw fault;
      }
      return Fate.DONE;
    }
  }

  @Test
  void theStoryTouchesEveryPlaceThatCertdropWritesTo() {
    Set<String> labels = new LinkedHashSet<>();
    changes().forEach(operation -> labels.add(operation.label()));
    assertThat(labels)
        .contains(
            "mkdir TIME-first",
            "move to TIME-first first.pem",
            "move to TIME-first first.json",
            "write journal.jsonl",
            "force journal.jsonl",
            "write .verdict.json.tmp",
            "move to TIME-first verdict.json",
            "move to accepted TIME-first",
            "move to refused TIME-expired",
            "write registry.json.tmp",
            "force registry.json.tmp",
            "move to var registry.json",
            "write replies.owed",
            "move to registration researcher_us.txt",
            "move to registration researcher_us.json.p7s",
            "move to receipts researcher_us--to--node_ann.receipt.json",
            "move to receipts researcher_us--to--node_ann.receipt.json.p7s",
            "move to node_ann researcher_us.pem",
            "move to node_ann researcher_us--to--node_ann.receipt.json");
  }
}
