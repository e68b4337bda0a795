package org.certdrop.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;

/**
 * Tells whether nobody has put anything into the inbox since the last look: then thousands of
 * parked files need not be looked at twenty times a second.
 *
 * <p>A file that is changed in place does not change the folder, and a folder's time has coarse
 * steps: hence the two limits.
 */
final class InboxRest {
  /** The coarsest step of a folder's modification time that file systems have (FAT: 2 s). */
  private static final Duration FOLDER_TIME_STEP = Duration.ofSeconds(3);

  /**
   * A look at a folder that does not change is followed by a rest of a hundred times what it took,
   * within these limits: with thousands of parked files it takes a tenth of a second.
   */
  private static final Duration SHORTEST_REST = Duration.ofSeconds(1);

  private static final Duration LONGEST_REST = Duration.ofSeconds(10);
  private static final long LOOKS = 100;

  private final Path inbox;
  private FileTime modified;
  private long modifiedSeenAt;
  private long lookedAt;
  private long rest = SHORTEST_REST.toNanos();

  InboxRest(Path inbox) {
    this.inbox = inbox;
  }

  /**
   * Whether a look would find the same names as the last one, which is not long ago.
   *
   * @param now nanoseconds of a clock that never jumps
   */
  boolean unchanged(long now) {
    FileTime time = modificationTime();
    if (time == null || !time.equals(modified)) {
      modified = time;
      modifiedSeenAt = now;
      return false;
    }
    return now - modifiedSeenAt > FOLDER_TIME_STEP.toNanos() && now - lookedAt < rest;
  }

  /** A look begins. */
  void begin(long now) {
    lookedAt = now;
  }

  /** The look has ended. */
  void end(long now) {
    long wanted = LOOKS * (now - lookedAt);
    rest = Math.max(SHORTEST_REST.toNanos(), Math.min(LONGEST_REST.toNanos(), wanted));
  }

  private FileTime modificationTime() {
    try {
      return Files.getLastModifiedTime(inbox);
    } catch (IOException e) {
      return null; // the look that follows reports the fault
    }
  }
}
