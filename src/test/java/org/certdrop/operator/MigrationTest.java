package org.certdrop.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.certdrop.cli.Certdrop;
import org.certdrop.home.Home;
import org.certdrop.home.Registries;
import org.certdrop.home.RunLock;
import org.certdrop.home.Settings;
import org.certdrop.home.StartException;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.Offer;
import org.certdrop.registry.Audit;
import org.certdrop.registry.JournalSource;
import org.certdrop.registry.Registry;
import org.certdrop.registry.RegistryCorruptedException;
import org.certdrop.registry.RegistryReader;
import org.certdrop.registry.RegistryStore;
import org.certdrop.sql.DatabaseException;
import org.certdrop.sql.MovedRegistry;
import org.certdrop.sql.PostgresServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A journal goes into a database and back, whatever stops it on the way. */
@Timeout(120)
class MigrationTest {
  private static final PartyId US = new PartyId("researcher_me");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T10:15:00.456Z"), ZoneOffset.UTC);

  @TempDir Path folder;
  private Home home;
  private Path journal;
  private byte[] lines;

  @BeforeEach
  void aRegistryInAFile() throws IOException {
    home = new Home(folder);
    journal = home.var().resolve("journal.jsonl");
    Files.createDirectories(home.properties().getParent());
    Files.createDirectories(home.inbox());
    set("");
    register(RegistryStore.of(home.var()), "node_a", "node_b", "node_c");
    lines = Files.readAllBytes(journal);
  }

  private String name = "moved_" + UUID.randomUUID();

  private void set(String url) throws IOException {
    Files.writeString(
        home.properties(),
        String.join(
            "\n",
            "certdrop.component=RESEARCHER",
            "certdrop.party-id=" + US,
            "certdrop.registry.user=" + PostgresServer.ROLE,
            "certdrop.registry.name=" + name,
            "certdrop.registry.url=" + url));
  }

  private static void register(RegistryStore store, String... parties) throws IOException {
    try (Registry registry = Registry.open(store, US, () -> AdmissionPolicy.AUTOMATIC, CLOCK)) {
      for (String party : parties) {
        registry.decide(Offer.of(party).by("by-" + party));
      }
    }
  }

  private Migration migration() throws Exception {
    return new Migration(home, CLOCK);
  }

  private String typed(String... arguments) {
    StringWriter out = new StringWriter();
    PrintWriter err = new PrintWriter(out);
    Certdrop.execute(new PrintWriter(out), err, arguments);
    return out.toString();
  }

  private String dump() {
    return typed("registry", "dump", "--home", home.toString());
  }

  private static List<Path> aside(Home home) throws IOException {
    try (Stream<Path> all = Files.list(home.var())) {
      return all.filter(file -> file.toString().contains("journal.jsonl.moved-")).toList();
    }
  }

  @Test
  void aJournalIsTheSameInTheDatabaseAndBackInAFile() throws Exception {
    String before = dump();
    assertThat(before).isEqualTo(new String(lines, java.nio.charset.StandardCharsets.US_ASCII));
    String said =
        typed("registry", "migrate", "--to", PostgresServer.url(), "--home", folder.toString());
    assertThat(said).contains("moved: 3 journal lines").contains("certdrop.registry.url=");
    assertThat(journal).doesNotExist();
    assertThat(aside(home))
        .singleElement()
        .satisfies(file -> assertThat(file).hasBinaryContent(lines));

    set(PostgresServer.url());
    assertThat(dump()).isEqualTo(before);
    assertThat(Audit.of(Registries.of(home), Optional.of(US))).isInstanceOf(Audit.Sound.class);
    register(Registries.of(home), "node_d");
    String longer = dump();
    assertThat(longer).startsWith(before).hasLineCount(4);

    assertThat(typed("registry", "migrate", "--to", "file", "--home", folder.toString()))
        .contains("moved: 4 journal lines");
    assertThatThrownBy(() -> register(Registries.of(home), "node_e"))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("was moved to journal.jsonl in ")
        .hasMessageContaining(folder + "/var");
    set("");
    assertThat(journal).hasContent(longer.strip());
    register(Registries.of(home), "node_e");

    migration().toDatabase(PostgresServer.url());
    set(PostgresServer.url());
    register(Registries.of(home), "node_f");
    assertThat(RegistryReader.read(Registries.of(home)).active()).hasSize(6);
    assertThat(Audit.of(Registries.of(home), Optional.of(US))).isInstanceOf(Audit.Sound.class);
  }

