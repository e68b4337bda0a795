package org.certdrop.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What came of an export into a database.
 *
 * @param database the file, links followed
 * @param changes what was done to it, or would be
 * @param backup what it held before; empty if nothing was written
 * @param warnings a sentence for each party with an expired certificate
 */
public record FedbiomedOutcome(
    Path database, List<Change> changes, Optional<Path> backup, List<String> warnings) {
  /** Keeps copies of the lists. */
  public FedbiomedOutcome {
    changes = List.copyOf(changes);
    warnings = List.copyOf(warnings);
  }

  /** The documents that were left alone though their party is registered otherwise. */
  public List<Change.LeftAlone> leftAlone() {
    return changes.stream()
        .filter(Change.LeftAlone.class::isInstance)
        .map(Change.LeftAlone.class::cast)
        .toList();
  }
}
