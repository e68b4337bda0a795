package org.certdrop.registry;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;

/**
 * registry.json cannot be written just now. The journal is durable all the same; writing is tried
 * again.
 *
 * @param where the file
 * @param message what the operating system says
 * @param since the first failure in a row
 */
public record SnapshotFault(Path where, String message, Instant since) {
  /** Nothing may be null. */
  public SnapshotFault {
    Objects.requireNonNull(where);
    Objects.requireNonNull(message);
    Objects.requireNonNull(since);
  }
}
