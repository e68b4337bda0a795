package org.certdrop.registry;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;
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

  /** The last outcome of each of these submissions, and what was noticed then. */
  static Map<String, Recorded> outcomes(RegistryFiles files, Set<String> submissions)
      throws IOException {
    JournalSearch search = new JournalSearch(submissions);
    try (JournalFile file = JournalFile.reading(files)) {
      new JournalReader(file, new Fold()).read(0, search::note);
    } catch (NoSuchFileException e) {
      return Map.of();
    }
    return search.found;
  }

  private void note(JournalLine line, Fold fold) {
    line.entry()
        .filter(entry -> OUTCOMES.containsKey(line.event()))
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
