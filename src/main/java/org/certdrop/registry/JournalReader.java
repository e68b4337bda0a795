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
public final class JournalReader {
  private static final int AT_ONCE = 64;

  private final Lines lines;
  private final Fold fold;
  private final long lastLine;

  /** Looks at each line and at the fold after it. */
  @FunctionalInterface
  public interface Observer {
    void folded(JournalLine line, Fold fold) throws IOException;
  }

  /**
   * How far a reading came.
   *
   * @param end where the last line that fits ends, in octets from the journal's start
   * @param lastLength how long that line is, LF included; 0 if none was read
   * @param tornBytes how many bytes of a torn last line follow
   * @param problem why the line after the last that fits does not, as a clause; empty if all do
   * @param contradicted whether the problem is that the line names another one as the one before
   *     it, so that either of the two may have been changed
   */
  public record Reading(
      long end, int lastLength, long tornBytes, Optional<String> problem, boolean contradicted) {

    /** Nothing is wrong with what was read. */
    static Reading good(long end, int lastLength, long tornBytes) {
      return new Reading(end, lastLength, tornBytes, Optional.empty(), false);
    }
  }

  /**
   * A reader.
   *
   * @param lines those that follow the fold's last
   */
  public JournalReader(Lines lines, Fold fold) {
    this(lines, fold, Long.MAX_VALUE);
  }

  /** Takes the line after a given one for changed. */
  JournalReader(Lines lines, Fold fold, long lastLine) {
    this.lines = lines;
    this.fold = fold;
    this.lastLine = lastLine;
  }

  /**
   * Folds all lines.
   *
   * @param from where the first of them begins, in octets from the journal's start
   */
  public Reading read(long from, Observer observer) throws IOException {
    long end = from;
    int lastLength = 0;
    for (List<ParsedLine> some = some(); !some.isEmpty(); some = some()) {
      for (ParsedLine next : some) {
        boolean isLast = next == some.get(some.size() - 1);
        if (next.json().isEmpty()
            && isLast
            && next.length() < RawLine.MAX_LENGTH
            && lines.mayBeTorn()) {
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
  private List<ParsedLine> some() throws IOException {
    List<RawLine> some = new ArrayList<>();
    int octets = 0;
    boolean more = true;
    while (more && some.size() < AT_ONCE && octets < RawLine.MAX_LENGTH) {
      Optional<RawLine> next = lines.next();
      next.ifPresent(some::add);
      octets += next.map(line -> line.bytes().length).orElse(0);
      more = next.filter(RawLine::ended).isPresent();
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
