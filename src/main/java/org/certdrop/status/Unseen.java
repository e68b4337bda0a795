package org.certdrop.status;

import java.util.Set;

/**
 * The parts of a home that could not be seen: what is not known of them is not known to be absent.
 *
 * @param parts their names
 * @param denied whether another user could have seen one of them
 */
public record Unseen(Set<String> parts, boolean denied) {
  /** Everything was seen. */
  public static final Unseen NOTHING = new Unseen(Set.of(), false);

  /** What a person is told of such a part. */
  public static final String UNKNOWN = "unknown, since it cannot be read; the faults say why";

  /** The settings, and what they name. */
  public static final String CONFIGURATION = "configuration";

  /** The registry. */
  public static final String REGISTRY = "registry";

  /** Whether a service runs. */
  public static final String SERVICE = "service";

  /** The own certificate. */
  public static final String OWN = "own certificate";

  /** What lies in the inbox. */
  public static final String INBOX = "inbox";

  /** What waits there, and what is being handled. */
  public static final String WAITING = "inbox/.work";

  /** What was decided last. */
  public static final String VERDICTS = "verdicts";

  /** Keeps a copy of the set. */
  public Unseen {
    parts = Set.copyOf(parts);
  }

  /** Whether one of some parts is among them. */
  public boolean isAny(String... names) {
    return parts.stream().anyMatch(Set.of(names)::contains);
  }
}
