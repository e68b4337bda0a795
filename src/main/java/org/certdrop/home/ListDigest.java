package org.certdrop.home;

import java.util.Optional;
import org.certdrop.files.FileLook;

/** The digest of a list that may change, read again whenever its file looks different. */
public final class ListDigest {
  private final ListFile<?> file;
  private final Home home;
  private Optional<FileLook> seen = Optional.empty();
  private String digest = "";

  /** The digest of one list; nothing is read yet. */
  public ListDigest(ListFile<?> file, Home home) {
    this.file = file;
    this.home = home;
  }

  /** The digest of its octets now; a word where there are none, or none that can be used. */
  public synchronized String now() {
    try {
      Optional<FileLook> look = file.look(home);
      if (digest.isEmpty() || !look.equals(seen)) {
        digest = file.digest(home);
        seen = look;
      }
      return digest;
    } catch (UnusableListException e) {
      digest = "";
      return "unusable"; // a decision that needs the list reports the fault
    }
  }
}
