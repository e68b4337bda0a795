package org.certdrop.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.certdrop.export.TestParties.at;
import static org.certdrop.export.TestParties.moved;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.certdrop.disk.Disk;
import org.certdrop.disk.Disk.Fate;
import org.certdrop.disk.Disk.Operation;
import org.certdrop.proof.Proof;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stops an export before every operation on a file, in the middle of every write, and lets every
 * operation fail: the next export must end as if nothing had happened.
 */
class InterruptedExportTest {
  private static final ExportedParty ANN = at("node_ann", 14001);
  private static final ExportedParty BOB = at("node_bob", 14002);
  private static final ExportedParty CAT = at("node_cat", 14003);
  private static final ExportedParty DAN = at("node_dan", 14004);

  /** What the site registered itself, in front of certdrop's documents and behind them. */
  private static final String SITE =
      "{\"Certificates\": " + Database.table(DAN) + ", \"Plans\": {\"1\": {\"x\": 1.10}}}";

  @TempDir Path directory;
  private final List<Operation> operations = new ArrayList<>();
  private int homes;

  /** An export that changes one document, adds one and takes one away. */
  private record Story(
      List<ExportedParty> first, List<ExportedParty> then, String before, String after) {}

  private Story grows;
  private Story shrinks;

  @BeforeEach
  void playUndisturbed() throws Exception {
    grows = story(List.of(ANN, CAT), List.of(moved(ANN, 15001), BOB, DAN, at("node_eve", 1)));
    shrinks = story(List.of(ANN, BOB, CAT), List.of(moved(ANN, 1)));
  }

  private Story story(List<ExportedParty> first, List<ExportedParty> then) throws Exception {
    Database database = start(first);
    String before = database.text();
    export(database, new Disk(this::note), then);
    return new Story(first, then, before, database.text());
  }

  private Fate note(Operation operation) {
    operations.add(operation);
    return Fate.DONE;
  }

  private List<Operation> changes() {
    return operations.stream().filter(Operation::changes).distinct().toList();
  }

  private Database start(List<ExportedParty> first) throws Exception {
    Database database = Database.in(directory.resolve("home" + homes++), SITE);
    database.export().run(() -> first);
    return database;
  }

  /** Exports as a process that sees the folders through a disk. */
  private static void export(Database database, Disk disk, List<ExportedParty> parties)
      throws Exception {
    Path seen = disk.see(database.folder().getParent());
    FedbiomedExport.into(
            seen.resolve("fbm/db.json"), seen.resolve("var"), Database.CLOCK, Database.PATIENCE)
        .run(() -> parties);
  }

  private static boolean isKilled(Database database, Disk disk, List<ExportedParty> parties)
      throws Exception {
    try {
      export(database, disk, parties);
      return false;
    } catch (Disk.Killed e) {
      return true;
    }
  }

  private interface Disturbance {
    Fate of(Operation operation) throws IOException;
  }

  private static Disk disk(Operation at, Disturbance disturbance) {
    return new Disk(each -> each.equals(at) ? disturbance.of(each) : Fate.DONE);
  }

  private void interrupt(Story story, Operation operation, Fate fate) throws Exception {
    Database database = start(story.first());
    String when = fate + " at " + operation;
    isKilled(database, disk(operation, each -> fate), story.then());
    isOldNewOrMarked(database, story, when);
    previewChangesNothing(database, story, when);

    database.export().run(story::then);

    isDone(database, story, when);
  }

  private static void isOldNewOrMarked(Database database, Story story, String when)
      throws IOException {
    assertThat(
            database.beside().contains(".db.json.certdrop-write")
                || Set.of(story.before(), story.after()).contains(database.text()))
        .as("the database is old, new or marked after %s", when)
        .isTrue();
  }