  @Test
  void killedOnceTheLinesAreInTheDatabaseItIsFinishedByTheSameAgain() throws Exception {
    Settings settings = Settings.read(home);
    try (MovedRegistry moved =
            new MovedRegistry(Registries.database(home, settings, PostgresServer.url()));
        JournalSource source = RegistryStore.of(home.var()).source()) {
      moved.fill(source, "a migration that did not finish");
    }
    set(PostgresServer.url());
    assertThatThrownBy(() -> register(Registries.of(home), "node_x"))
        .hasMessageContaining("did not finish");
    set("");
    register(RegistryStore.of(home.var()), "node_d");
    assertThat(migration().toDatabase(PostgresServer.url()).lines()).isEqualTo(4);
    set(PostgresServer.url());
    register(Registries.of(home), "node_e");
    assertThat(RegistryReader.read(Registries.of(home)).active()).hasSize(5);
  }

  @Test
  void killedOnceTheFileIsAsideItIsFinishedByTheSameAgain() throws Exception {
    Migration.Done done = migration().toDatabase(PostgresServer.url());
    PostgresServer.asOwner(
        "update certdrop.head set moved_to = 'a migration that did not finish (type the same"
            + " ./certdrop registry migrate again)' where registry = '"
            + name
            + "'");
    Migration.Done again = migration().toDatabase(PostgresServer.url());
    assertThat(again.lines()).isEqualTo(done.lines());
    assertThat(again.aside()).isEmpty();
    set(PostgresServer.url());
    register(Registries.of(home), "node_d");
  }

  @Test
  void killedOnTheWayBackItIsFinishedByTheSameAgain() throws Exception {
    migration().toDatabase(PostgresServer.url());
    set(PostgresServer.url());
    Files.writeString(home.var().resolve("journal.jsonl.tmp"), "half");
    assertThat(migration().toFile().lines()).isEqualTo(3);
    assertThat(migration().toFile().lines()).as("killed after the rename").isEqualTo(3);
    assertThat(journal).hasBinaryContent(lines);
    assertThat(home.var().resolve("journal.jsonl.tmp")).doesNotExist();
  }

  /** Two replicas have one registry; only one of their homes may have it as a file. */
  @Test
  void whatHasBecomeAFileInOneHomeDoesNotBecomeOneInAnother() throws Exception {
    migration().toDatabase(PostgresServer.url());
    set(PostgresServer.url());
    Home other = new Home(folder.resolve("other"));
    Files.createDirectories(other.properties().getParent());
    Files.copy(home.properties(), other.properties());
    migration().toFile();
    assertThatThrownBy(() -> new Migration(other, CLOCK).toFile())
        .isInstanceOf(StartException.class)
        .hasMessageContaining("has moved to journal.jsonl in ")
        .hasMessageContaining(folder + "/var")
        .hasMessageContaining("registry dump");
    assertThat(other.var().resolve("journal.jsonl")).doesNotExist();
  }

  @Test
  void aDatabaseThatIsClosedStaysSoThoughTheFileHasGoneOn() throws Exception {
    migration().toDatabase(PostgresServer.url());
    set(PostgresServer.url());
    migration().toFile();
    register(RegistryStore.of(home.var()), "node_d");
    assertThatThrownBy(() -> migration().toFile()).hasMessageContaining("ahead of its journal");
    Files.delete(home.var().resolve("registry.json"));
    Files.deleteIfExists(home.var().resolve("registry.checkpoint"));
    assertThatThrownBy(() -> migration().toFile())
        .hasMessageContaining("other lines than the database");
    assertThatThrownBy(() -> register(Registries.of(home), "node_e"))
        .hasMessageContaining("was moved to journal.jsonl in ");
  }

