package org.certdrop.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import org.certdrop.json.ExactJson;
import org.certdrop.party.Component;
import org.certdrop.party.Topology;
import org.certdrop.rules.Hosts;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.Fingerprint;
import org.certdrop.x509.MutualCertificates;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database as a component with mutual authentication reads it (SPEC section 12): {@link Store}
 * asks of it what Fed-BioMed's documentation says that its certificate store does.
 */
class MutualDatabaseTest {
  private static final ExportedParty ANN = node("NODE_ann");
  private static final ExportedParty BOB = node("NODE_bob");
  private static final ExportedParty BOSS =
      TestParties.of(
          MutualCertificates.researcher("RESEARCHER_boss", "10.1.1.1"), "RESEARCHER_boss");

  @TempDir Path directory;
  private Database database;

  private static ExportedParty node(String id) {
    return TestParties.of(MutualCertificates.node(id), id);
  }

  /** What a component does with its table at its start, or at a handshake. */
  private record Store(Component role, Map<String, Fingerprint> trusted) {
    static Store of(Database database, Component role) throws Exception {
      Map<String, Fingerprint> trusted = new TreeMap<>();
      for (JsonNode document : database.tables().path("Certificates")) {
        assertThat(document.has("component_id")).as("without it nothing starts").isTrue();
        Certificate certificate =
            Certificate.parsePem(
                    document.path("certificate").asText().getBytes(StandardCharsets.US_ASCII))
                .sound()
                .orElseThrow();
        assertThat(certificate.notAfter()).isAfter(TestCertificate.NOW);
        assertThat(trusted).doesNotContainValue(certificate.fingerprint());
        trusted.put(document.path("component_id").asText(), certificate.fingerprint());
        if (role == Component.NODE) {
          assertThat(Hosts.of(certificate)).isNotEmpty();
        }
      }
      assertThat(trusted.size()).isLessThanOrEqualTo(role == Component.NODE ? 1 : 1000);
      return new Store(role, trusted);
    }
  }

  private void database(String content) throws Exception {
    database = Database.in(directory, content);
  }

  private static String documents(String... documents) {
    return "{\"Datasets\": {\"1\": {\"big\": 123456789012345678901234567890}}, \"Certificates\": {"
        + String.join(", ", documents)
        + "}}";
  }

  private static String document(int id, String componentId, String pem) {
    return "\""
        + id
        + "\": {\"component_id\": \""
        + componentId
        + "\", \"certificate\": "
        + ExactJson.write(com.fasterxml.jackson.databind.node.TextNode.valueOf(pem))
        + "}";
  }

  private FedbiomedOutcome export(Component role, boolean prune, ExportedParty... parties)
      throws Exception {
    ExportMode mode = new ExportMode(Topology.STAR, role, prune);
    return FedbiomedExport.into(
            database.file(), database.var(), Database.CLOCK, Database.PATIENCE, mode)
        .run(() -> FedbiomedParties.of(List.of(parties), mode, Database.CLOCK.instant()));
  }

  @Test
  void aResearcherTrustsEveryNodeAndNoResearcher() throws Exception {
    database(documents());

    FedbiomedOutcome done = export(Component.RESEARCHER, false, ANN, BOB, BOSS);

    assertThat(Store.of(database, Component.RESEARCHER).trusted())
        .containsExactly(Map.entry("NODE_ann", ANN.sha256()), Map.entry("NODE_bob", BOB.sha256()));
    assertThat(done.restart()).isFalse();
    assertThat(database.text()).contains("123456789012345678901234567890");
  }

  @Test
  void aNodeTrustsItsResearcherAndNoNode() throws Exception {
    database(documents());

    FedbiomedOutcome done = export(Component.NODE, false, ANN, BOSS);

    assertThat(Store.of(database, Component.NODE).trusted())
        .containsExactly(Map.entry("RESEARCHER_boss", BOSS.sha256()));
    assertThat(done.restart()).isTrue();
  }

  @Test
  void twoResearchersAreNotWrittenIntoANodesDatabase() throws Exception {
    database(documents());
    ExportedParty other =
        TestParties.of(MutualCertificates.researcher("RESEARCHER_x", "10.1.1.2"), "RESEARCHER_x");
    String before = database.text();

    assertThatThrownBy(() -> export(Component.NODE, false, BOSS, other))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("RESEARCHER_boss, RESEARCHER_x")
        .hasMessageContaining("./certdrop delete");
    assertThat(database.text()).isEqualTo(before);
  }

