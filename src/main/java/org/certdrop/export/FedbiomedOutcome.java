package org.certdrop.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.certdrop.identity.FedbiomedCommands;
import org.certdrop.text.Printable;

/**
 * What came of an export into a database.
 *
 * @param database the file, links followed
 * @param changes what was done to it, or would be
 * @param backup what it held before; empty if nothing was written
 * @param restart whether the Fed-BioMed node must be restarted to use what was changed
 * @param warnings a sentence for each party with an expired certificate
 */
public record FedbiomedOutcome(
    Path database,
    List<Change> changes,
    Optional<Path> backup,
    boolean restart,
    List<String> warnings) {
  private static final int SHOWN = 60;

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

  /** The documents of somebody else that keep Fed-BioMed from using the database. */
  public List<Change.InTheWay> inTheWay() {
    return changes.stream()
        .filter(Change.InTheWay.class::isInstance)
        .map(Change.InTheWay.class::cast)
        .toList();
  }

  /** Why the database does not hold everybody that it should, and what to do; empty if it does. */
  public Optional<String> problem() {
    String file = Printable.of(database.toString());
    if (!inTheWay().isEmpty()) {
      return Optional.of(
          file
              + " holds documents that certdrop did not make and that keep Fed-BioMed from using it: "
              + inTheWay().stream()
                  .map(
                      change ->
                          Printable.excerpt(change.party(), SHOWN)
                              + " in document "
                              + change.document()
                              + " ("
                              + change.reason()
                              + ")")
                  .collect(Collectors.joining("; "))
              + ". Nobody was added. If nobody needs them there, take them away, after a backup, by:"
              + " ./certdrop export fedbiomed --prune --db "
              + FedbiomedCommands.quoted(file));
    }
    return leftAlone().isEmpty()
        ? Optional.empty()
        : Optional.of(
            file
                + " holds another certificate than the registered one for "
                + leftAlone().stream().map(Change::party).collect(Collectors.joining(", "))
                + ", in a document that certdrop did not make and leaves alone. For what to do, type:"
                + " ./certdrop export fedbiomed --dry-run --db FILE");
  }

  /** Whether the database holds everybody that it should. */
  public boolean isWhole() {
    return changes.stream().noneMatch(Change::changesNothing);
  }
}
