package org.certdrop.inbox;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.certdrop.files.OpenFolder;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.submission.Drop;
import org.certdrop.submission.Pairing;
import org.certdrop.submission.Submission;
import org.certdrop.submission.SubmittedFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What lies in {@code inbox/refused/}, looked at again. Everybody who may drop files may have
 * changed it since: it is trusted no more than a drop, no link is followed, and nothing is moved.
 */
public final class RefusedSubmissions {
  private static final Logger LOG = LoggerFactory.getLogger(RefusedSubmissions.class);

  /** A submission has fewer files; a folder with more is none. */
  private static final int MOST_FILES = 16;

  private final Home home;

  public RefusedSubmissions(Home home) {
    this.home = home;
  }

  /**
   * The ids of the folders that certdrop may have made, newest first.
   *
   * @throws IOException if they cannot be listed
   */
  public List<String> newestFirst() throws IOException {
    try (OpenFolder refused = OpenFolder.below(home.inbox(), home.refused())) {
      List<String> ids = new ArrayList<>(SubmissionFolder.namesIn(refused));
      // Ids begin with their time, so that the order of names is that of the decisions.
      Collections.reverse(ids);
      return ids;
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /**
   * Reads what was dropped.
   *
   * @param id one of {@link #newestFirst}
   * @return the submission under its own id; empty if its folder holds none any more, or cannot be
   *     read: others are not to be kept back by it
   */
  public Optional<Submission> read(String id) {
    List<SubmittedFile> files = files(id);
    return files.isEmpty() ? Optional.empty() : Optional.of(Submission.of(id, files));
  }

  /**
   * The same, file by file.
   *
   * @return none if its folder holds none any more, or cannot be read
   */
  public List<SubmittedFile> files(String id) {
    try (OpenFolder folder = OpenFolder.below(home.inbox(), home.refused().resolve(id))) {
      return SubmissionFolder.files(folder, names(folder), ReadAhead.none());
    } catch (IOException e) {
      LOG.warn("refused/{} cannot be read and is passed over: {}", id, Faults.describe(e));
      return List.of();
    }
  }

  /** The names of the first drop in it; verdicts and foreign files are none. */
  private static List<String> names(OpenFolder folder) throws IOException {
    List<String> all = folder.names();
    return all.size() > MOST_FILES
        ? List.of()
        : Pairing.of(all).stream().findFirst().map(Drop::names).orElse(List.of());
  }
}
