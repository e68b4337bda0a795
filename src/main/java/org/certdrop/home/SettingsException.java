package org.certdrop.home;

import org.certdrop.text.Explained;

/**
 * The configuration cannot be used: the message says which key, which value and what to write
 * instead.
 */
public final class SettingsException extends Exception implements Explained {
  private static final long serialVersionUID = 1L;

  /** One sentence with the value seen, and what to do. */
  public SettingsException(String message) {
    super(message);
  }
}
