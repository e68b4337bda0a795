package org.certdrop.inbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A submission that this process owns.
 *
 * @param id its id
 * @param folder where its files lie, {@code inbox/.work/ID}
 * @param names the files that belong to it; one that is not in the folder yet is still in the inbox
 */
public record Claim(String id, Path folder, List<String> names) implements InHand {
  /** Tells claims that are to be taken up from those of other replicas. */
  @FunctionalInterface
  public interface Ours {
    /** Those of these ids that nobody else handles. */
    Set<String> among(Set<String> left) throws IOException;
  }

  /** Keeps a copy of the names. */
  public Claim {
    names = List.copyOf(names);
  }

  @Override
  public Claim claim() {
    return this;
  }
}
