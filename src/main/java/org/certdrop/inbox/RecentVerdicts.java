package org.certdrop.inbox;

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
import java.util.stream.Stream;
import org.certdrop.files.BoundedFile;
import org.certdrop.files.FileContent;
import org.certdrop.files.OpenFolder;
import org.certdrop.home.Home;
import org.certdrop.json.StrictJson;
import org.certdrop.submission.Limits;

/** The newest verdicts of a home, read from its folders. */
public final class RecentVerdicts {
  /** Ids begin with their time, so that the order of names is that of the decisions. */
  private static final Comparator<Path> NEWEST_FIRST =
      Comparator.comparing((Path folder) -> folder.getFileName().toString()).reversed();

  private RecentVerdicts() {}

  /**
   * The folders of the newest submissions, newest first.
   *
   * @param most how many at most
   * @throws IOException if a place cannot be listed
   */
  public static List<Path> folders(Home home, int most) throws IOException {
    return newest(List.of(home.accepted(), home.refused()), most);
  }

  /**
   * The same, and the newest of the refused ones besides, however many were accepted since.
   *
   * @param most how many at most
   * @param refusals how many refused ones at least, if there are as many
   * @throws IOException if a place cannot be listed
   */
  public static List<Path> foldersAndRefusals(Home home, int most, int refusals)
      throws IOException {
    return Stream.of(folders(home, most), refused(home, refusals))
        .flatMap(List::stream)
        .distinct()
        .sorted(NEWEST_FIRST)
        .toList();
  }

  /**
   * The folders of the newest refused submissions, newest first.
   *
   * @param most how many at most
   * @throws IOException if the place cannot be listed
   */
  public static List<Path> refused(Home home, int most) throws IOException {
    return newest(List.of(home.refused()), most);
  }

  private static List<Path> newest(List<Path> places, int most) throws IOException {
    List<Path> folders = new ArrayList<>();
    for (Path place : places) {
      folders.addAll(newest(place, most));
    }
    return folders.stream().sorted(NEWEST_FIRST).limit(most).toList();
  }

  private static List<Path> newest(Path place, int most) throws IOException {
    try (OpenFolder open = OpenFolder.below(place.getParent(), place)) {
      List<String> names = open.names().stream().filter(SubmissionId::isForm).toList();
      return names.subList(Math.max(0, names.size() - most), names.size()).stream()
          .map(place::resolve)
          .toList();
    } catch (NoSuchFileException e) {
      return List.of(); // nothing was handled yet
    }
  }

  /**
   * Reads the verdict in a submission's folder.
   *
   * @throws IOException if it cannot be read, or is no JSON
   */
  public static JsonNode read(Path folder) throws IOException {
    try (OpenFolder open = OpenFolder.below(folder.getParent().getParent(), folder)) {
      return read(open);
    }
  }

  /** The same, of a folder that is open. */
  static JsonNode read(OpenFolder folder) throws IOException {
    if (BoundedFile.read(folder, VerdictFile.NAME, Limits.FILE_BYTES)
        instanceof FileContent.Bytes whole) {
      return StrictJson.read(whole.bytes());
    }
    throw new IOException("no plain file of a verdict's size: " + folder + "/" + VerdictFile.NAME);
  }

  /**
   * Reads the verdict in a submission's folder, if that has not been taken away since it was
   * listed.
   *
   * @throws IOException if it cannot be read, or is no JSON
   */
  public static Optional<JsonNode> find(Path folder) throws IOException {
    try {
      return Optional.of(read(folder));
    } catch (NoSuchFileException e) {
      if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
