package org.certdrop.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.certdrop.json.ExactJson;
import org.certdrop.text.Parsed;

/** A component's database in tests, in a folder of its own, and the home that exports into it. */
public record Database(Path folder) {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T10:15:00Z"), ZoneOffset.UTC);
  static final Duration PATIENCE = Duration.ofMinutes(1);
  static final String BACKUP = "db.json.20261123T101500.000Z.bak";

  /** A database with this content. */
  public static Database in(Path directory, String content) throws IOException {
    Database database = new Database(Files.createDirectories(directory.resolve("fbm")));
    Files.createDirectories(database.var());
    Files.write(database.file(), content.getBytes(UTF_8));
    Files.setPosixFilePermissions(database.file(), PosixFilePermissions.fromString("rw-r-----"));
    return database;
  }

  public Path file() {
    return folder.resolve("db.json");
  }

  Path var() {
    return folder.resolveSibling("var");
  }

  FedbiomedExport export() throws Exception {
    return FedbiomedExport.into(file(), var(), CLOCK, PATIENCE);
  }

  FedbiomedOutcome run(ExportedParty... parties) throws Exception {
    return export().run(() -> List.of(parties));
  }

  String text() throws IOException {
    return Files.readString(file());
  }

  public ObjectNode tables() throws IOException {
    return (ObjectNode)
        ExactJson.read(Files.readAllBytes(file()))
            .orElseThrow(bad -> new IllegalArgumentException(bad.problem()));
  }

  JsonNode document(String id) throws IOException {
    return tables().path("Certificates").path(id);
  }

  /** The numbers of the table's documents. */
  List<String> ids() throws IOException {
    return tables().path("Certificates").propertyStream().map(entry -> entry.getKey()).toList();
  }

  /** The names of the files beside the database, its lock left out. */
  List<String> beside() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("db.json") && !name.endsWith("-lock"))
          .sorted()
          .toList();
    }
  }

  List<String> backups() throws IOException {
    return beside().stream().filter(name -> name.endsWith(".bak")).toList();
  }

  static boolean isWhole(byte[] content) {
    return ExactJson.read(content) instanceof Parsed.Good<JsonNode>;
  }

  /** A table of parties' documents as Fed-BioMed 4 writes them, numbered from 1. */
  static String table(ExportedParty... parties) {
    StringBuilder table = new StringBuilder("{");
    for (int i = 0; i < parties.length; i++) {
      table
          .append(i == 0 ? "" : ", ")
          .append("\"" + (i + 1) + "\": ")
          .append(ExactJson.write(new PartyFields(parties[i]).create()));
    }
    return table.append("}").toString();
  }
}
