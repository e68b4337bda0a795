package org.certdrop.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether others may put another thing in the place of a path: some folder on the way to it is open
 * to them, and no sticky bit keeps what lies in it for the user of this process or for root.
 */
final class Swappable {
  private static final int OTHERS_WRITE = 0022;
  private static final int STICKY = 01000;

  private Swappable() {}

  static boolean is(Path path) {
    for (Path at = path.toAbsolutePath(); at.getParent() != null; at = at.getParent()) {
      int mode = mode(at.getParent());
      if ((mode & OTHERS_WRITE) != 0 && ((mode & STICKY) == 0 || !isOurs(at))) {
        return true;
      }
    }
    return false;
  }

  /** Nothing is open that cannot be seen, or that has no modes: what is above it still counts. */
  private static int mode(Path folder) {
    try {
      return (int) Files.getAttribute(folder, "unix:mode");
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return 0;
    }
  }

  private static boolean isOurs(Path entry) {
    return Owner.of(entry).filter(owner -> owner.isUs() || owner.name().equals("root")).isPresent();
  }
}
