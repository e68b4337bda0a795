package org.certdrop.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks something up in the journal, line by line. */
final class JournalSearch {
  private static final Map<String, Outcome> OUTCOMES =
      Map.of(
          JournalEvent.REGISTERED.word(), Outcome.REGISTERED,
          JournalEvent.REPLACED.word(), Outcome.REPLACED,
          JournalEvent.PENDING.word(), Outcome.PENDING);

  private JournalSearch() {}

  /** The last outcome of each of these submissions. */
  static Map<String, Recorded> outcomes(RegistryFiles files, Set<String> submissions)
      throws IOException {
    Map<String, Recorded> found = new HashMap<>();
    try (JournalFile file = JournalFile.reading(files)) {
      LineScanner lines = new LineScanner(file, 0);
      for (Optional<LineScanner.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
        if (line.get().ended()) {
          JournalReader.json(line.get().bytes()).ifPresent(json -> note(json, submissions, found));
        }
      }
    } catch (NoSuchFileException e) {
      return Map.of();
    }
    return found;
  }

  private static void note(JsonNode line, Set<String> submissions, Map<String, Recorded> found) {
    String submission = line.path("party").path("submission").asText();
    Outcome outcome = OUTCOMES.get(line.path("event").asText());
    if (outcome != null && submissions.contains(submission)) {
      found.put(submission, new Recorded(outcome, line.path("seq").asLong()));
    }
  }
}
