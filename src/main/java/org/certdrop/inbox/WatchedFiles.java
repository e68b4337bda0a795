package org.certdrop.inbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.certdrop.files.FileLook;
import org.certdrop.party.PartyId;
import org.certdrop.submission.Announcement;
import org.certdrop.submission.Drop;

/** The files in the inbox that may be part of a drop, each with its last look. */
final class WatchedFiles {
  /** How many settle times are a long time. */
  private static final int LONG = 3;

  private final Path inbox;
  private final Duration settleTime;
  private final Duration pairTimeout;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final BooleanSupplier endpointsOptional;
  private final ReadAhead ahead;
  private final Map<String, WatchedFile> byName = new HashMap<>();

  /** Those that a person lets wait no longer. */
  private final Set<String> unawaited = ConcurrentHashMap.newKeySet();

  /**
   * None yet.
   *
   * @param settleTime how long an incomplete file is waited for
   * @param pairTimeout how long a lone file is waited for
   * @param clock the time of day, for lone files
   * @param nanoTime a clock that never jumps, for settling, in nanoseconds
   * @param endpointsOptional whether a certificate that names its party needs no sidecar
   * @param ahead keeps what is read of them
   */
  WatchedFiles(
      Path inbox,
      Duration settleTime,
      Duration pairTimeout,
      Clock clock,
      LongSupplier nanoTime,
      BooleanSupplier endpointsOptional,
      ReadAhead ahead) {
    this.inbox = inbox;
    this.settleTime = settleTime;
    this.pairTimeout = pairTimeout;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.endpointsOptional = endpointsOptional;
    this.ahead = ahead;
  }

  /** Takes a new look at all of them. */
  void look(Map<String, FileLook> listing) {
    ahead.clear();
    byName.keySet().retainAll(listing.keySet());
    unawaited.retainAll(listing.keySet());
    long now = nanoTime.getAsLong();
    listing.forEach((name, look) -> look(name, look, now));
  }

  private void look(String name, FileLook look, long now) {
    WatchedFile before = byName.get(name);
    if (before == null || !look.isUnchangedSince(before.look())) {
      byName.put(name, new WatchedFile(look, now, ahead));
    } else {
      before.seenUnchanged();
    }
  }

  /** Whether all files of a drop looked the same twice, and are whole or have settled. */
  boolean areAtRest(Drop drop) throws IOException {
    for (String name : drop.names()) {
      if (!isAtRest(name, drop.isPair())) {
        return false;
      }
    }
    return true;
  }

  /** A private key is given time for its twin: alone, that would wait for the pair timeout. */
  private boolean isAtRest(String name, boolean paired) throws IOException {
    WatchedFile file = byName.get(name);
    if (!file.isUnchanged()) {
      return false;
    }
    WatchedFile.State state = file.state(inbox.resolve(name));
    return state == WatchedFile.State.WHOLE
        || (paired && state == WatchedFile.State.PRIVATE_KEY)
        || file.restsFor(settleTime, nanoTime.getAsLong());
  }

  /** Whether nothing was added to a drop for the settle time. */
  boolean areSettled(Drop drop) {
    return restFor(drop, settleTime);
  }

  /** Whether nothing was added to a drop for so long that it should wait for others no more. */
  boolean haveWaitedLong(Drop drop) {
    return restFor(drop, settleTime.multipliedBy(LONG));
  }

  private boolean restFor(Drop drop, Duration time) {
    Predicate<String> rests = name -> byName.get(name).restsFor(time, nanoTime.getAsLong());
    return drop.names().stream().allMatch(rests);
  }

  /**
   * Instructions need no sidecar; what stays incomplete or holds a private key is refused without.
   */
  boolean standsAlone(Drop drop) throws IOException {
    String name = drop.primary();
    return switch (byName.get(name).state(inbox.resolve(name))) {
      case INCOMPLETE, INSTRUCTIONS, PRIVATE_KEY -> true;
      case WHOLE, ILLEGIBLE -> false;
    };
  }

  /** Whether a lone certificate says by itself whose it is, and nothing else must be said. */
  boolean speaksForItself(Drop drop) throws IOException {
    String name = drop.primary();
    return endpointsOptional.getAsBoolean() && byName.get(name).namesItsParty(inbox.resolve(name));
  }

  /** A lone file has waited long enough, as a person says; what has a twin is as it was. */
  void awaitNoLonger(String name) {
    unawaited.add(name);
  }

  /** Whether a lone file has waited long enough for its twin. */
  boolean isTimedOut(Drop drop) throws IOException {
    String name = drop.primary();
    Instant now = clock.instant();
    Instant since = byName.get(name).since(inbox.resolve(name), now);
    return unawaited.contains(name) || !since.plus(pairTimeout).isAfter(now);
  }

  /**
   * What the sidecar of a drop announces; to be called after it was asked whether the drop is at
   * rest.
   */
  Optional<Announcement> announcement(Drop drop) {
    return drop.sidecar().map(byName::get).flatMap(WatchedFile::announcement);
  }

  /** A pair that says that it is signed; for who asked whether it is at rest. */
  TakingOrder.Bundle bundle(Drop drop) {
    return new TakingOrder.Bundle(
        drop,
        announcement(drop).orElseThrow(),
        areSettled(drop),
        haveWaitedLong(drop),
        drop.names().stream().mapToLong(name -> byName.get(name).seenAt()).max().orElseThrow());
  }

  /** The party that a receipt names as its sender; ask first whether the drop is at rest. */
  Optional<PartyId> sender(Drop drop) {
    return drop.sidecar().map(byName::get).flatMap(WatchedFile::sender);
  }

  /**
   * Forgets the files of a drop that is ready: of what waits for its turn no more is kept than it
   * takes to claim it.
   */
  ReadyDrop release(Drop drop) {
    Optional<Announcement> announcement = announcement(drop);
    List<FileLook> looks =
        drop.names().stream().map(byName::remove).map(WatchedFile::look).toList();
    return new ReadyDrop(drop, looks, announcement.flatMap(Announcement::party));
  }
}