  @Test
  void whereTwoResearchersStopTheExportTheRevokedLeaveAllTheSame() throws Exception {
    database(documents(document(3, "RESEARCHER_boss", BOSS.pem())));
    ExportedParty other =
        TestParties.of(MutualCertificates.researcher("RESEARCHER_x", "10.1.1.2"), "RESEARCHER_x");
    export(Component.NODE, true, other);
    Files.writeString(
        database.file(),
        database
            .text()
            .replaceFirst(
                "\"Certificates\": ?\\{",
                "$0" + Matcher.quoteReplacement(document(4, "NODE_bob", BOB.pem())) + ","));

    assertThatThrownBy(() -> revoking(Component.NODE, revokes(BOB), BOSS, other))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("nobody was added");

    assertThat(Store.of(database, Component.NODE).trusted()).containsOnlyKeys("RESEARCHER_x");
    assertThat(new RestartNotice(database.var()).since(Database.CLOCK.instant())).isPresent();
    export(Component.NODE, false, BOSS);
    assertThat(Store.of(database, Component.NODE).trusted())
        .as("certdrop still knows which document is its own")
        .containsOnlyKeys("RESEARCHER_boss");
  }

  @Test
  void theOneDocumentThatSomebodyElseGaveANodeIsInNobodysWay_untilAResearcherIsRegistered()
      throws Exception {
    database(documents(document(7, "RESEARCHER_old", TestCertificate.of("RESEARCHER_old").pem())));
    assertThat(export(Component.NODE, false).isWhole()).isTrue();

    assertThat(export(Component.NODE, false, BOSS).inTheWay()).hasSize(1);
  }

  @Test
  void twoDocumentsAreInTheWayOfANodeEvenWhereNobodyIsRegistered() throws Exception {
    database(documents(document(7, "RESEARCHER_a", BOSS.pem()), document(8, "x", BOB.pem())));

    assertThat(export(Component.NODE, false).inTheWay()).hasSize(2);
  }

  @Test
  void theSameResearcherTwiceKeepsANodeFromStarting_andIsPrunedToOne() throws Exception {
    database(
        documents(
            document(7, "RESEARCHER_boss", BOSS.pem()),
            document(8, "RESEARCHER_boss", BOSS.pem())));

    assertThat(export(Component.NODE, false, BOSS).problem().orElseThrow())
        .contains("RESEARCHER_boss in document 8", "twice");
    assertThat(export(Component.NODE, true, BOSS).isWhole()).isTrue();
    assertThat(database.ids()).containsExactly("7");
  }

  @Test
  void anExpiredCertificateIsNeverWritten_andLeavesWhenItEnds() throws Exception {
    database(documents());
    export(Component.RESEARCHER, false, ANN, BOB);
    ExportedParty ended =
        new ExportedParty(
            ANN.id(),
            ANN.endpoint(),
            ANN.pem(),
            ANN.sha256(),
            Instant.parse("2026-11-01T00:00:00Z"));

    export(Component.RESEARCHER, false, ended, BOB);

    assertThat(Store.of(database, Component.RESEARCHER).trusted()).containsOnlyKeys("NODE_bob");
  }

  @Test
  void somebodyElsesDocumentKeepsANodeFromStarting_soNobodyIsAdded() throws Exception {
    database(documents(document(7, "RESEARCHER_old", TestCertificate.of("RESEARCHER_old").pem())));
    String before = database.text();

    FedbiomedOutcome done = export(Component.NODE, false, BOSS);

    assertThat(done.isWhole()).isFalse();
    assertThat(done.restart()).isFalse();
    assertThat(done.problem().orElseThrow())
        .contains("RESEARCHER_old in document 7", "does not start", "--prune");
    assertThat(database.text()).isEqualTo(before);
    assertThat(database.backups()).isEmpty();
  }

  @Test
  void prunedItIsTakenAwayAfterABackup() throws Exception {
    database(documents(document(7, "RESEARCHER_old", TestCertificate.of("RESEARCHER_old").pem())));

    FedbiomedOutcome done = export(Component.NODE, true, BOSS);

    assertThat(done.changes()).contains(new Change.Pruned("RESEARCHER_old", "7"));
    assertThat(Files.readString(done.backup().orElseThrow())).contains("RESEARCHER_old");
    assertThat(Store.of(database, Component.NODE).trusted()).containsOnlyKeys("RESEARCHER_boss");
  }

  @Test
  void whileSomebodyIsInTheWayTheRemovedLeaveAllTheSame() throws Exception {
    database(documents());
    export(Component.RESEARCHER, false, ANN, BOB);
    String twin = document(9, "NODE_thief", BOB.pem());
    Files.writeString(
        database.file(),
        database
            .text()
            .replaceFirst("\"Certificates\": ?\\{", "$0" + Matcher.quoteReplacement(twin) + ","));

    FedbiomedOutcome done = export(Component.RESEARCHER, false, BOB);

    assertThat(done.problem().orElseThrow()).contains("NODE_thief in document 9", "two ids");
    assertThat(database.text()).doesNotContain("NODE_ann").contains("NODE_bob", "NODE_thief");
    assertThat(export(Component.RESEARCHER, true, BOB).isWhole()).isTrue();
    assertThat(Store.of(database, Component.RESEARCHER).trusted()).containsOnlyKeys("NODE_bob");
  }

