package org.certdrop.registry;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.certdrop.registration.Draft;
import org.certdrop.registration.Entry;
import org.certdrop.registration.JournalLine;

/**
 * Where a journal in a file holds the outcomes of the latest submissions, so that one that is
 * proposed again, after a fault, say, gets the outcome that it had. What was there before the start
 * is looked up at the start.
 */
final class LatestOutcomes {
  /** Some megabytes; a submission is tried again within a minute. */
  private static final int MOST = 20_000;

  private final Map<String, Place> places =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Place> eldest) {
          return size() > MOST;
        }
      };

  /**
   * A line.
   *
   * @param start its first octet
   * @param length in octets, without its LF
   */
  record Place(long start, int length) {}

  /** Lines that are noted when they are read. */
  Lines noting(Lines lines) {
    return new Lines() {
      @Override
      public Optional<RawLine> next() throws IOException {
        Optional<RawLine> line = lines.next();
        line.ifPresent(LatestOutcomes.this::note);
        return line;
      }

      @Override
      public boolean mayBeTorn() throws IOException {
        return lines.mayBeTorn();
      }
    };
  }

  private void note(RawLine line) {
    line.content()
        .filter(JournalSearch::isOutcome)
        .flatMap(JournalLine::entry)
        .map(Entry::submission)
        .ifPresent(id -> places.putIfAbsent(id, new Place(line.start(), line.bytes().length)));
  }

  /** Notes what was appended. */
  void add(Draft draft, long start) {
    long at = start;
    for (Draft.Line line : draft.lines()) {
      Place place = new Place(at, line.bytes().length);
      line.submission().ifPresent(id -> places.putIfAbsent(id, place));
      at += line.bytes().length + 1;
    }
  }

  /** The lines of submissions for which another line is drafted, by their ids. */
  Map<String, Place> of(Draft draft) {
    Map<String, Place> found = new LinkedHashMap<>();
    for (Draft.Line line : draft.lines()) {
      line.submission().filter(places::containsKey).ifPresent(id -> found.put(id, places.get(id)));
    }
    return found;
  }
}
