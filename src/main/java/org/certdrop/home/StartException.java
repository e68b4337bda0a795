package org.certdrop.home;

/** certdrop cannot start on this home: the message says why and what to do. */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  /** One sentence with the value seen, and what to do. */
  public StartException(String message) {
    super(message);
  }
}
