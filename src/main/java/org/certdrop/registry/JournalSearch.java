package org.certdrop.registry;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.certdrop.registration.Conflicts;
import org.certdrop.registration.Effect;
import org.certdrop.registration.Fold;
import org.certdrop.registration.JournalEvent;
import org.certdrop.registration.JournalLine;
import org.certdrop.registration.Recorded;

/** Looks something up in the journal, line by line. */
final class JournalSearch {
  private static final Map<JournalEvent, Effect> OUTCOMES =
      Map.of(
          JournalEvent.REGISTERED, Effect.REGISTERED,
          JournalEvent.REPLACED, Effect.REPLACED,
          JournalEvent.PENDING, Effect.PENDING);

  private final Set<String> submissions;
  private final Map<String, Recorded> found = new HashMap<>();

  private JournalSearch(Set<String> submissions) {
    this.submissions = submissions;
  }

  /**
   * The last outcome of each of these submissions, and what was noticed then. Only if one of them
   * has a line, that line is reached as usual: from the checkpoint, if it stands after that.
   */
  static Map<String, Recorded> outcomes(RegistryStore store, Set<String> submissions)
      throws IOException {
    JournalSearch search = new JournalSearch(submissions);
    try (JournalSource journal = store.source()) {
      OptionalLong first = journal.firstOf(submissions);
      if (first.isPresent()) {
        search.read(journal, new RegistryFiles(store.folder()), first.getAsLong());
      }
    }
    return search.found;
  }

  private void read(JournalSource journal, RegistryFiles files, long first) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(files, journal).orElse(null)) {
      if (checkpoint != null && checkpoint.mark().seq() < first) {
        Optional<Fold> fold = checkpoint.fold();
        if (fold.isPresent()) {
          read(journal, checkpoint.mark(), fold.get());
          return;
        }
      }
    }
    read(journal, JournalMark.BEGINNING, new Fold());
  }

  private void read(JournalSource journal, JournalMark from, Fold fold) throws IOException {
    new JournalReader(journal.after(from), fold).read(from.end(), this::note);
  }

  /** Whether a line is the outcome of a submission. */
  static boolean isOutcome(JournalLine line) {
    return OUTCOMES.containsKey(line.event());
  }

  private void note(JournalLine line, Fold fold) {
    line.entry()
        .filter(entry -> isOutcome(line))
        .filter(entry -> submissions.contains(entry.submission()))
        .ifPresent(
            entry ->
                found.put(
                    entry.submission(),
                    new Recorded(
                        OUTCOMES.get(line.event()),
                        line.seq(),
                        Conflicts.notices(entry, fold.parties()))));
  }
}
