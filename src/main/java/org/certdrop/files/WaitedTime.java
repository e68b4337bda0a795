package org.certdrop.files;

import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How long the files of each owner have kept certdrop waiting lately: of ten seconds no owner gets
 * more than two, however many files open just in time. The files of certdrop's own user are not
 * counted: nobody else can hold a lease on them, and where a slow mount gives all files to that
 * user, slowness is nobody's doing.
 */
final class WaitedTime {
  /** What a file takes that nobody holds, on a busy disk as well. */
  private static final long USUAL = Duration.ofMillis(20).toNanos();

  private static final long MOST = Duration.ofSeconds(2).toNanos();
  static final Duration WINDOW = Duration.ofSeconds(10);

  private final LongSupplier nanoTime;
  private final Map<UserPrincipal, Lately> lately = new ConcurrentHashMap<>();

  /**
   * What an owner's files have cost.
   *
   * @param since when the ten seconds began
   * @param waited how long all slow reads since then took
   */
  private record Lately(long since, long waited) {}

  /**
   * Nobody has waited yet.
   *
   * @param nanoTime a clock that never jumps, in nanoseconds
   */
  WaitedTime(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Whether the files of an owner are to be put off; the owner is asked only if somebody's are. */
  boolean isSpent(Supplier<UserPrincipal> owner) {
    long now = nanoTime.getAsLong();
    lately.values().removeIf(one -> now - one.since() >= WINDOW.toNanos());
    return !lately.isEmpty()
        && lately.getOrDefault(owner.get(), new Lately(now, 0)).waited() >= MOST;
  }

  /** A read has begun at a time, and nobody waits for it any more. */
  void add(Supplier<UserPrincipal> owner, long began) {
    long now = nanoTime.getAsLong();
    long waited = now - began;
    if (waited > USUAL && !Owner.isOurs(owner.get())) {
      lately.merge(
          owner.get(),
          new Lately(began, waited),
          (before, more) -> new Lately(before.since(), before.waited() + more.waited()));
    }
  }
}
