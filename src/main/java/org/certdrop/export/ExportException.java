package org.certdrop.export;

import org.certdrop.text.Explained;

/**
 * An export cannot be made as things are, and nothing of it was written; the message says why and
 * what to do, fit to be shown as it is.
 */
public final class ExportException extends Exception implements Explained {
  private static final long serialVersionUID = 1L;

  /** One sentence with the value seen, and what to do. */
  public ExportException(String message) {
    super(message);
  }
}
