package org.certdrop.home;

import org.certdrop.text.Explained;

/** certdrop cannot start on this home: the message says why and what to do. */
public final class StartException extends Exception implements Explained {
  private static final long serialVersionUID = 1L;

  /** One sentence with the value seen, and what to do. */
  public StartException(String message) {
    super(message);
  }
}
