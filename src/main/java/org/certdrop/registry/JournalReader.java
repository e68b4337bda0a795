package org.certdrop.registry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;
import org.certdrop.json.StrictJson;
import org.certdrop.x509.Fingerprint;

/** Reads lines of a journal and folds them, as far as they fit. */
final class JournalReader {
  private final JournalFile file;
  private final Fold fold;

  /** Looks at a fold after each line. */
  @FunctionalInterface
  interface Observer {
    void folded(Fold fold) throws IOException;
  }

  /**
   * How far a reading came.
   *
   * @param end where the last line that fits ends, in bytes from the file's start
   * @param lastLength how long that line is, LF included; 0 if none was read
   * @param tornBytes how many bytes of a torn last line follow
   * @param problem why the line after the last that fits does not, as a clause; empty if all do
   */
  record Reading(long end, int lastLength, long tornBytes, Optional<String> problem) {}

  JournalReader(JournalFile file, Fold fold) {
    this.file = file;
    this.fold = fold;
  }

  /**
   * Folds all lines from a place on.
   *
   * @param from where the line after the fold's last begins
   */
  Reading read(long from, Observer observer) throws IOException {
    LineScanner lines = new LineScanner(file, from);
    long end = from;
    int lastLength = 0;
    for (Optional<LineScanner.Line> next = lines.next(); next.isPresent(); next = lines.next()) {
      LineScanner.Line line = next.get();
      Optional<JsonNode> json = line.ended() ? json(line.bytes()) : Optional.empty();
      if (json.isEmpty() && lines.isAtEnd() && line.bytes().length < LineScanner.MAX_LENGTH) {
        return new Reading(end, lastLength, line.end() - end, Optional.empty());
      }
      Optional<String> problem =
          json.isEmpty() ? Optional.of("it is no JSON") : fold(json.get(), line);
      if (problem.isPresent()) {
        return new Reading(end, lastLength, 0, problem);
      }
      observer.folded(fold);
      end = line.end();
      lastLength = line.bytes().length + 1;
    }
    return new Reading(end, lastLength, 0, Optional.empty());
  }

  private Optional<String> fold(JsonNode json, LineScanner.Line line) {
    try {
      fold.apply(JournalLine.parse(json), Fingerprint.of(line.bytes()));
      return Optional.empty();
    } catch (MalformedDocumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** A line as JSON; empty if it is none. */
  static Optional<JsonNode> json(byte[] line) throws IOException {
    try {
      JsonNode json = StrictJson.mapper().readTree(line);
      return json.isMissingNode() ? Optional.empty() : Optional.of(json);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