  @Test
  void aDocumentWithoutComponentIdKeepsAResearcherFromStarting() throws Exception {
    database("{\"Certificates\": {\"1\": {\"party_id\": \"node_old\", \"certificate\": \"x\"}}}");

    assertThat(export(Component.RESEARCHER, false, ANN).problem().orElseThrow())
        .contains("node_old in document 1", "component_id");
    assertThat(export(Component.RESEARCHER, true, ANN).isWhole()).isTrue();
    assertThat(Store.of(database, Component.RESEARCHER).trusted()).containsOnlyKeys("NODE_ann");
  }

  @Test
  void theSamePartysOldDocumentGetsWhatItLacks() throws Exception {
    database(
        "{\"Certificates\": {\"1\": "
            + "{\"party_id\": \"NODE_ann\", \"certificate\": "
            + ExactJson.write(com.fasterxml.jackson.databind.node.TextNode.valueOf(ANN.pem()))
            + "}}}");

    assertThat(export(Component.RESEARCHER, false, ANN).isWhole()).isTrue();

    assertThat(database.ids()).containsExactly("1");
    assertThat(Store.of(database, Component.RESEARCHER).trusted()).containsOnlyKeys("NODE_ann");
  }

  @Test
  void anotherCertificateOfAnExportedPartyIsLeftAlone_andPrunedWhenAskedFor() throws Exception {
    database(documents(document(3, "NODE_ann", MutualCertificates.node("NODE_ann").pem())));

    FedbiomedOutcome done = export(Component.RESEARCHER, false, ANN, BOB);
    assertThat(done.leftAlone()).extracting(Change.LeftAlone::party).containsExactly("NODE_ann");
    assertThat(export(Component.RESEARCHER, true, ANN, BOB).isWhole()).isTrue();

    assertThat(Store.of(database, Component.RESEARCHER).trusted())
        .containsEntry("NODE_ann", ANN.sha256());
  }

  @Test
  void otherNodesThatSomebodyRegisteredByHandStay() throws Exception {
    ExportedParty hand = node("NODE_hand");
    database(documents(document(3, "NODE_hand", hand.pem())));

    assertThat(export(Component.RESEARCHER, true, ANN).isWhole()).isTrue();

    assertThat(Store.of(database, Component.RESEARCHER).trusted())
        .containsOnlyKeys("NODE_ann", "NODE_hand");
  }

  @Test
  void whenTheNodesDocumentChangedIsRememberedForAWeek() throws Exception {
    database(documents());
    RestartNotice notice = new RestartNotice(database.var());
    Instant now = Database.CLOCK.instant();
    assertThat(notice.since(now)).isEmpty();

    export(Component.NODE, false, BOSS);

    assertThat(notice.since(now)).contains(now);
    assertThat(notice.since(now.plusSeconds(7 * 86_400 - 1))).isPresent();
    assertThat(notice.since(now.plusSeconds(7 * 86_400))).isEmpty();
    assertThat(RestartNotice.message(now)).contains("2026-11-23T10:15:00Z", "restart");
    Files.writeString(database.var().resolve("restart.needed"), "edited");
    assertThat(notice.since(now)).isEmpty();
  }

  private static Revocation revokes(ExportedParty party) {
    return (id, certificate) ->
        certificate.filter(held -> held.fingerprint().equals(party.sha256())).isPresent();
  }

  private FedbiomedOutcome revoking(Component role, Revocation revoked, ExportedParty... parties)
      throws Exception {
    ExportMode mode = new ExportMode(Topology.STAR, role, false);
    FedbiomedExport.Parties wanted =
        new FedbiomedExport.Parties() {
          @Override
          public List<ExportedParty> now() throws ExportException {
            return FedbiomedParties.of(List.of(parties), mode, Database.CLOCK.instant());
          }

          @Override
          public Revocation revoked() {
            return revoked;
          }
        };
    return FedbiomedExport.into(
            database.file(), database.var(), Database.CLOCK, Database.PATIENCE, mode)
        .run(wanted);
  }

  @Test
  void aRevokedPartyLeavesTheDatabaseEvenIfSomebodyElsePutItThere() throws Exception {
    database(documents(document(3, "NODE_ann", ANN.pem()), document(4, "NODE_bob", BOB.pem())));

    FedbiomedOutcome done = revoking(Component.RESEARCHER, revokes(ANN));

    assertThat(done.changes()).containsExactly(new Change.Removed("NODE_ann", "3"));
    assertThat(done.isWhole()).isTrue();
    assertThat(Store.of(database, Component.RESEARCHER).trusted()).containsOnlyKeys("NODE_bob");
  }

  @Test
  void nothingNewNeedsNoRestart() throws Exception {
    database(documents());
    export(Component.NODE, false, BOSS);

    assertThat(export(Component.NODE, false, BOSS).restart()).isFalse();
  }
}
