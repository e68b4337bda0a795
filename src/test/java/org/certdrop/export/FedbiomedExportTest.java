package org.certdrop.export;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.certdrop.export.TestParties.at;
import static org.certdrop.export.TestParties.moved;
import static org.certdrop.export.TestParties.nowhere;
import static org.certdrop.export.TestParties.renewed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.certdrop.json.ExactJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FedbiomedExportTest {
  /** Numbers as Python writes them, and text that is not ASCII. */
  private static final String OTHER_TABLES =
      "\"Biprime\": {\"1\": {\"n\": "
          + "1234567890".repeat(31)
          + ", \"e\": -0.0, \"x\": 1e-07, \"y\": 1.10, \"z\": NaN, \"i\": -Infinity}},"
          + " \"Data\": {\"7\": {\"name\": \"H\u00f4pital \ud83e\udde0\u2028\", \"l\": [1.0, {}]}}";

  private static final ExportedParty ANN = at("node_ann", 14001);
  private static final ExportedParty BOB = at("researcher_bob", 14002);

  @TempDir Path directory;

  private Database database(String content) throws Exception {
    return Database.in(directory, content);
  }

  private static ObjectNode without(ObjectNode object, String field) {
    ObjectNode rest = object.deepCopy();
    rest.remove(field);
    return rest;
  }

  private static Object key(Path file) throws Exception {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  @Test
  void aPartyIsAddedWithTheFieldsOfFedbiomed() throws Exception {
    Database database = database("{}");

    FedbiomedOutcome done = database.run(ANN);

    ObjectNode document = (ObjectNode) database.document("1000000");
    assertThat(ExactJson.write(without(document, "certificate")))
        .isEqualTo(
            "{\"party_id\":\"node_ann\",\"component_id\":\"node_ann\",\"component\":\"NODE\",\"ip\":\"10.9.0.1\",\"port\":14001}");
    assertThat(document.path("certificate").asText()).isEqualTo(ANN.pem());
    assertThat(done.changes()).containsExactly(new Change.Added("node_ann", "1000000"));
  }

  @Test
  void newNumbersAreAMillionPastTheGreatest() throws Exception {
    Database database =
        database("{\"Certificates\": {\"17\": {\"party_id\": \"node_z\"}, \"3\": {}}}");

    database.run(ANN, BOB);

    assertThat(database.ids()).containsExactly("17", "3", "1000017", "1000018");
  }

  @Test
  void aNumberOfFortyDigitsIsNoObstacle() throws Exception {
    Database database = database("{\"Certificates\": {\"" + "9".repeat(40) + "\": {}}}");

    database.run(ANN);

    assertThat(database.ids().get(1)).isEqualTo("1" + "0".repeat(34) + "999999");
  }

  @Test
  void allElseKeepsItsValueToTheLastDigit() throws Exception {
    Database database = database("{" + OTHER_TABLES + ", \"_default\": {}}");
    ObjectNode before = database.tables();

    database.run(ANN);

    assertThat(without(database.tables(), "Certificates")).isEqualTo(before);
    assertThat(database.text()).contains("1234567890".repeat(31), "1.10", "NaN", "-Infinity");
    assertThat(Files.readAllBytes(database.file())).asString(ISO_8859_1).matches("\\p{ASCII}*");
  }

  @Test
  void aPartyThatIsThereIsUpdatedInPlaceAndKeepsFieldsOfTheSite() throws Exception {
    String there =
        Database.table(moved(ANN, 1))
            .replace("\"port\":1", "\"port\":\"14001\",\"note\":[1.0],\"x\":{\"a\":null}");
    Database database = database("{\"Certificates\": " + there + "}");

    FedbiomedOutcome done = database.run(ANN);

    assertThat(database.ids()).containsExactly("1");
    assertThat(ExactJson.write(database.document("1")))
        .contains("\"port\":14001,\"note\":[1.0],\"x\":{\"a\":null}");
    assertThat(done.changes())
        .singleElement()
        .isInstanceOfSatisfying(
            Change.Updated.class,
            change ->
                assertThat(change.fields())
                    .containsExactly(
                        new Change.Field("port", Optional.of("\"14001\""), Optional.of("14001"))));
  }

  @Test
  void aComponentThatFedbiomed6WroteWronglyIsCorrected() throws Exception {
    ExportedParty upper = at("NODE_x", 14001);
    String there =
        ExactJson.write(new PartyFields(nowhere(upper)).create())
            .replace("\"NODE\"", "\"RESEARCHER\"");
    Database database = database("{\"Certificates\": {\"2\": " + there + "}}");

    database.run(upper);

    assertThat(database.document("2").path("component").asText()).isEqualTo("NODE");
  }

  private static ExportedParty nowhere(ExportedParty party) {
    return new ExportedParty(
        party.id(), Optional.empty(), party.pem(), party.sha256(), party.notAfter());
  }

  @Test
  void aDocumentOfFedbiomed6StaysWithoutAddress() throws Exception {
    Database database = database("{\"Certificates\": " + Database.table(nowhere(ANN)) + "}");

    assertThat(database.run(ANN).changes()).isEmpty();
    assertThat(database.document("1").has("ip")).isFalse();
  }

  @Test
  void aPartyWithoutAddressIsExportedWithout() throws Exception {
    Database database = database("{}");

    database.run(TestParties.nowhere("node_x"));

    assertThat(database.document("1000000").has("ip")).isFalse();
    assertThat(database.document("1000000").has("port")).isFalse();
  }

  @Test
  void aDocumentOfOursFollowsItsPartyToAnAddressAndAway() throws Exception {
    Database database = database("{}");
    database.run(nowhere(ANN));

    database.run(ANN);
    assertThat(database.document("1000000").path("ip").asText()).isEqualTo("10.9.0.1");

    database.run(nowhere(ANN));
    assertThat(database.document("1000000").has("port")).isFalse();
  }

  @Test
  void aSiteThatKnowsAnAddressKeepsItWhereThePartySaysNone() throws Exception {
    Database database = database("{\"Certificates\": " + Database.table(ANN) + "}");

    assertThat(database.run(nowhere(ANN)).changes()).isEmpty();
  }

  @Test
  void idsMatchWithoutRegardToLetterCaseAndTheSitesSpellingStays() throws Exception {
    String there = Database.table(moved(ANN, 9)).replace("\"node_ann\"", "\"NODE_Ann\"");
    Database database = database("{\"Certificates\": " + there + "}");

    database.run(ANN);

    assertThat(database.ids()).containsExactly("1");
    assertThat(database.document("1").path("party_id").asText()).isEqualTo("NODE_Ann");
    assertThat(ExactJson.write(database.document("1").path("port"))).isEqualTo("14001");
  }

  @Test
  void theSameCertificateInAnotherLayoutStaysAsItIs() throws Exception {
    String there = Database.table(ANN).replace("-----BEGIN", "Subject: x\\r\\n-----BEGIN");
    Database database = database("{\"Certificates\": " + there + "}");

    assertThat(database.run(ANN).changes()).isEmpty();
  }

  @Test
  void somebodyElsesDocumentWithAnotherCertificateIsLeftAloneAndTheOthersAreExported()
      throws Exception {
    ExportedParty known = renewed(ANN);
    Database database = database("{\"Certificates\": " + Database.table(known) + "}");

    FedbiomedOutcome done = database.run(ANN, BOB);

    assertThat(done.leftAlone())
        .containsExactly(
            new Change.LeftAlone("node_ann", "1", Optional.of(known.sha256()), ANN.sha256()));
    assertThat(database.document("1").path("certificate").asText()).isEqualTo(known.pem());
    assertThat(database.ids()).containsExactly("1", "1000001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"nonsense\"", "null", "17"})
  void aDocumentWithoutACertificateIsLeftAloneToo(String certificate) throws Exception {
    Database database =
        database(
            "{\"Certificates\": {\"1\": {\"party_id\": \"node_ann\", \"certificate\": "
                + certificate
                + "}}}");

    assertThat(database.run(ANN).leftAlone())
        .containsExactly(new Change.LeftAlone("node_ann", "1", Optional.empty(), ANN.sha256()));
    assertThat(database.backups()).isEmpty();
  }

  @Test
  void aNewCertificateGoesIntoTheDocumentThatIsOurs() throws Exception {
    Database database = database("{}");
    database.run(ANN);
    ExportedParty renewed = renewed(ANN);

    assertThat(database.run(renewed).leftAlone()).isEmpty();

    assertThat(database.ids()).containsExactly("1000000");
    assertThat(database.document("1000000").path("certificate").asText()).isEqualTo(renewed.pem());
  }

  @Test
  void aDocumentOfOursIntoWhichSomebodyElsePutACertificateIsNoLongerOurs() throws Exception {
    Database database = database("{}");
    database.run(ANN);
    Files.writeString(
        database.file(), database.text().replace(quoted(ANN.pem()), quoted(renewed(ANN).pem())));
    String theirs = database.text();

    assertThat(database.run(ANN).leftAlone()).hasSize(1);
    database.run();
    assertThat(database.text()).isEqualTo(theirs);
  }

  private static String quoted(String text) {
    return text.replace("\n", "\\n");
  }

  @Test
  void whatCertdropMadeGoesWithItsParty() throws Exception {
    Database database = database("{\"Certificates\": " + Database.table(BOB) + "}");
    database.run(ANN, BOB);

    FedbiomedOutcome done = database.run(BOB);

    assertThat(done.changes()).containsExactly(new Change.Removed("node_ann", "1000001"));
    assertThat(database.ids()).containsExactly("1");
  }

  @Test
  void whatCertdropOnlyUpdatedStaysWhenItsPartyGoes() throws Exception {
    Database database = database("{\"Certificates\": " + Database.table(moved(ANN, 9)) + "}");
    database.run(ANN);

    assertThat(database.run().changes()).isEmpty();
    assertThat(database.ids()).containsExactly("1");
  }

  @Test
  void aHomeTakesNothingAwayThatAnotherHomeMade() throws Exception {
    Database database = database("{}");
    database.run(ANN);
    Path other = Files.createDirectory(directory.resolve("other-var"));

    FedbiomedExport.into(database.file(), other, Database.CLOCK, Database.PATIENCE).run(List::of);

    assertThat(database.ids()).containsExactly("1000000");
  }

  @Test
  void aSecondExportChangesNothing() throws Exception {
    Database database = database("{" + OTHER_TABLES + "}");
    database.run(ANN, BOB);
    String text = database.text();

    FedbiomedOutcome done = database.run(ANN, BOB);

    assertThat(done.changes()).isEmpty();
    assertThat(done.backup()).isEmpty();
    assertThat(database.text()).isEqualTo(text);
    assertThat(database.backups()).hasSize(1);
  }

  @Test
  void theFileStaysTheSameFileOfTheSameMode() throws Exception {
    Database database = database("{}");
    Object before = key(database.file());

    database.run(ANN);

    assertThat(key(database.file())).isEqualTo(before);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(database.file())))
        .isEqualTo("rw-r-----");
  }

  @Test
  void aShorterContentLeavesNothingBehind() throws Exception {
    Database database = database("{}");
    database.run(ANN, BOB);

    database.run(BOB);

    assertThat(database.text()).endsWith("}}}");
  }

  @Test
  void aBackupForItsOwnerAloneHoldsWhatWasThere() throws Exception {
    Database database = database("{" + OTHER_TABLES + "}");
    byte[] before = Files.readAllBytes(database.file());

    Path backup = database.run(ANN).backup().orElseThrow();

    assertThat(backup.getFileName()).hasToString(Database.BACKUP);
    assertThat(backup).hasBinaryContent(before);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
        .isEqualTo("rw-------");
    assertThat(database.beside()).containsExactly(Database.BACKUP);
  }

  @Test
  void theLastTenBackupsAreKeptAndNobodyElsesFileGoes() throws Exception {
    Database database = database("{}");
    Path foreign = Files.writeString(database.folder().resolve("db.json.2020.bak"), "precious");
    for (int port : IntStream.rangeClosed(1, 12).toArray()) {
      database.run(moved(ANN, port));
    }

    assertThat(foreign).hasContent("precious");
    assertThat(database.backups()).hasSize(11);
  }

  @Test
  void aBackupIsKeptThoughTheClockWasSetBack() throws Exception {
    Database database = database("{}");
    for (int day : IntStream.rangeClosed(2, 11).toArray()) {
      Files.writeString(
          database
              .folder()
              .resolve(String.format(Locale.ROOT, "db.json.202701%02dT000000.000Z.bak", day)),
          "later");
    }

    Path backup = database.run(ANN).backup().orElseThrow();

    assertThat(backup).hasContent("{}");
    assertThat(database.backups()).hasSize(10).doesNotContain("db.json.20270102T000000.000Z.bak");
  }

  @Test
  void anEmptyFileIsADatabaseThatTinyDbHasJustMade() throws Exception {
    Database database = database("");

    database.run(ANN);

    assertThat(database.ids()).containsExactly("1000000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Certificates\": {}",
        "{}}",
        "[1, 2]",
        "null",
        "{\"Data\": 1}",
        "{\"Certificates\": []}",
        "{\"Certificates\": {\"1\": 5}}",
        "{\"Certificates\": {\"one\": {}}}",
        "{\"a\": {}, \"a\": {}}",
        "{\"a\": {\"1\": {\"x\": 1, \"x\": 2}}}",
        "\ufeff{}"
      })
  void whatIsNoDatabaseIsSaidAndStaysAsItIs(String content) throws Exception {
    Database database = database(content);

    assertThatThrownBy(() -> database.run(ANN))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("is no database of Fed-BioMed's")
        .hasMessageContaining("db.json");

    assertThat(Files.readAllBytes(database.file())).isEqualTo(content.getBytes(UTF_8));
    assertThat(database.beside()).isEmpty();
  }

  @Test
  void aDatabaseThatIsNotThereIsNotMade() {
    Path absent = directory.resolve("none.json");

    assertThatThrownBy(
            () -> FedbiomedExport.into(absent, directory, Database.CLOCK, Database.PATIENCE))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("There is no database " + absent);
    assertThat(absent).doesNotExist();
  }

  @Test
  void aFolderIsNoDatabase() {
    assertThatThrownBy(
            () ->
                FedbiomedExport.into(directory, directory, Database.CLOCK, Database.PATIENCE)
                    .run(List::of))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("no plain file");
  }

  @Test
  void anExpiredCertificateIsExportedAndWarnedAbout() throws Exception {
    Database database = database("{}");
    ExportedParty expired =
        new ExportedParty(
            ANN.id(),
            ANN.endpoint(),
            ANN.pem(),
            ANN.sha256(),
            Instant.parse("2026-11-23T10:14:59Z"));

    assertThat(database.run(expired, BOB).warnings())
        .singleElement()
        .asString()
        .contains("node_ann", "2026-11-23T10:14:59Z");
    assertThat(database.ids()).hasSize(2);
  }

  @Test
  void aLinkIsFollowedToTheFile() throws Exception {
    Database database = database("{}");
    Path link = Files.createSymbolicLink(directory.resolve("link.json"), database.file());

    FedbiomedExport.into(link, database.var(), Database.CLOCK, Database.PATIENCE)
        .run(() -> List.of(ANN));

    assertThat(link).isSymbolicLink();
    assertThat(database.ids()).containsExactly("1000000");
    assertThat(database.backups()).hasSize(1);
  }

  @Test
  void aPreviewShowsTheChangeAndMakesNone() throws Exception {
    Database database = database("{\"Certificates\": " + Database.table(moved(ANN, 9)) + "}");
    String before = database.text();

    FedbiomedOutcome done = database.export().preview(() -> List.of(ANN, BOB));

    assertThat(done.changes())
        .extracting(change -> change.getClass().getSimpleName() + " " + change.party())
        .containsExactly("Updated node_ann", "Added researcher_bob");
    assertThat(database.text()).isEqualTo(before);
    try (var files = Files.walk(directory)) {
      assertThat(files.filter(Files::isRegularFile)).containsExactly(database.file());
    }
  }

  @Test
  void aMemoryThatSomebodyChangedIsSaidAndNothingIsWritten() throws Exception {
    Database database = database("{}");
    database.run(ANN);
    String before = database.text();
    Path memory;
    try (var files = Files.list(database.var())) {
      memory = files.findAny().orElseThrow();
    }
    Files.writeString(memory, "{\"format\": \"other\"}");

    assertThatThrownBy(() -> database.run(BOB))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining(memory.toString());
    assertThat(database.text()).isEqualTo(before);
  }
}