  private static void previewChangesNothing(Database database, Story story, String when)
      throws Exception {
    byte[] found = Files.readAllBytes(database.file());
    List<String> beside = database.beside();
    database.export().preview(story::then);
    assertThat(Files.readAllBytes(database.file())).as(when).isEqualTo(found);
    assertThat(database.beside()).as(when).isEqualTo(beside);
  }

  private static void isDone(Database database, Story story, String when) throws Exception {
    assertThat(database.text()).as(when).isEqualTo(story.after());
    assertThat(database.beside()).as(when).allMatch(name -> name.matches("db.json.*Z.bak"));
    for (String backup : database.backups()) {
      assertThat(database.folder().resolve(backup))
          .as("%s after %s", backup, when)
          .content()
          .isIn(SITE, story.before(), story.after());
    }
    // What is ours is known to be ours: it goes when its parties do.
    database.run();
    assertThat(database.ids()).as(when).containsExactly("1");
  }

  @Proof
  @Test
  void aKillBeforeAnyChangeOfAFileIsMendedByTheNextExport() throws Exception {
    for (Operation operation : Proof.Size.of(changes(), 4)) {
      interrupt(grows, operation, Fate.KILL);
      interrupt(shrinks, operation, Fate.KILL);
    }
  }

  @Test
  void aKillInTheMiddleOfAnyWriteIsMendedByTheNextExport() throws Exception {
    for (Operation operation : changes()) {
      if (operation.kind().equals("write")) {
        interrupt(grows, operation, Fate.TEAR);
        interrupt(shrinks, operation, Fate.TEAR);
      }
    }
  }

  @Proof
  @Test
  void aPowerCutBeforeAnyChangeOfAFileIsMendedByTheNextExport() throws Exception {
    for (Operation operation : Proof.Size.of(changes(), 4)) {
      interrupt(grows, operation, Fate.POWER_CUT);
    }
  }

  @Test
  void theWriteIsAmongTheOperationsThatAreInterrupted() {
    assertThat(changes().stream().map(Operation::label).collect(Collectors.toSet()))
        .contains(
            "write db.json", "truncate db.json", "force db.json", "delete .db.json.certdrop-write");
  }

  @Test
  void aTornDatabaseIsReallyTorn() throws Exception {
    Database database = start(grows.first());
    Operation write = new Operation("write", "db.json", 2, true);

    assertThat(isKilled(database, disk(write, each -> Fate.TEAR), grows.then())).isTrue();

    assertThat(database.text()).isNotEqualTo(grows.before()).isNotEqualTo(grows.after());
  }

  @Proof
  @Test
  void mendingMayBeKilledAnywhereToo() throws Exception {
    Operation write = new Operation("write", "db.json", 2, true);
    for (Operation operation : Proof.Size.of(changes(), 4)) {
      Database database = start(grows.first());
      isKilled(database, disk(write, each -> Fate.TEAR), grows.then());
      isKilled(database, disk(operation, each -> Fate.KILL), grows.then());

      database.export().run(grows::then);

      isDone(database, grows, "a second kill at " + operation);
    }
  }

  @Proof
  @Test
  void aFaultOfTheMachineAtAnyOperationLeavesTheOldDatabaseOrTheNew() throws Exception {
    for (Operation operation : Proof.Size.of(changes(), 4)) {
      Database database = start(grows.first());
      Disk faulty =
          disk(
              operation,
              each -> {
                throw new IOException("No space left on device");
              });
      try {
        export(database, faulty, grows.then());
      } catch (IOException e) {
        assertThat(e).hasMessage("No space left on device");
      }
      assertThat(database.text()).as("%s", operation).isIn(grows.before(), grows.after());

      database.export().run(grows::then);
      isDone(database, grows, "a fault at " + operation);
    }
  }

