package org.certdrop.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.certdrop.intake.Drop;
import org.certdrop.intake.Pairing;
import org.certdrop.intake.Submission;
import org.certdrop.intake.SubmittedFile;

/**
 * What lies in {@code inbox/refused/}, looked at again. Whoever may drop files may have changed it
 * since: it is trusted no more than a drop, no link is followed, and nothing is moved.
 */
final class RefusedSubmissions {
  /** A submission has fewer files; a folder with more is none. */
  private static final int MOST_FILES = 16;

  private final Home home;

  RefusedSubmissions(Home home) {
    this.home = home;
  }

  /**
   * The folders that certdrop may have made, newest first.
   *
   * @throws IOException if they cannot be listed
   */
  List<Path> newestFirst() throws IOException {
    if (Files.notExists(home.refused(), LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    if (!Files.isDirectory(home.refused(), LinkOption.NOFOLLOW_LINKS)) {
      throw new NotDirectoryException(home.refused().toString());
    }
    try (Stream<Path> entries = Files.list(home.refused())) {
      // Ids begin with their time, so that the order of names is that of the decisions.
      return entries
          .filter(SubmissionFolders::isOurs)
          .sorted(Comparator.comparing((Path entry) -> entry.getFileName().toString()).reversed())
          .toList();
    }
  }

  /**
   * Reads what was dropped.
   *
   * @param folder one of {@link #newestFirst}
   * @return the submission under its own id; empty if the folder holds none any more
   * @throws IOException if the machine cannot read it now
   */
  Optional<Submission> read(Path folder) throws IOException {
    try {
      List<SubmittedFile> files = new ArrayList<>();
      for (String name : names(folder)) {
        files.add(new SubmittedFile(name, DroppedFile.read(folder.resolve(name))));
      }
      return files.isEmpty()
          ? Optional.empty()
          : Optional.of(Submission.of(folder.getFileName().toString(), files));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // somebody tidies up
    }
  }

  /** The names of the first drop in it; verdicts and foreign files are none. */
  private static List<String> names(Path folder) throws IOException {
    List<String> all;
    try (Stream<Path> entries = Files.list(folder)) {
      all = entries.limit(MOST_FILES + 1L).map(file -> file.getFileName().toString()).toList();
    }
    return all.size() > MOST_FILES
        ? List.of()
        : Pairing.of(all).stream().findFirst().map(Drop::names).orElse(List.of());
  }
}
