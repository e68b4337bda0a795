package org.certdrop.inbox;

import java.nio.file.Path;
import java.util.List;

/**
 * A submission that this process owns.
 *
 * @param id its id
 * @param folder where its files lie, {@code inbox/.work/ID}
 * @param names the files that belong to it; one that is not in the folder yet is still in the inbox
 */
public record Claim(String id, Path folder, List<String> names) implements InHand {
  /** Keeps a copy of the names. */
  public Claim {
    names = List.copyOf(names);
  }

  @Override
  public Claim claim() {
    return this;
  }
}
