package org.certdrop.registration;

/** A line of the journal or a document of registry.json that certdrop did not write. */
public final class MalformedDocumentException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The message is a clause that says what does not fit, such as {@code "ip" is missing}. */
  public MalformedDocumentException(String what) {
    super(what);
  }
}
