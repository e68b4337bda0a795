package org.certdrop.web;

/** What is asked for cannot be shown now; the message says so to the client. */
final class UnavailableException extends Exception {
  private static final long serialVersionUID = 1;

  UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
