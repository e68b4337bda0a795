package org.certdrop.home;

import java.io.IOException;

/**
 * One of the operator's lists of who may be registered cannot be used: as long as that lasts,
 * nothing is decided. The message says which file, what is wrong and what to do.
 */
public final class UnusableListException extends IOException {
  private static final long serialVersionUID = 1L;

  /** In sentences that are fit to be shown. */
  UnusableListException(String message, Throwable cause) {
    super(message, cause);
  }
}
