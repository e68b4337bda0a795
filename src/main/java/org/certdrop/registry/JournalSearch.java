package org.certdrop.registry;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.certdrop.json.StrictJson;
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

  private static final LineScanner.Field SUBMISSION = new LineScanner.Field("submission");

  private final Set<String> submissions;
  private final Map<String, Recorded> found = new HashMap<>();

  private JournalSearch(Set<String> submissions) {
    this.submissions = submissions;
  }

  /**
   * The last outcome of each of these submissions, and what was noticed then. Only if one of them
   * has a line, that line is reached as usual: from the checkpoint, if it stands after that.
   */
  static Map<String, Recorded> outcomes(RegistryFiles files, Set<String> submissions)
      throws IOException {
    JournalSearch search = new JournalSearch(submissions);
    try (JournalFile file = JournalFile.reading(files)) {
      OptionalLong first = search.firstLine(file);
      if (first.isPresent()) {
        search.read(file, files, first.getAsLong());
      }
    } catch (NoSuchFileException e) {
      return Map.of();
    }
    return search.found;
  }

  /** Where the first line begins that one of the submissions brought. */
  private OptionalLong firstLine(JournalFile file) throws IOException {
    Set<String> written = new HashSet<>();
    for (String submission : submissions) {
      written.add(StrictJson.mapper().writeValueAsString(submission).split("\"", -1)[1]);
    }
    LineScanner lines = new LineScanner(file, 0);
    for (Optional<LineScanner.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
      if (line.get().has(SUBMISSION, written)) {
        return OptionalLong.of(line.get().start());
      }
    }
    return OptionalLong.empty();
  }

  private void read(JournalFile file, RegistryFiles files, long first) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(files).orElse(null)) {
      if (checkpoint != null && checkpoint.mark().end() <= first) {
        Optional<Fold> fold = checkpoint.fold();
        if (fold.isPresent()) {
          new JournalReader(file, fold.get()).read(checkpoint.mark().end(), this::note);
          return;
        }
      }
    }
    new JournalReader(file, new Fold()).read(0, this::note);
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