  @Test
  void aWriteThatCannotBeTakenBackIsFinishedByTheNextExport() throws Exception {
    Database database = start(grows.first());
    Disk broken =
        new Disk(
            each -> {
              if (each.label().equals("write db.json") && each.occurrence() > 1) {
                throw new IOException("Input/output error");
              }
              return Fate.DONE;
            });

    assertThatThrownBy(() -> export(database, broken, grows.then()))
        .isInstanceOf(IOException.class);
    assertThat(database.beside()).contains(".db.json.certdrop-write");

    database.export().run(grows::then);
    isDone(database, grows, "a lasting fault");
  }

  @Test
  void aTornWriteIsNotFinishedOverWhatAnotherProgramWroteSince() throws Exception {
    Database database = start(grows.first());
    Operation write = new Operation("write", "db.json", 2, true);
    isKilled(database, disk(write, each -> Fate.TEAR), grows.then());
    Files.writeString(database.file(), "{\"Data\": {\"1\": {\"brought\": \"back\"}}}");

    database.export().run(List::of);

    assertThat(database.text()).isEqualTo("{\"Data\": {\"1\": {\"brought\": \"back\"}}}");
    assertThat(database.beside()).doesNotContain(".db.json.certdrop-write");
  }

  @Test
  void blocksThatNeverReachedTheDiskAreWrittenOnceMore() throws Exception {
    Database database = start(grows.first());
    Operation write = new Operation("truncate", "db.json", 1, true);
    isKilled(database, disk(write, each -> Fate.KILL), grows.then());
    byte[] holed = Files.readAllBytes(database.file());
    java.util.Arrays.fill(holed, 100, 300, (byte) 0);
    Files.write(database.file(), holed);

    database.export().run(grows::then);

    isDone(database, grows, "a hole");
  }

  @Test
  void aDatabaseThatAnotherProgramWritesMeanwhileIsReadAgain() throws Exception {
    Database database = start(grows.first());
    String written = database.text().replace("1.10", "2.20");
    Disk disk =
        new Disk(
            each -> {
              // Between the first reading and the last look before the write.
              if (each.label().equals("open for writing db.json") && each.occurrence() == 1) {
                Files.writeString(database.file(), written);
              }
              return Fate.DONE;
            });

    export(database, disk, grows.then());

    assertThat(database.text()).isEqualTo(grows.after().replace("1.10", "2.20"));
    assertThat(database.backups()).hasSize(2);
  }

  @Test
  void whatAnotherProgramWroteOverTheExportIsExportedAgain() throws Exception {
    Database database = start(grows.first());
    Disk disk =
        new Disk(
            each -> {
              // After the write, before it is read back.
              if (each.label().equals("delete .db.json.certdrop-write") && each.occurrence() == 1) {
                Files.writeString(database.file(), grows.before());
              }
              return Fate.DONE;
            });

    export(database, disk, grows.then());

    assertThat(database.text()).isEqualTo(grows.after());
  }

  @Test
  void aDatabaseThatNeverRestsIsLeftToItself() throws Exception {
    Database database = start(grows.first());
    Disk disk =
        new Disk(
            each -> {
              if (each.label().equals("open for writing db.json")) {
                Files.writeString(database.file(), SITE + " ".repeat(each.occurrence()));
              }
              return Fate.DONE;
            });

    assertThatThrownBy(() -> export(database, disk, grows.then()))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("all the time");

    assertThat(database.text()).isEqualTo(SITE + " ".repeat(5));
    assertThat(database.backups()).hasSize(1);
  }

  @Test
  void aDatabaseThatMayNotBeWrittenLeavesNothingBehind() throws Exception {
    Database database = start(grows.first());
    Disk disk =
        new Disk(
            each -> {
              if (each.label().equals("open for writing db.json")) {
                throw new java.nio.file.AccessDeniedException("db.json");
              }
              return Fate.DONE;
            });

    assertThatThrownBy(() -> export(database, disk, grows.then()))
        .isInstanceOf(java.nio.file.AccessDeniedException.class);

    assertThat(database.beside()).isEqualTo(database.backups()).hasSize(1);
  }
}
