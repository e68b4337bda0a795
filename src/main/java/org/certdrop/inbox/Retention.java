package org.certdrop.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.certdrop.files.OpenFolder;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.home.Setting;
import org.certdrop.text.Timestamps;
import org.certdrop.verdict.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away what was handled longer ago than {@code certdrop.inbox.keep}; the bean of {@code
 * routes/retention.camel.yaml}.
 *
 * <p>A submission first gets a hidden name in its place, by one rename, and only then loses its
 * files: so under its own name it is whole or gone. What a kill leaves under hidden names goes with
 * the next sweep. Everybody who may drop files may put links wherever they like meanwhile:
 * everything is reached through open folders, and no link is followed.
 */
public final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final String WHERE = "retention";
  private static final String HIDDEN = ".removed-";

  private final Home home;
  private final Optional<Duration> keep;
  private final Predicate<String> awaited;
  private final Faults faults;
  private final Clock clock;
  private final Runnable beforeEach;
  private final BooleanSupplier sweeps;
  private volatile boolean swept;
  private volatile boolean hurried;

  /**
   * Sweeps one home.
   *
   * @param keep how long handled submissions stay; empty: for ever
   * @param awaited whether something is still to be done with an accepted submission
   * @param beforeEach called before each change of a file; what it throws stops the program there
   * @param sweeps whether it is this service that does so
   */
  public Retention(
      Home home,
      Optional<Duration> keep,
      Predicate<String> awaited,
      Faults faults,
      Clock clock,
      Runnable beforeEach,
      BooleanSupplier sweeps) {
    this.sweeps = sweeps;
    this.home = home;
    this.keep = keep;
    this.awaited = awaited;
    this.faults = faults;
    this.clock = clock;
    this.beforeEach = beforeEach;
  }

  /** Takes away what is due, and what a kill has left. */
  public void sweep() {
    List<IOException> causes = new ArrayList<>();
    boolean ours = sweeps.getAsBoolean();
    for (Path place : ours ? List.of(home.accepted(), home.refused()) : List.<Path>of()) {
      try {
        sweep(place, causes);
      } catch (IOException e) {
        causes.add(e);
      }
    }
    if (causes.isEmpty()) {
      faults.end(WHERE);
    } else {
      faults.begin(WHERE, causes.get(0));
    }
    swept = true;
  }

  private void sweep(Path path, List<IOException> causes) throws IOException {
    try (OpenFolder place = OpenFolder.below(home.inbox(), path)) {
      List<String> names = place.names();
      List<String> due = due(place, names);
      List<String> hidden = new ArrayList<>(names.stream().filter(Retention::isHidden).toList());
      if (due.isEmpty() && hidden.isEmpty()) {
        return;
      }
      int left = hidden.size();
      for (String name : due) {
        hide(place, name, causes).ifPresent(hidden::add);
      }
      if (hidden.size() > left) {
        LOG.info(
            "{} submissions go from {}: they were decided longer ago than {}.",
            hidden.size() - left,
            place,
            Setting.INBOX_KEEP.key());
      }
      // A power cut must not bring a name back that has lost some of its files.
      beforeEach.run();
      place.sync();
      for (String name : hidden) {
        if (hurried) {
          return;
        }
        remove(place, name, causes);
      }
    } catch (NoSuchFileException e) {
      LOG.debug("the inbox's watch makes it again", e);
    }
  }

  private Optional<String> hide(OpenFolder place, String name, List<IOException> causes) {
    try {
      beforeEach.run();
      place.move(name, place, HIDDEN + name);
      return Optional.of(HIDDEN + name);
    } catch (NoSuchFileException e) {
      return Optional.empty(); // taken away meanwhile
    } catch (IOException e) {
      causes.add(e);
      return Optional.empty();
    }
  }

  private static boolean isHidden(String name) {
    return name.startsWith(HIDDEN) && SubmissionId.isForm(name.substring(HIDDEN.length()));
  }

  private List<String> due(OpenFolder place, List<String> names) {
    List<String> due = new ArrayList<>();
    if (keep.isPresent()) {
      Instant end = clock.instant().minus(keep.get());
      // Ids begin with the time of the claim, before which nothing was decided.
      String claimedBefore = Timestamps.compact(end);
      for (String name : names) {
        if (hurried) {
          return List.of();
        }
        if (name.compareTo(claimedBefore) < 0
            && SubmissionFolder.isOurs(place, name)
            && !awaited.test(name)
            && isDue(place, name, end)) {
          due.add(name);
        }
      }
    }
    return due;
  }

  /**
   * A folder without a verdict of its own is nothing that certdrop put there; and who put a folder
   * into a submission's may still want it.
   */
  private static boolean isDue(OpenFolder place, String name, Instant end) {
    try (OpenFolder folder = place.folder(name)) {
      JsonNode verdict = RecentVerdicts.read(folder);
      return verdict.path("format").asText().equals(Verdict.FORMAT)
          && verdict.path("submission").asText().equals(name)
          && Instant.parse(verdict.path("decided_at").asText()).isBefore(end)
          && holdsFilesAlone(folder);
    } catch (IOException | DateTimeException e) {
      LOG.debug("{}/{} is left alone", place, name, e);
      return false;
    }
  }

  private static boolean holdsFilesAlone(OpenFolder folder) throws IOException {
    for (String name : folder.names()) {
      if (folder.attributes(name).isDirectory()) {
        return false;
      }
    }
    return true;
  }

  private void remove(OpenFolder place, String name, List<IOException> causes) {
    try {
      try (OpenFolder folder = place.folder(name)) {
        for (String file : folder.names()) {
          beforeEach.run();
          folder.delete(file);
        }
      }
      beforeEach.run();
      place.delete(name);
    } catch (IOException e) {
      causes.add(
          new IOException("cannot remove " + place + "/" + name + ": " + Faults.describe(e), e));
    }
  }

  /** Whether what was due at the start is gone. */
  public boolean isQuiet() {
    return keep.isEmpty() || swept;
  }

  /** Whether anything is ever taken away. */
  public boolean isOn() {
    return keep.isPresent();
  }

  /** The service is about to end: what is left goes after the next start. */
  public void hurry() {
    hurried = true;
  }
}
