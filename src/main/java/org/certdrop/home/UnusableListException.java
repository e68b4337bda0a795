package org.certdrop.home;

import java.io.IOException;
import org.certdrop.text.Explained;

/**
 * One of the operator's lists of who may be registered cannot be used: as long as that lasts,
 * nothing is decided. The message says which file, what is wrong and what to do.
 */
public final class UnusableListException extends IOException implements Explained {
  private static final long serialVersionUID = 1L;

  /** In sentences that are fit to be shown. */
  UnusableListException(String message, Throwable cause) {
    super(message, cause);
  }
}
