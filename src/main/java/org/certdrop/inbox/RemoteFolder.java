package org.certdrop.inbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.certdrop.submission.Pairing;
import org.certdrop.text.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of a server, as it was listed look by look: which of its files the inbox would take, and
 * whether they may still be written. What is left there is named in the log, once for as long as it
 * stays.
 */
public final class RemoteFolder {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteFolder.class);

  /** Of very many names so many are said at one look, the others at the next ones. */
  private static final int MOST_LINES = 20;

  /**
   * A file that may be fetched.
   *
   * @param since when it first looked so, in nanoseconds
   * @param again whether it has looked so at two looks
   */
  private record Seen(Arrival file, long since, boolean again) {}

  private final Duration settleTime;
  private final LongSupplier nanoTime;
  private Map<String, Seen> before = Map.of();
  private Map<String, Seen> now = new HashMap<>();
  private Set<String> saidBefore = Set.of();
  private Set<String> said = new HashSet<>();
  private final Map<String, List<Seen>> groups = new HashMap<>();
  private int lines;

  /**
   * Never listed.
   *
   * @param settleTime how long files must have looked the same
   * @param nanoTime a clock that never jumps, in nanoseconds
   */
  public RemoteFolder(Duration settleTime, LongSupplier nanoTime) {
    this.settleTime = settleTime;
    this.nanoTime = nanoTime;
  }

  /** A new look begins: each file that is there is noted after this. */
  public void begin() {
    before = now;
    now = new HashMap<>();
    saidBefore = said;
    said = new HashSet<>();
    groups.clear();
    lines = 0;
  }

  /**
   * Notes a file of the listing.
   *
   * @param plain whether the server says that it is a plain file
   * @return whether the inbox would take it
   */
  public boolean note(Arrival file, boolean plain) {
    if (file.isUnfinished()) {
      return false;
    }
    Optional<String> problem = file.problem(plain);
    if (problem.isPresent()) {
      leave(file, problem.get());
      return false;
    }
    Seen earlier = before.get(file.name());
    Seen seen =
        earlier != null && earlier.file().equals(file)
            ? new Seen(file, earlier.since(), true)
            : new Seen(file, nanoTime.getAsLong(), false);
    now.put(file.name(), seen);
    groups.computeIfAbsent(Pairing.group(file.name()), group -> new ArrayList<>()).add(seen);
    return true;
  }

  private void leave(Arrival file, String why) {
    if (saidBefore.contains(file.name())) {
      said.add(file.name());
    } else if (lines < MOST_LINES) {
      lines++;
      said.add(file.name());
      LOG.info("Left on the server: {}: {}.", Printable.quotedName(file.name()), why);
    }
  }

  /**
   * Whether a file of this look, and all that may belong to it, looked the same twice and for the
   * settle time: so a pair comes with its signature, and nothing comes half written.
   */
  public boolean isAtRest(Arrival file) {
    long time = nanoTime.getAsLong();
    return groups.getOrDefault(Pairing.group(file.name()), List.of()).stream()
        .allMatch(seen -> seen.again() && time - seen.since() >= settleTime.toNanos());
  }
}
