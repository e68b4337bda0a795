package org.certdrop.registry;

import java.time.Duration;
import java.util.Objects;

/**
 * What has been done since the start.
 *
 * @param count how often
 * @param total how long that took, all of it together
 */
public record Timing(long count, Duration total) {
  /** Nothing may be null. */
  public Timing {
    Objects.requireNonNull(total);
  }
}
