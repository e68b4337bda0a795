package org.certdrop.inbox;

import java.util.List;
import java.util.Optional;
import org.certdrop.files.FileLook;
import org.certdrop.party.PartyId;
import org.certdrop.submission.Drop;

/**
 * A drop that may be taken.
 *
 * @param drop its files' names
 * @param looks how each file looked when that was decided, in the order of {@link Drop#names()}
 * @param party whose signed bundle it says to be
 */
public record ReadyDrop(Drop drop, List<FileLook> looks, Optional<PartyId> party) {
  /** How large its files are together. */
  public long octets() {
    return looks.stream().mapToLong(FileLook::size).sum();
  }
}
