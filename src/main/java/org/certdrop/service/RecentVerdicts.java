package org.certdrop.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.certdrop.json.StrictJson;

/** The newest verdicts of a home, read from its folders. */
final class RecentVerdicts {
  private RecentVerdicts() {}

  /**
   * Reads the newest verdicts, newest first.
   *
   * @param most how many at most
   * @throws IOException if a folder or a verdict cannot be read
   */
  static List<JsonNode> of(Home home, int most) throws IOException {
    // Ids begin with their time, so that the order of names is that of the decisions.
    PriorityQueue<Path> newest =
        new PriorityQueue<>(Comparator.comparing((Path folder) -> folder.getFileName().toString()));
    for (Path place : List.of(home.accepted(), home.refused())) {
      collect(place, newest, most);
    }
    List<JsonNode> verdicts = new ArrayList<>();
    while (!newest.isEmpty()) {
      verdicts.add(0, StrictJson.mapper().readTree(read(newest.poll())));
    }
    return verdicts;
  }

  private static void collect(Path place, PriorityQueue<Path> newest, int most) throws IOException {
    try (Stream<Path> folders = Files.list(place)) {
      folders
          .filter(folder -> SubmissionId.isForm(folder.getFileName().toString()))
          .forEach(
              folder -> {
                newest.add(folder);
                if (newest.size() > most) {
                  newest.poll();
                }
              });
    } catch (NoSuchFileException e) {
      return; // nothing was handled yet
    }
  }

  private static byte[] read(Path folder) throws IOException {
    return Files.readAllBytes(folder.resolve("verdict.json"));
  }
}