  @Test
  void anotherJournalIsNeverMixedWithOurs() throws Exception {
    migration().toDatabase(PostgresServer.url());
    Home stranger = new Home(folder.resolve("stranger"));
    Files.createDirectories(stranger.inbox());
    Files.createDirectories(stranger.properties().getParent());
    Files.copy(home.properties(), stranger.properties());
    register(RegistryStore.of(stranger.var()), "node_z", "node_y");
    assertThatThrownBy(() -> new Migration(stranger, CLOCK).toDatabase(PostgresServer.url()))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("holds another journal already: its line 1 differs");
    assertThat(RegistryReader.read(RegistryStore.of(stranger.var())).active()).hasSize(2);

    set(PostgresServer.url());
    Files.copy(stranger.var().resolve("journal.jsonl"), journal);
    assertThatThrownBy(() -> migration().toFile())
        .isInstanceOf(StartException.class)
        .hasMessageContaining("other lines than the database");
    register(Registries.of(home), "node_d");
  }

  @Test
  void aDamagedJournalIsNotMoved() throws Exception {
    Files.writeString(
        journal, new String(lines, StandardCharsets.US_ASCII).replace("node_b", "node_q"));
    assertThatThrownBy(() -> migration().toDatabase(PostgresServer.url()))
        .isInstanceOf(RegistryCorruptedException.class);
    assertThat(aside(home)).isEmpty();
  }

  @Test
  void nothingIsMovedUnderARunningService() throws Exception {
    try (RunLock running = RunLock.take(home)) {
      assertThatThrownBy(() -> migration().toDatabase(PostgresServer.url()))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("already runs");
    }
    assertThat(journal).hasBinaryContent(lines);
  }

  @Test
  void aMovedJournalIsMissedAndNotMended() throws Exception {
    migration().toDatabase(PostgresServer.url());
    assertThatThrownBy(() -> register(RegistryStore.of(home.var()), "node_d"))
        .isInstanceOf(RegistryCorruptedException.class)
        .hasMessageContaining("set certdrop.registry.url again");
    assertThat(typed("repair", "--yes", "--home", folder.toString()))
        .contains("was moved to a database");
  }

  @Test
  void repairSaysWhatToDoWithADatabase() throws Exception {
    migration().toDatabase(PostgresServer.url());
    set(PostgresServer.url());
    assertThat(typed("repair", "--home", folder.toString())).doesNotContain("damaged:");
    PostgresServer.asOwner(
        "delete from certdrop.journal where seq = 3 and registry = '" + name + "'");
    assertThat(typed("repair", "--yes", "--home", folder.toString()))
        .contains("ahead of its journal")
        .contains("certdrop mends nothing")
        .contains("move registry.json and registry.checkpoint out of");
    PostgresServer.asOwner(
        "update certdrop.journal set line = '{}' where seq = 2 and registry = '" + name + "'");
    Files.delete(home.var().resolve("registry.json"));
    assertThat(typed("repair", "--home", folder.toString()))
        .containsPattern("registry dump --home \\S+ \\| head -n 1 > journal.jsonl");
  }

  @Test
  void aUrlThatHoldsAUserOrAPasswordIsNotTaken() {
    for (String url :
        List.of(
            "jdbc:postgresql://h/d?password=s3cret",
            "jdbc:postgresql://h/d?ssl=true&sslpassword=s3cret",
            "jdbc:postgresql://h/d?user=s3cret",
            "jdbc:postgresql://s3cret@h/d")) {
      String said = typed("registry", "migrate", "--to", url, "--home", folder.toString());
      assertThat(said).contains("password-file").doesNotContain("s3cret");
    }
    assertThat(typed("registry", "migrate", "--to", "elsewhere", "--home", folder.toString()))
        .contains("or the word file");
    assertThat(typed("registry")).contains("Say what");
  }

  @Test
  void theScriptOfTheTablesIsPrintedForARole() {
    assertThat(typed("registry", "schema", "--role", "hospital_certdrop"))
        .startsWith("begin;")
        .contains("grant select, insert on certdrop.journal to \"hospital_certdrop\"")
        .endsWith("commit;\n");
    assertThat(typed("registry", "schema", "--role", "x; drop table")).contains("--role takes");
  }
}
