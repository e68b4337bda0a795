package org.certdrop.outbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certdrop.files.DurableFiles;
import org.certdrop.identity.IdentityException;
import org.certdrop.identity.OwnParty;
import org.certdrop.json.StrictJson;
import org.certdrop.registry.SharedStatements;
import org.certdrop.text.Printable;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.Fingerprint;

/**
 * Where this party's statements are kept ({@code var/instructions/statements.json}): one file, so
 * that every change of them is one rename. The writer holds the folder's lock. Where several homes
 * are one party, a document that they share is the truth, and the file is a copy.
 */
final class StatementsFile {
  private static final String FORMAT = "certdrop-statements/1";

  private final Path folder;
  private final Path file;
  private final DurableFiles files;
  private final SharedStatements.Finder shared;

  StatementsFile(Path folder, DurableFiles files, SharedStatements.Finder shared) {
    this.shared = shared;
    this.folder = folder;
    this.file = folder.resolve("statements.json");
    this.files = files;
  }

  /**
   * What is kept.
   *
   * @return the statements; none if there is no file
   * @throws IOException if the operating system refuses
   * @throws IdentityException if the file is not as it was written
   */
  Statements read() throws IOException, IdentityException {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Statements.NONE;
    }
    try {
      return statements(StrictJson.read(content));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw damaged(e);
    }
  }

  /**
   * What is kept, for a party that is about to change it.
   *
   * @param had the certificates that this home ever had
   * @throws IdentityException also if another home has taken a step that the party would undo
   */
  Statements readFor(OwnParty own, Set<Fingerprint> had) throws IOException, IdentityException {
    Statements kept = read();
    Optional<Statement> step =
        kept.stepFrom(own).filter(s -> !had.contains(s.certificate().fingerprint()));
    if (step.isPresent() && shared.find().isPresent()) {
      throw new IdentityException(
          "Another replica made the certificate "
              + step.get().certificate().fingerprint()
              + " to take the place of the one here, so that this one is announced no more.",
          "Copy etc/identity from there: certdrop then goes on by itself. If generate was"
              + " interrupted there, type ./certdrop generate --force there again. If the new pair is"
              + " lost, move component.key here away and type ./certdrop generate --force here.");
    }
    return kept;
  }

  private IdentityException damaged(Exception cause) {
    return new IdentityException(
        "The own statements in " + Printable.of(file.toString()) + " are damaged.",
        "Move the file away, and certdrop says again, with a higher number, what this party is. Only"
            + " the steps of earlier rotations are lost with it: a site that missed one must then"
            + " confirm the present certificate by hand.",
        cause);
  }

  /**
   * Brings the file and what homes share together: what has the higher number counts, so that no
   * number is used twice.
   */
  void share() throws IOException {
    Optional<SharedStatements> all = shared.find();
    if (all.isEmpty()) {
      return;
    }
    Optional<String> there = all.get().read();
    Optional<String> here = text();
    if (there.equals(here)) {
      return;
    }
    // What another home said may not be durable yet: a failover could take it back.
    boolean theirs = there.isPresent() && seq(there) >= seq(here);
    if (!all.get().replace(there, theirs ? there.get() : here.get())) {
      share();
    } else if (theirs) {
      put(there.get());
    }
  }

  private Optional<String> text() throws IOException {
    try {
      return Optional.of(Files.readString(file, US_ASCII));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** What is damaged counts for nothing; {@link #read} says so. */
  private static long seq(Optional<String> text) {
    try {
      return text.isEmpty()
          ? -1
          : StrictJson.read(text.get().getBytes(US_ASCII)).path("seq").longValue();
    } catch (IOException e) {
      return -1;
    }
  }

  /**
   * Keeps these from now on: they are on disk on return.
   *
   * @throws IOException if the operating system refuses, or another home was first
   */
  void write(Statements statements) throws IOException {
    String text = json(statements) + "\n";
    Optional<SharedStatements> all = shared.find();
    if (all.isPresent() && !all.get().replace(text(), text)) {
      throw new IOException(
          "another replica has just announced something; nothing was changed here. Try it again");
    }
    put(text);
  }

  private void put(String text) throws IOException {
    Path unfinished = folder.resolve(".statements.json.tmp");
    files.delete(unfinished);
    files.create(unfinished, text.getBytes(US_ASCII), DurableFiles.OWNER_ONLY);
    files.replace(unfinished, file);
    files.sync(folder);
  }

  private static ObjectNode json(Statements statements) {
    ObjectNode json = StrictJson.mapper().createObjectNode();
    json.put("format", FORMAT).put("seq", statements.seq());
    json.set("current", statements.current().map(StatementsFile::json).orElse(null));
    json.set("next", statements.next().map(StatementsFile::json).orElse(null));
    ArrayNode rotations = json.putArray("rotations");
    statements.rotations().forEach(step -> rotations.add(json(step)));
    return json;
  }

  private static ObjectNode json(Statement statement) {
    return StrictJson.mapper()
        .createObjectNode()
        .put("sidecar", statement.sidecar())
        .put("certificate", statement.certificate().pem())
        .put("signature", statement.signature())
        .put("old_signature", statement.oldSignature().orElse(null));
  }

  private static Statements statements(JsonNode json) {
    if (!FORMAT.equals(json.path("format").textValue())
        || !Statement.isNumber(json.path("seq"))
        || !json.path("rotations").isArray()) {
      throw new IllegalArgumentException("not " + FORMAT);
    }
    List<Statement> rotations = new ArrayList<>();
    json.path("rotations").forEach(step -> rotations.add(statement(step)));
    return new Statements(
        json.path("seq").longValue(),
        optional(json.path("current")).map(StatementsFile::statement),
        optional(json.path("next")).map(StatementsFile::statement),
        rotations);
  }

  private static Optional<JsonNode> optional(JsonNode node) {
    return node.isNull() ? Optional.empty() : Optional.of(node);
  }

  private static Statement statement(JsonNode json) {
    Certificate certificate =
        Certificate.parsePem(text(json, "certificate").getBytes(US_ASCII))
            .sound()
            .orElseThrow(() -> new IllegalArgumentException("no certificate"));
    return new Statement(
        text(json, "sidecar"),
        certificate,
        text(json, "signature"),
        optional(json.path("old_signature")).map(JsonNode::textValue));
  }

  private static String text(JsonNode json, String field) {
    if (!json.path(field).isTextual()) {
      throw new IllegalArgumentException("no " + field);
    }
    return json.path(field).textValue();
  }
}
