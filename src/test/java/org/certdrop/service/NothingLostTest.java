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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.certdrop.disk.Disk;
import org.certdrop.disk.Disk.Fate;
import org.certdrop.disk.Disk.Operation;
import org.certdrop.proof.Proof;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * The promise of SPEC section 6, by the way in which SQLite tests its commits: a story is played
 * once undisturbed, and every operation on a file is noted; then again for each of them, with a
 * kill or a fault of disk or system just there. The end must be the same each time. The short form
 * takes a few of them, spread over the story.
 */
@Timeout(1800)
class NothingLostTest {
  /** How often in a row a faulty operation fails. */
  private static final int FAILURES = 2;

  /** How many looks at one file are disturbed: a restart, a claim and a poll look differently. */
  private static final int LOOKS = 3;

  @TempDir Path directory;
  private final Logger log = (Logger) LoggerFactory.getLogger("org.certdrop");
  private final Level level = log.getLevel();
  private final List<Operation> operations = new ArrayList<>();
  private final Set<String> met = ConcurrentHashMap.newKeySet();
  private final Set<String> notMet = ConcurrentHashMap.newKeySet();
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
    log.setLevel(level);
  }

  private Fate note(Operation operation) {
    synchronized (operations) {
      operations.add(operation);
    }
    return Fate.DONE;
  }

  private ScriptedHome newHome() throws IOException {
    return new ScriptedHome(Files.createTempDirectory(directory, "home"), settings());
  }

  /** What is tried of all operations: in the short form each {@code nth}. */
  List<Operation> some(List<Operation> all, int nth) {
    return Proof.Size.of(all, nth);
  }

  /** What else a new home is told. */
  String settings() {
    return "";
  }

  @Test
  void theStoryHasEveryOutcome() {
    assertThat(String.join("\n", undisturbed))
        .contains(
            " registered ", " unpacked ", " replaced ", " unchanged ", " expired ", " key-change ")
        .contains(" removed ", " truncated ", "sound at");
  }

  @Proof
  @Test
  void aKillBeforeAnyChangeOfAFileLosesNothing() throws Exception {
    forEach(some(changes(), 17), (number, operation) -> killAt(operation, Fate.KILL));
    everyKindWasMet();
  }

  @Proof
  @Test
  void aKillInTheMiddleOfAnyWriteLosesNothing() throws Exception {
    List<Operation> writes =
        changes().stream().filter(operation -> operation.kind().equals("write")).toList();
    forEach(some(writes, 9), (number, operation) -> killAt(operation, Fate.TEAR));
    everyKindWasMet();
  }

  /** Verdicts and replies are not forced to the disk; what they speak of is. */
  @Proof
  @Test
  void aPowerCutBeforeAnyChangeOfAFileLosesNothingOfTheRegistryAndTheDrops() throws Exception {
    forEach(some(changes(), 23), (number, operation) -> cutThePowerAt(operation));
    everyKindWasMet();
  }

  private void cutThePowerAt(Operation fatal) throws Exception {
    ScriptedHome home = newHome();
    if (home.play(new Disk(each -> each.equals(fatal) ? Fate.POWER_CUT : Fate.DONE))) {
      notMet.add(fatal.label());
      return;
    }
    met.add(fatal.label());
    assertThat(home.copies()).as("after %s", fatal).isEqualTo(home.expectedCopies());
    assertThat(home.pictureIsWhole()).as("registry.json after %s", fatal).isTrue();
    assertThat(home.play(new Disk(each -> Fate.DONE))).isTrue();
    assertThat(durable(home.outcome()))
        .as("after a power cut at %s", fatal)
        .isEqualTo(durable(undisturbed));
  }

  private interface Play {
    void at(int number, Operation operation) throws Exception;
  }

  /** Each play has a home and a disk of its own, and waits for the disk more than it computes. */
  private static void forEach(List<Operation> chosen, Play play) throws Exception {
    ExecutorService players =
        Executors.newFixedThreadPool(4 * Runtime.getRuntime().availableProcessors());
    try {
      List<Callable<Void>> plays =
          IntStream.range(0, chosen.size())
              .<Callable<Void>>mapToObj(
                  number ->
                      () -> {
                        play.at(number, chosen.get(number));
                        return null;
                      })
              .toList();
      for (Future<Void> each : players.invokeAll(plays)) {
        each.get();
      }
    } finally {
      players.shutdownNow();
    }
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
    if (Proof.Size.isWhole()) {
      assertThat(met).containsAll(notMet);
    }
  }

  @Proof
  @Test
  void aFaultOfTheMachineAtAnyOperationIsNoVerdictAndLosesNothing() throws Exception {
    List<Operation> chosen = operations.stream().filter(this::isWorthAFault).toList();
    forEach(some(chosen, 31), this::failAt);
    everyKindWasMet();
  }

  private void failAt(int number, Operation faulty) throws Exception {
    ScriptedHome home = newHome();
    Faulty plan = new Faulty(faulty, fault(number, faulty));
    assertThat(home.play(new Disk(plan))).as("with %s", faulty).isTrue();
    assertThat(home.outcome()).as("after %s at %s", plan.fault, faulty).isEqualTo(undisturbed);
    (plan.left == FAILURES ? notMet : met).add(faulty.label());
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
    assertThat(whatIsChanged())
        .contains(
            "mkdir TIME-first",
            "move to TIME-first first.pem",
            "move to TIME-first first.json",
            "write journal.jsonl",
            "force journal.jsonl",
            "write verdict.json",
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
            "move to to node_ann",
            "move to node_ann researcher_us--to--node_ann.receipt.json");
  }

  /** Kinds and names. */
  Set<String> whatIsChanged() {
    Set<String> labels = new HashSet<>();
    changes().forEach(operation -> labels.add(operation.label()));
    return labels;
  }
}
