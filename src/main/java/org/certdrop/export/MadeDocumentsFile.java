package org.certdrop.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.certdrop.files.DurableFiles;
import org.certdrop.json.ExactJson;
import org.certdrop.json.StrictJson;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;
import org.certdrop.x509.Fingerprint;

/**
 * The file in which a home remembers which documents of one database it made: {@code
 * var/export-DIGEST.json}, of a digest of the database's path. The caller holds the database's
 * lock.
 */
final class MadeDocumentsFile {
  private static final String FORMAT = "certdrop-export/1";
  private static final int DIGITS = 16;

  private final Path database;
  private final Path file;
  private final DurableFiles files;

  MadeDocumentsFile(Path var, Path database, DurableFiles files) {
    this.database = database;
    this.file =
        var.resolve(
            "export-"
                + Fingerprint.of(database.toString().getBytes(StandardCharsets.UTF_8))
                    .hex()
                    .substring(0, DIGITS)
                + ".json");
    this.files = files;
  }

  /** The databases of which there is such a file. */
  static List<Path> databases(Path var) throws IOException {
    List<Path> databases = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(var, "export-*.json")) {
      for (Path file : found) {
        if (ExactJson.read(Files.readAllBytes(file)) instanceof Parsed.Good<JsonNode> json
            && json.value().path("database").isTextual()) {
          databases.add(var.resolve(json.value().path("database").asText()));
        }
      }
    }
    return databases;
  }

  /**
   * Reads it; without a file certdrop made nothing there.
   *
   * @throws ExportException if it is not as certdrop writes it
   */
  MadeDocuments read() throws IOException, ExportException {
    try {
      return made(StrictJson.read(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return MadeDocuments.NONE;
    } catch (JsonProcessingException e) {
      throw damaged();
    }
  }

  private MadeDocuments made(JsonNode json) throws ExportException {
    if (!json.path("format").asText().equals(FORMAT)) {
      throw damaged();
    }
    Set<MadeDocuments.Made> all = new HashSet<>();
    for (JsonNode row : json.path("documents")) {
      Fingerprint sha256 =
          Fingerprint.parse(row.path("sha256").asText()).orElseThrow(this::damaged);
      all.add(new MadeDocuments.Made(row.path("id").asText(), row.path("party").asText(), sha256));
    }
    return new MadeDocuments(all);
  }

  private ExportException damaged() {
    return new ExportException(
        Printable.of(file.toString())
            + ", which says what certdrop wrote into "
            + Printable.of(database.toString())
            + ", was changed by another program. Bring it back from a backup; or remove it, and"
            + " delete by hand those parties from the database that are no longer registered.");
  }

  /** Replaces it, durably, unless it holds just that. */
  void write(MadeDocuments made) throws IOException, ExportException {
    if (read().equals(made)) {
      return;
    }
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    files.delete(unfinished);
    files.create(
        unfinished, StrictJson.mapper().writeValueAsBytes(json(made)), DurableFiles.OWNER_ONLY);
    files.replace(unfinished, file);
    files.sync(file.getParent());
  }

  private ObjectNode json(MadeDocuments made) {
    ObjectNode json = StrictJson.mapper().createObjectNode();
    json.put("format", FORMAT).put("database", database.toString());
    ArrayNode rows = json.putArray("documents");
    made.all().stream()
        .sorted(Comparator.comparing(MadeDocuments.Made::toString))
        .forEach(
            one ->
                rows.addObject()
                    .put("id", one.id())
                    .put("party", one.partyKey())
                    .put("sha256", one.sha256().toString()));
    return json;
  }
}
