package org.certdrop.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.certdrop.files.DurableFiles;
import org.certdrop.intake.Outcome;
import org.certdrop.intake.SubmittedFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies accepted submissions into the inboxes of other instances; the bean of {@code
 * routes/propagate.camel.yaml}. Verdicts wait for none of it.
 */
public final class Propagation {
  private static final Logger LOG = LoggerFactory.getLogger(Propagation.class);
  private static final String WHERE = "propagation";

  /** Not refused ones; and not what is meant for this party alone. */
  private static final Set<Outcome> PROPAGATED =
      Set.of(Outcome.REGISTERED, Outcome.REPLACED, Outcome.UNCHANGED, Outcome.PENDING);

  private final Home home;
  private final List<PropagationTarget> targets;
  private final PropagationMarkers markers;
  private final Faults faults;

  /** Ids whose markers are still to go; for the route's thread alone. */
  private final Set<String> settled = new LinkedHashSet<>();

  private volatile boolean hurried;

  private Propagation(
      Home home, List<PropagationTarget> targets, PropagationMarkers markers, Faults faults) {
    this.home = home;
    this.targets = targets;
    this.markers = markers;
    this.faults = faults;
  }

  /**
   * Takes up what an earlier run left.
   *
   * @param nanoTime a clock that never jumps, in nanoseconds
   * @throws StartException if a target is this home's own inbox
   * @throws IOException if what is left cannot be read
   */
  static Propagation of(
      Home home, Settings settings, Faults faults, LongSupplier nanoTime, DurableFiles files)
      throws StartException, IOException {
    Backoff backoff = new Backoff(settings.retryDelay(), settings.retryMaxDelay());
    List<PropagationTarget> targets = new ArrayList<>();
    for (Path inbox : directories(home, settings)) {
      targets.add(new PropagationTarget(new OtherInbox(inbox, files), backoff, nanoTime, faults));
    }
    PropagationMarkers markers = new PropagationMarkers(home, files);
    Propagation propagation = new Propagation(home, List.copyOf(targets), markers, faults);
    if (propagation.isOn()) {
      markers.open().forEach(id -> targets.forEach(target -> target.add(id)));
    }
    return propagation;
  }

  /** The inboxes that the configuration names. */
  static Set<Path> directories(Home home, Settings settings) throws StartException, IOException {
    Set<Path> directories = new LinkedHashSet<>();
    for (String text : settings.propagate()) {
      Path inbox = home.resolve(text).normalize();
      if (real(inbox).startsWith(real(home.inbox()))) {
        throw new StartException(
            Setting.PROPAGATE.key()
                + " names "
                + inbox
                + ", which is this home's own inbox or lies in it. Name the inbox of another home.");
      }
      directories.add(inbox);
    }
    return directories;
  }

  private static Path real(Path path) throws IOException {
    return Files.exists(path) ? path.toRealPath() : path;
  }

  /** Whether anything is to be propagated. */
  boolean isOn() {
    return !targets.isEmpty();
  }

  /**
   * Notes that a submission is to be propagated, before its verdict shows.
   *
   * @throws IOException if that cannot be made durable now; then the verdict must not show
   */
  void announce(String id, Outcome outcome) throws IOException {
    if (isOn() && PROPAGATED.contains(outcome)) {
      markers.add(id);
      targets.forEach(target -> target.add(id));
    }
  }

  /** Copies what is due. */
  public void pass() {
    targets.forEach(target -> settled.addAll(target.pass(this::copy, () -> hurried)));
    settled.removeIf(id -> targets.stream().anyMatch(target -> target.lacks(id)));
    try {
      for (Iterator<String> ids = settled.iterator(); ids.hasNext(); ids.remove()) {
        markers.remove(ids.next());
      }
      faults.end(WHERE);
    } catch (IOException e) {
      faults.begin(WHERE, e);
    }
  }

  private boolean copy(String id, OtherInbox inbox) throws IOException {
    // In this order: it moves from the one to the other.
    if (Files.exists(home.work().resolve(id), LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    Path folder = home.accepted().resolve(id);
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      demandAccepted();
      LOG.info("{} was taken away before it could be copied to {}.", id, inbox);
      return true;
    }
    if (inbox.copy(id, contents(folder))) {
      LOG.info("copied {} to {}", id, inbox);
    }
    return true;
  }

  /** Where the whole folder is gone, as with a mount, nobody took a submission away. */
  private void demandAccepted() throws IOException {
    if (!Files.isDirectory(home.accepted(), LinkOption.NOFOLLOW_LINKS)) {
      throw new NotDirectoryException(home.accepted().toString());
    }
  }

  private static Map<String, byte[]> contents(Path folder) throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (String name : SubmissionFolders.droppedNames(folder)) {
      if (DroppedFile.read(folder.resolve(name)) instanceof SubmittedFile.Bytes whole) {
        contents.put(name, whole.bytes());
      } else {
        throw new IOException(folder.resolve(name) + " was changed after it was accepted");
      }
    }
    return contents;
  }

  /** Whether a submission is still to be copied to some target. */
  boolean lacks(String id) {
    return targets.stream().anyMatch(target -> target.lacks(id));
  }

  /** Whether there is nothing to do now: no target lacks anything, or those that do fail. */
  boolean isQuiet() {
    return targets.stream().allMatch(PropagationTarget::isQuiet);
  }

  /** The service is about to end: what is left is taken up at the next start. */
  void hurry() {
    hurried = true;
  }
}
