package org.certdrop.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.certdrop.home.ExportRequirement;
import org.certdrop.home.Faults;
import org.certdrop.home.Federation;
import org.certdrop.home.Home;
import org.certdrop.home.Settings;
import org.certdrop.home.Var;
import org.certdrop.party.PartyId;
import org.certdrop.party.Topology;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registry.Registry;
import org.certdrop.trust.Membership;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FedbiomedDatabaseTest {
  private static final PartyId US = new PartyId("researcher_us");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T10:15:00Z"), ZoneOffset.UTC);
  private static final Pattern PARTY = Pattern.compile("\"party_id\":\"([^\"]*)\"");

  private Membership membership = Membership.OPEN;

  @TempDir Path directory;
  private final AtomicLong nanos = new AtomicLong(-7);
  private final Faults faults = new Faults(CLOCK);
  private Home home;
  private Path file;
  private Registry registry;
  private Federation federation;
  private boolean exports = true;

  @BeforeEach
  void makeHome() throws Exception {
    home = new Home(directory.resolve("home"));
    Files.createDirectories(home.properties().getParent());
    Var.prepare(home);
    file = Files.createDirectory(directory.resolve("fbm")).resolve("db.json");
    Files.writeString(file, "{}");
    registry = open();
  }

  @AfterEach
  void closeRegistry() {
    registry.close();
  }

  private Registry open() throws IOException {
    return Registry.open(home.var(), US, () -> AdmissionPolicy.AUTOMATIC, CLOCK);
  }

  private FedbiomedDatabase database(String... settings) throws Exception {
    Files.writeString(home.properties(), String.join("\n", settings));
    Settings read = Settings.read(home);
    federation = read.federation();
    return new FedbiomedDatabase(
        home,
        read,
        registry,
        () -> membership,
        () -> US,
        () -> federation,
        faults,
        CLOCK,
        nanos::get,
        () -> exports);
  }

  private FedbiomedDatabase following() throws Exception {
    return database("certdrop.export.fedbiomed.db=../fbm/db.json");
  }

  private void register(String party) throws IOException {
    registry.decide(TestParties.proposal(party));
  }

  private void pass(long milliseconds) {
    nanos.addAndGet(Duration.ofMillis(milliseconds).toNanos());
  }

  private List<String> parties() throws IOException {
    return PARTY.matcher(Files.readString(file)).results().map(found -> found.group(1)).toList();
  }

  private List<String> backups() throws IOException {
    List<String> backups = new ArrayList<>();
    try (Stream<Path> files = Files.list(file.getParent())) {
      files
          .map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(".bak"))
          .forEach(backups::add);
    }
    return backups;
  }

  @Test
  void withoutTheSettingNothingIsExported() throws Exception {
    register("node_a");
    FedbiomedDatabase off = database();

    off.follow();
    off.finish();

    assertThat(file).hasContent("{}");
    assertThat(faults.current()).isEmpty();
  }

  @Test
  void whileAnotherReplicaExportsNothingIsWritten() throws Exception {
    register("node_a");
    FedbiomedDatabase database = following();
    exports = false;
    database.follow();
    assertThat(file).hasContent("{}");

    exports = true;
    database.follow();
    assertThat(parties()).containsExactly("node_a");
  }

  @Test
  void theFirstLookExportsAtOnce() throws Exception {
    register("node_a");

    following().follow();

    assertThat(parties()).containsExactly("node_a");
  }

  @Test
  void aChangeWaitsFiveSecondsForOthersAndSharesTheirExport() throws Exception {
    FedbiomedDatabase database = following();
    database.follow();
    register("node_a");
    database.follow();
    pass(4_999);
    register("node_b");
    database.follow();
    assertThat(parties()).isEmpty();

    pass(1);
    database.follow();

    assertThat(parties()).containsExactly("node_a", "node_b");
    assertThat(backups()).hasSize(1);
  }

  @Test
  void aChangeByAnotherProcessCountsToo() throws Exception {
    FedbiomedDatabase database = following();
    database.follow();
    try (Registry other = open()) {
      other.decide(TestParties.proposal("node_a"));
    }
    database.follow();
    pass(5_000);
    database.follow();

    assertThat(parties()).containsExactly("node_a");
  }

  @Test
  void aPartyThatIsRemovedGoes() throws Exception {
    register("node_a");
    FedbiomedDatabase database = following();
    database.follow();
    registry.remove(new PartyId("node_a"));
    database.follow();
    pass(5_000);
    database.follow();

    assertThat(parties()).isEmpty();
  }

  @Test
  void whereVerifiedIsRequiredNobodyElseIsExported() throws Exception {
    register("node_a");

    database("certdrop.export.fedbiomed.db=../fbm/db.json", "certdrop.export.require=verified")
        .follow();

    assertThat(file).hasContent("{}");
  }

  @Test
  void whatTheComponentWroteBackOverAnExportIsExportedOnceMore() throws Exception {
    register("node_a");
    FedbiomedDatabase database = following();
    database.follow();
    Files.writeString(file, "{\"Data\":{}}");
    database.follow();
    assertThat(parties()).isEmpty();

    pass(5_000);
    database.follow();

    assertThat(parties()).containsExactly("node_a");
  }

  @Test
  void aMissingDatabaseIsAFaultUntilItIsThere() throws Exception {
    register("node_a");
    Files.delete(file);
    FedbiomedDatabase database = following();
    database.follow();

    assertThat(faults.current())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.where()).isEqualTo("export fedbiomed");
              assertThat(fault.message()).startsWith("There is no database " + home);
            });
    assertThat(file).doesNotExist();

    Files.writeString(file, "{}");
    pass(1_000);
    database.follow();
    assertThat(faults.current()).isEmpty();
    assertThat(parties()).containsExactly("node_a");
  }

  @Test
  void aFaultIsTriedAgainAfterAPauseThatDoublesUpToALimit() throws Exception {
    Files.delete(file);
    FedbiomedDatabase database =
        database("certdrop.export.fedbiomed.db=../fbm/db.json", "certdrop.retry.max-delay=PT3S");
    database.follow();
    for (int pause : new int[] {1_000, 2_000, 3_000}) {
      pass(pause - 1);
      Files.writeString(file, "{}");
      database.follow();
      assertThat(faults.current()).hasSize(1);
      Files.delete(file);
      pass(1);
      database.follow();
    }
    Files.writeString(file, "{}");
    pass(3_000);
    database.follow();
    assertThat(faults.current()).isEmpty();
  }

  @Test
  void aChangeDuringALongFaultWaitsNoLongerThanAnyOther() throws Exception {
    Files.delete(file);
    FedbiomedDatabase database =
        database("certdrop.export.fedbiomed.db=../fbm/db.json", "certdrop.retry.delay=PT1M");
    database.follow();
    Files.writeString(file, "{}");
    register("node_a");
    database.follow();
    pass(5_000);
    database.follow();

    assertThat(parties()).containsExactly("node_a");
  }

  @Test
  void somebodyElsesDocumentIsAFaultThatNamesItsPartyAndTheOthersAreExported() throws Exception {
    register("node_a");
    register("node_b");
    Files.writeString(file, "{\"Certificates\":{\"1\":{\"party_id\":\"node_b\"}}}");

    following().follow();

    assertThat(parties()).containsExactly("node_b", "node_a");
    assertThat(faults.current())
        .singleElement()
        .satisfies(
            fault -> assertThat(fault.message()).contains("node_b").doesNotContain("node_a"));
  }

  @Test
  void aRegistryThatCannotBeReadIsAFaultUntilItCan() throws Exception {
    FedbiomedDatabase database = following();
    database.follow();
    Path journal = home.var().resolve("journal.jsonl");
    Path away = Files.move(journal, directory.resolve("away"));
    database.follow();
    assertThat(faults.current()).hasSize(1);

    Files.move(away, journal);
    pass(1_000);
    database.follow();
    assertThat(faults.current()).isEmpty();
  }

  @Test
  void atTheEndWhatWaitsIsExportedAtOnce() throws Exception {
    FedbiomedDatabase database = following();
    database.follow();
    register("node_a");

    database.finish();

    assertThat(parties()).containsExactly("node_a");
  }

  @Test
  void aDatabaseThatAKillToreIsMendedAtTheStartWhicheverItIs() throws Exception {
    FedbiomedExport.into(file, home.var(), CLOCK, Duration.ofMinutes(1))
        .run(() -> List.of(TestParties.at("node_a", 14001)));
    String whole = Files.readString(file);
    TestParties.tear(file, home.var(), CLOCK);
    assertThat(Files.readString(file)).isNotEqualTo(whole);

    database().recover();

    assertThat(parties()).containsExactly("node_a", "node_b");
  }

  @Test
  void theDatabaseOfAnotherComponentIsAFaultAndStaysAsItIs() throws Exception {
    register("node_a");
    Files.writeString(
        file.resolveSibling("config.ini"), "[default]\nid = RESEARCHER_other\ndb = db.json\n");

    following().follow();

    assertThat(file).hasContent("{}");
    assertThat(faults.current())
        .singleElement()
        .satisfies(
            fault ->
                assertThat(fault.message())
                    .contains(
                        "is the database of RESEARCHER_other, as ", "is that of researcher_us."));
  }

  @Test
  void theIdOfTheOwnComponentMayBeInOtherLetters() throws Exception {
    register("node_a");
    Files.writeString(
        file.resolveSibling("config.ini"), "[default]\nid = RESEARCHER_US\ndb = db.json\n");

    following().follow();

    assertThat(parties()).containsExactly("node_a");
    assertThat(faults.current()).isEmpty();
  }

  @Test
  void inAStarAChangeWaitsTwoSecondsAlone() throws Exception {
    FedbiomedDatabase database =
        database(
            "certdrop.topology=star",
            "certdrop.export.require=none",
            "certdrop.component=RESEARCHER",
            "certdrop.export.fedbiomed.db=../fbm/db.json");
    register("node_a");
    database.follow();
    assertThat(parties()).containsExactly("node_a");
    register("node_b");
    database.follow();
    pass(1_999);
    database.follow();
    assertThat(parties()).containsExactly("node_a");

    pass(1);
    database.follow();

    assertThat(parties()).containsExactly("node_a", "node_b");
  }

  @Test
  void aFederationThatChangesIsExportedByItsNewRules() throws Exception {
    FedbiomedDatabase database =
        database("certdrop.component=RESEARCHER", "certdrop.export.fedbiomed.db=../fbm/db.json");
    register("node_a");
    register("researcher_b");
    database.follow();
    assertThat(parties()).containsExactly("node_a", "researcher_b");
    Federation mesh = federation;
    federation =
        new Federation(
            Topology.STAR,
            "a test",
            mesh.component(),
            mesh.endpointPolicy(),
            ExportRequirement.NONE,
            mesh.database(),
            mesh.config());

    database.follow();
    pass(2_000);
    database.follow();

    assertThat(parties()).containsExactly("node_a");
  }
}
