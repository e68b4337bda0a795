package org.certdrop.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certdrop.registration.Fold;
import org.certdrop.registration.JournalLine;
import org.certdrop.registration.MalformedDocumentException;

/** Reads lines of a journal and folds them, as far as they fit. */
final class JournalReader {
  private static final int AT_ONCE = 64;

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
    for (List<ParsedLine> some = some(lines); !some.isEmpty(); some = some(lines)) {
      for (ParsedLine next : some) {
        boolean isLast = next == some.get(some.size() - 1);
        // What another process has appended meanwhile ends no line that was not whole before.
        boolean torn = isLast && (!next.line().ended() || lines.isAtEnd());
        if (next.json().isEmpty() && torn && next.length() < LineScanner.MAX_LENGTH) {
          return Reading.good(end, lastLength, next.line().end() - end);
        }
        try {
          observer.folded(fold(next), fold);
        } catch (MalformedDocumentException e) {
          boolean contradicted = next.json().filter(this::contradicts).isPresent();
          return new Reading(end, lastLength, 0, Optional.of(e.getMessage()), contradicted);
        }
        end = next.line().end();
        lastLength = next.length() + 1;
      }
    }
    return Reading.good(end, lastLength, 0);
  }

  /** The next lines. What is to be made of each by itself is made by all processors at once. */
  private static List<ParsedLine> some(LineScanner lines) throws IOException {
    List<LineScanner.Line> some = new ArrayList<>();
    int octets = 0;
    boolean more = true;
    while (more && some.size() < AT_ONCE && octets < LineScanner.MAX_LENGTH) {
      Optional<LineScanner.Line> next = lines.next();
      next.ifPresent(some::add);
      octets += next.map(line -> line.bytes().length).orElse(0);
      more = next.filter(LineScanner.Line::ended).isPresent();
    }
    return some.parallelStream().map(ParsedLine::of).toList();
  }

  private JournalLine fold(ParsedLine line) throws MalformedDocumentException {
    if (fold.seq() == lastLine) {
      throw new MalformedDocumentException(
          "it, or the line after it, was changed: that one was not made for this");
    }
    if (line.problem().isPresent()) {
      throw new MalformedDocumentException(line.problem().get());
    }
    JournalLine content = line.content().orElseThrow();
    fold.apply(content, line.digest());
    return content;
  }

  private boolean contradicts(JsonNode json) {
    return json.path("seq").asLong() == fold.seq() + 1
        && !json.path("prev").asText().equals(fold.head());
  }
}
