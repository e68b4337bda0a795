package org.certdrop.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.certdrop.intake.SubmittedFile;
import org.certdrop.json.StrictJson;

/** The newest verdicts of a home, read from its folders. */
final class RecentVerdicts {
  private RecentVerdicts() {}

  /**
   * The folders of the newest submissions, newest first.
   *
   * @param most how many at most
   * @throws IOException if a place cannot be listed
   */
  static List<Path> folders(Home home, int most) throws IOException {
    return newest(List.of(home.accepted(), home.refused()), most);
  }

  /**
   * The same, and the newest of the refused ones besides, however many were accepted since.
   *
   * @param most how many at most
   * @param refusals how many refused ones at least, if there are as many
   * @throws IOException if a place cannot be listed
   */
  static List<Path> foldersAndRefusals(Home home, int most, int refusals) throws IOException {
    return Stream.of(folders(home, most), refused(home, refusals))
        .flatMap(List::stream)
        .distinct()
        .sorted(Comparator.comparing((Path folder) -> folder.getFileName().toString()).reversed())
        .toList();
  }

  /**
   * The folders of the newest refused submissions, newest first.
   *
   * @param most how many at most
   * @throws IOException if the place cannot be listed
   */
  static List<Path> refused(Home home, int most) throws IOException {
    return newest(List.of(home.refused()), most);
  }

  private static List<Path> newest(List<Path> places, int most) throws IOException {
    // Ids begin with their time, so that the order of names is that of the decisions.
    PriorityQueue<Path> newest =
        new PriorityQueue<>(Comparator.comparing((Path folder) -> folder.getFileName().toString()));
    for (Path place : places) {
      collect(place, newest, most);
    }
    List<Path> folders = new ArrayList<>();
    while (!newest.isEmpty()) {
      folders.add(0, newest.poll());
    }
    return folders;
  }

  /**
   * Reads the verdict in a submission's folder.
   *
   * @throws IOException if it cannot be read, or is no JSON
   */
  static JsonNode read(Path folder) throws IOException {
    Path file = folder.resolve(VerdictFile.NAME);
    if (DroppedFile.read(file) instanceof SubmittedFile.Bytes whole) {
      return StrictJson.read(whole.bytes());
    }
    throw new IOException("no plain file of a verdict's size: " + file);
  }

  /**
   * Reads the verdict in a submission's folder, if that has not been taken away since it was
   * listed.
   *
   * @throws IOException if it cannot be read, or is no JSON
   */
  static Optional<JsonNode> find(Path folder) throws IOException {
    try {
      return Optional.of(read(folder));
    } catch (NoSuchFileException e) {
      if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      throw e;
    }
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
}
