package org.certdrop.status;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.certdrop.files.BoundedFile;
import org.certdrop.files.FileContent;
import org.certdrop.files.OpenFolder;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.inbox.InboxListing;
import org.certdrop.inbox.ReadAhead;
import org.certdrop.inbox.SubmissionFolder;
import org.certdrop.inbox.WatchedFile;
import org.certdrop.submission.Drop;
import org.certdrop.submission.Limits;
import org.certdrop.submission.Twins;
import org.certdrop.text.Printable;
import org.certdrop.text.Timestamps;

/**
 * A drop that has no verdict yet.
 *
 * @param files its files' names
 * @param reason what it waits for
 * @param since since when it has lain there
 */
public record Waiting(List<String> files, String reason, Instant since) {

  private static final String TAKEN = "is about to be taken";
  private static final String HANDLED = "is being handled";

  /** A covering note has the name of a certificate's text, and might still get a sidecar. */
  private static final String LETTER = "; no certificate is in it, so that it may be a letter";

  /**
   * The same, while a clock that is wrong keeps anything from being decided: what would be taken
   * waits for the clock.
   */
  Waiting heldByClock() {
    return isInHand()
        ? new Waiting(files, "waits until the clock of this computer is right", since)
        : this;
  }

  /**
   * Drops that wait.
   *
   * @param drops those that were looked into
   * @param more how many more there are
   */
  record Some(List<Waiting> drops, int more) {
    /** The same, while a clock that is wrong keeps anything from being decided. */
    Some heldByClock() {
      return new Some(drops.stream().map(Waiting::heldByClock).toList(), more);
    }
  }

  /**
   * What waits in a home, found by looking.
   *
   * @param endpointsOptional whether a certificate that names its party needs no sidecar
   * @param most how many drops are looked into at most, in the inbox, and as many in {@code .work}
   * @throws IOException if the folders cannot be listed
   */
  static Some in(Home home, InboxListing listing, Clock clock, boolean endpointsOptional, int most)
      throws IOException {
    List<Waiting> waiting = new ArrayList<>();
    Instant now = clock.instant();
    List<Drop> drops = listing.drops();
    Map<String, String> twins = Twins.of(drops, name -> content(home, name));
    for (Drop drop : first(most, drops)) {
      ifStillThere(drop.names(), now, () -> of(home, drop, listing, endpointsOptional, twins, now))
          .ifPresent(waiting::add);
    }
    List<String> handled = handled(home);
    for (String id : first(most, handled)) {
      ifStillThere(List.of(id), now, () -> handled(home, id, now)).ifPresent(waiting::add);
    }
    return new Some(
        waiting,
        Math.max(0, drops.size() - most)
            + Math.max(0, handled.size() - most)
            + listing.moreCandidates());
  }

  private static Optional<byte[]> content(Home home, String name) {
    try {
      return BoundedFile.read(home.inbox().resolve(name), Limits.FILE_BYTES)
              instanceof FileContent.Bytes whole
          ? Optional.of(whole.bytes())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // said of the file itself, which is looked into next
    }
  }

  private static <T> List<T> first(int most, List<T> all) {
    return all.subList(0, Math.min(most, all.size()));
  }

  private interface Sight {
    Waiting see() throws IOException;
  }

  /** A service may take on or conclude what was listed a moment ago: then it does not wait. */
  private static Optional<Waiting> ifStillThere(List<String> names, Instant now, Sight sight) {
    try {
      return Optional.of(sight.see());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(new Waiting(names, "cannot be read: " + Faults.describe(e), now));
    }
  }

  private static List<String> handled(Home home) throws IOException {
    try (OpenFolder work = OpenFolder.below(home.inbox(), home.work())) {
      return SubmissionFolder.namesIn(work);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of(); // the first run is still to come, or the status says what is wrong
    }
  }

  private static Waiting handled(Home home, String id, Instant now) throws IOException {
    Path path = home.work().resolve(id);
    try (OpenFolder folder = OpenFolder.below(home.inbox(), path)) {
      return new Waiting(
          SubmissionFolder.droppedNames(folder), HANDLED, WatchedFile.changeTime(path, now));
    }
  }

  private static Waiting of(
      Home home,
      Drop drop,
      InboxListing listing,
      boolean endpointsOptional,
      Map<String, String> twins,
      Instant now)
      throws IOException {
    boolean incomplete = false;
    boolean illegible = false;
    boolean takenAlone = false;
    Instant since = now;
    for (String name : drop.names()) {
      Path path = home.inbox().resolve(name);
      WatchedFile candidate = new WatchedFile(listing.candidates().get(name), 0, ReadAhead.none());
      WatchedFile.State state = candidate.state(path);
      incomplete |= state == WatchedFile.State.INCOMPLETE;
      illegible |= state == WatchedFile.State.ILLEGIBLE;
      takenAlone |=
          state == WatchedFile.State.INSTRUCTIONS || state == WatchedFile.State.PRIVATE_KEY;
      takenAlone |= !drop.isPair() && endpointsOptional && candidate.namesItsParty(path);
      since = WatchedFile.changeTime(path, since);
    }
    boolean lone = !incomplete && !takenAlone;
    String twin =
        Optional.ofNullable(twins.get(drop.primary()))
            .filter(other -> lone)
            .map(other -> "; " + advice(drop.primary(), other))
            .orElse("");
    String why = incomplete ? "is incomplete" : reason(drop, illegible, takenAlone);
    boolean letter = lone && illegible && drop.primary().toLowerCase(Locale.ROOT).endsWith(".txt");
    return new Waiting(drop.names(), why + twin + (letter ? LETTER : ""), since);
  }

  private static String advice(String name, String twin) {
    return Twins.areEncodedInTwoWays(name, twin)
        ? Printable.quotedName(twin)
            + " looks alike, but the letters of the two names are encoded in two ways (NFC and"
            + " NFD): rename one of the files, or both to letters without accents"
        : "if that is " + Printable.quotedName(twin) + ", give both the same stem";
  }

  private static String reason(Drop drop, boolean illegible, boolean takenAlone) {
    if (drop.isReceipt()) {
      return drop.sidecar().isEmpty()
          ? "waits for its receipt"
          : drop.signature().isEmpty() ? "waits for its signature" : TAKEN;
    }
    if (drop.isPair() || drop.isArchive() || takenAlone) {
      return illegible ? "may still be written" : TAKEN;
    }
    if (drop.certificate().isEmpty() && drop.sidecar().isEmpty()) {
      return "waits for what it signs";
    }
    return drop.certificate().isPresent() ? "waits for its sidecar" : "waits for its certificate";
  }

  /** Whether it waits for a file that may never come. */
  public boolean isLone() {
    return reason.startsWith("waits for ");
  }

  /** Whether certdrop is on it, so that no file is missing. */
  public boolean isInHand() {
    return reason.equals(TAKEN) || reason.equals(HANDLED);
  }

  /** Its files, what it waits for and since when, in a line fit to be shown. */
  public String line() {
    return files.stream().map(Printable::name).collect(Collectors.joining(", "))
        + " "
        + reason
        + ", since "
        + Timestamps.seconds(since);
  }
}
