package org.certdrop.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.certdrop.json.StrictJson;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.registration.EntryJson;
import org.certdrop.registration.Fold;
import org.certdrop.registration.MalformedDocumentException;
import org.certdrop.text.Printable;

/** A registry.json held against the fold that it should show, one document at a time. */
final class SnapshotComparison {
  private final Fold fold;
  private final Map<SnapshotTable, Integer> counts = new EnumMap<>(SnapshotTable.class);
  private final Set<PartyId> different = new LinkedHashSet<>();
  private Optional<String> problem = Optional.empty();

  private SnapshotComparison(Fold fold) {
    this.fold = fold;
  }

  /** Compares a file with the fold at the file's own seq. */
  static SnapshotComparison of(SnapshotReader file, Fold fold) throws IOException {
    SnapshotComparison comparison = new SnapshotComparison(fold);
    try {
      file.visit(comparison::document);
      comparison.compareCounts();
    } catch (MalformedDocumentException e) {
      comparison.note(e.getMessage());
    }
    return comparison;
  }

  /** The first thing that differs, as a clause; empty if nothing does. */
  Optional<String> problem() {
    return problem;
  }

  /** The parties whose documents in the file differ from the fold, as far as it can be read. */
  Set<PartyId> different() {
    return different;
  }

  private void note(String what) {
    problem = problem.or(() -> Optional.of(what));
  }

  private void document(String title, String id, JsonNode document)
      throws MalformedDocumentException {
    if (title.equals(SnapshotHeader.TABLE)) {
      compareHeader(SnapshotHeader.read(StrictJson.mapper().createObjectNode().set(id, document)));
      return;
    }
    Optional<SnapshotTable> table = SnapshotTable.titled(title);
    if (table.isEmpty()) {
      note("it has an unknown table " + Printable.quoted(title));
      return;
    }
    counts.merge(table.get(), 1, Integer::sum);
    compareEntry(table.get(), id, document);
  }

  private void compareHeader(SnapshotHeader header) {
    if (header.seq() == fold.seq() && !header.head().equals(fold.head())) {
      note("its \"head\" is not the SHA-256 of line " + fold.seq() + " of the journal");
    }
  }

  private void compareEntry(SnapshotTable table, String id, JsonNode document) {
    String place = "document " + Printable.quoted(id) + " of \"" + table.title() + "\"";
    try {
      Entry entry = EntryJson.read(document, number(id));
      if (table.of(fold.parties().get(entry.party())).noneMatch(entry::equals)) {
        different.add(entry.party());
        note(place + " is not what the journal says of " + entry.party());
      }
    } catch (MalformedDocumentException e) {
      note(place + " cannot be one of certdrop's: " + e.getMessage());
    }
  }

  private static long number(String id) throws MalformedDocumentException {
    try {
      return Long.parseLong(id);
    } catch (NumberFormatException e) {
      throw new MalformedDocumentException("its id is no number");
    }
  }

  private void compareCounts() {
    for (SnapshotTable table : SnapshotTable.values()) {
      long wanted = fold.parties().all().stream().flatMap(table::of).count();
      int found = counts.getOrDefault(table, 0);
      if (found != wanted) {
        note(
            "\""
                + table.title()
                + "\" has "
                + found
                + " documents where the journal has "
                + wanted);
      }
    }
  }
}
