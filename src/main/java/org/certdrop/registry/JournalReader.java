package org.certdrop.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;
import org.certdrop.json.StrictJson;
import org.certdrop.x509.Fingerprint;

/** Reads lines of a journal and folds them, as far as they fit. */
final class JournalReader {
  private final JournalFile file;
  private final Fold fold;
  private final long lastLine;

  /** Looks at each line and at the fold after it. */
  @FunctionalInterface
  interface Observer {
    void folded(JournalLine line, Fold fold) throws IOException;
  }

  /**
   * How far a reading came.
   *
   * @param end where the last line that fits ends, in bytes from the file's start
   * @param lastLength how long that line is, LF included; 0 if none was read
   * @param tornBytes how many bytes of a torn last line follow
   * @param problem why the line after the last that fits does not, as a clause; empty if all do
   * @param contradicted whether the problem is that the line names another one as the one before
   *     it, so that either of the two may have been changed
   */
  record Reading(
      long end, int lastLength, long tornBytes, Optional<String> problem, boolean contradicted) {

    /** Nothing is wrong with what was read. */
    static Reading good(long end, int lastLength, long tornBytes) {
      return new Reading(end, lastLength, tornBytes, Optional.empty(), false);
    }
  }

  JournalReader(JournalFile file, Fold fold) {
    this(file, fold, Long.MAX_VALUE);
  }

  /** Takes the line after a given one for changed. */
  JournalReader(JournalFile file, Fold fold, long lastLine) {
    this.file = file;
    this.fold = fold;
    this.lastLine = lastLine;
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
        return Reading.good(end, lastLength, line.end() - end);
      }
      try {
        observer.folded(fold(json, line), fold);
      } catch (MalformedDocumentException e) {
        boolean contradicted = json.filter(this::contradicts).isPresent();
        return new Reading(end, lastLength, 0, Optional.of(e.getMessage()), contradicted);
      }
      end = line.end();
      lastLength = line.bytes().length + 1;
    }
    return Reading.good(end, lastLength, 0);
  }

  private JournalLine fold(Optional<JsonNode> json, LineScanner.Line line)
      throws MalformedDocumentException {
    if (fold.seq() == lastLine) {
      throw new MalformedDocumentException(
          "it, or the line after it, was changed: that one was not made for this");
    }
    JournalLine parsed =
        JournalLine.parse(json.orElseThrow(() -> new MalformedDocumentException("it is no JSON")));
    fold.apply(parsed, Fingerprint.of(line.bytes()));
    return parsed;
  }

  private boolean contradicts(JsonNode json) {
    return json.path("seq").asLong() == fold.seq() + 1
        && !json.path("prev").asText().equals(fold.head());
  }

  /** A line as JSON; empty if it is none. */
  static Optional<JsonNode> json(byte[] line) {
    try {
      JsonNode json = StrictJson.mapper().readTree(line);
      return json.isMissingNode() ? Optional.empty() : Optional.of(json);
    } catch (IOException e) {
      // Not JSON, or not even text: reading from memory does not fail otherwise.
      return Optional.empty();
    }
  }
}
