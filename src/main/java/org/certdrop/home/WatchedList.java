package org.certdrop.home;

import java.util.Optional;
import org.certdrop.files.FileLook;

/**
 * One of the operator's lists, read again whenever its file changed. As long as it cannot be used
 * there is a fault, and no answer. For one thread at a time.
 */
public final class WatchedList<T> {
  private final ListFile<T> file;
  private final Home home;
  private final Faults faults;
  private Optional<FileLook> seen;
  private boolean usable = true;
  private T value;

  /**
   * Reads the list for the first time.
   *
   * @throws UnusableListException if it cannot be used
   */
  public WatchedList(ListFile<T> file, Home home, Faults faults) throws UnusableListException {
    this.file = file;
    this.home = home;
    this.faults = faults;
    this.seen = file.look(home);
    this.value = file.read(home);
  }

  /**
   * What it says now; the same object as long as it did not change.
   *
   * @throws UnusableListException if it cannot be used just now
   */
  public T now() throws UnusableListException {
    try {
      Optional<FileLook> look = file.look(home);
      if (!usable || !look.equals(seen)) {
        value = file.read(home);
        seen = look;
        usable = true;
        faults.end(file.name());
      }
      return value;
    } catch (UnusableListException e) {
      usable = false;
      faults.begin(file.name(), e.getMessage());
      throw e;
    }
  }
}
