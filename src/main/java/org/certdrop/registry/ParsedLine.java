package org.certdrop.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;
import org.certdrop.json.StrictJson;
import org.certdrop.registration.JournalLine;
import org.certdrop.registration.MalformedDocumentException;
import org.certdrop.x509.Fingerprint;

/**
 * A line of a journal, read as far as that goes without the lines before it.
 *
 * @param line its bytes, and where they lie
 * @param json the line as JSON; empty if it is none
 * @param content what it says; empty if it does not say what a journal's line does
 * @param digest its SHA-256
 * @param problem why it has no content, as a clause
 */
record ParsedLine(
    RawLine line,
    Optional<JsonNode> json,
    Optional<JournalLine> content,
    Fingerprint digest,
    Optional<String> problem) {

  static ParsedLine of(RawLine line) {
    Optional<JsonNode> json = line.ended() ? json(line.bytes()) : Optional.empty();
    Fingerprint digest = Fingerprint.of(line.bytes());
    if (json.isEmpty()) {
      return new ParsedLine(line, json, Optional.empty(), digest, Optional.of("it is no JSON"));
    }
    try {
      JournalLine content = JournalLine.parse(json.get());
      return new ParsedLine(line, json, Optional.of(content), digest, Optional.empty());
    } catch (MalformedDocumentException e) {
      return new ParsedLine(line, json, Optional.empty(), digest, Optional.of(e.getMessage()));
    }
  }

  /** A line as JSON; empty if it is none. */
  static Optional<JsonNode> json(byte[] line) {
    try {
      JsonNode json = StrictJson.read(line);
      return json.isMissingNode() ? Optional.empty() : Optional.of(json);
    } catch (IOException e) {
      // Not JSON, or not even text: reading from memory does not fail otherwise.
      return Optional.empty();
    }
  }

  /** How long it is in the file, in bytes. */
  int length() {
    return line.bytes().length;
  }
}
