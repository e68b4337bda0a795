package org.certdrop.propagation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.certdrop.files.BoundedFile;
import org.certdrop.files.DurableFiles;
import org.certdrop.files.FileContent;
import org.certdrop.files.OpenFolder;
import org.certdrop.home.Backoff;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.home.Setting;
import org.certdrop.home.Settings;
import org.certdrop.home.StartException;
import org.certdrop.inbox.Inbox;
import org.certdrop.inbox.SubmissionFolder;
import org.certdrop.submission.Limits;
import org.certdrop.verdict.Outcome;
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

  private final Inbox inbox;
  private final List<PropagationTarget> targets;
  private final PropagationMarkers markers;
  private final Faults faults;

  /** Ids whose markers are still to go; for the route's thread alone. */
  private final Set<String> settled = new LinkedHashSet<>();

  private volatile boolean hurried;

  private Propagation(
      Inbox inbox, List<PropagationTarget> targets, PropagationMarkers markers, Faults faults) {
    this.inbox = inbox;
    this.targets = targets;
    this.markers = markers;
    this.faults = faults;
  }

  /**
   * Takes up what an earlier run left.
   *
   * @param own the home's own inbox, from which is copied
   * @param nanoTime a clock that never jumps, in nanoseconds
   * @throws StartException if a target is this home's own inbox
   * @throws IOException if what is left cannot be read
   */
  public static Propagation of(
      Home home,
      Inbox own,
      Settings settings,
      Faults faults,
      LongSupplier nanoTime,
      DurableFiles files)
      throws StartException, IOException {
    Backoff backoff = settings.retry();
    List<PropagationTarget> targets = new ArrayList<>();
    for (Path inbox : directories(home, settings)) {
      targets.add(
          new PropagationTarget(new OtherInbox(inbox, files, nanoTime), backoff, nanoTime, faults));
    }
    PropagationMarkers markers = new PropagationMarkers(home, files);
    Propagation propagation = new Propagation(own, List.copyOf(targets), markers, faults);
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
  public boolean isOn() {
    return !targets.isEmpty();
  }

  /**
   * Notes that a submission is to be propagated, before its verdict shows.
   *
   * @throws IOException if that cannot be made durable now; then the verdict must not show
   */
  public void announce(String id, Outcome outcome) throws IOException {
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

  private boolean copy(String id, OtherInbox target) throws IOException {
    // In this order: it moves from the one to the other.
    if (inbox.through(open -> open.work().has(id))) {
      return false;
    }
    Optional<Map<String, byte[]>> contents = inbox.through(open -> contents(id, open.accepted()));
    if (contents.isEmpty()) {
      LOG.info("{} was taken away before it could be copied to {}.", id, target);
      return true;
    }
    OtherInbox.Presence presence = target.copy(id, contents.get());
    if (presence == OtherInbox.Presence.COPIED) {
      LOG.info("copied {} to {}", id, target);
    }
    return presence != OtherInbox.Presence.AWAITED;
  }

  /** Empty if there is no such submission any more. */
  private static Optional<Map<String, byte[]>> contents(String id, OpenFolder accepted)
      throws IOException {
    if (!accepted.has(id)) {
      return Optional.empty();
    }
    Map<String, byte[]> contents = new LinkedHashMap<>();
    try (OpenFolder folder = accepted.folder(id)) {
      for (String name : SubmissionFolder.droppedNames(folder)) {
        if (BoundedFile.read(folder, name, Limits.FILE_BYTES) instanceof FileContent.Bytes whole) {
          contents.put(name, whole.bytes());
        } else {
          throw new IOException(folder + "/" + name + " was changed after it was accepted");
        }
      }
    }
    return Optional.of(contents);
  }

  /** Whether a submission is still to be copied to some target. */
  public boolean lacks(String id) {
    return targets.stream().anyMatch(target -> target.lacks(id));
  }

  /** Whether there is nothing to do now: no target lacks anything, or those that do fail. */
  public boolean isQuiet() {
    return targets.stream().allMatch(PropagationTarget::isQuiet);
  }

  /** The service is about to end: what is left is taken up at the next start. */
  public void hurry() {
    hurried = true;
  }
}
