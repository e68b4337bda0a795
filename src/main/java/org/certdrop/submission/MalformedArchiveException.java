package org.certdrop.submission;

/** Why an archive is not taken; ends the reading of it, and never leaves this package. */
final class MalformedArchiveException extends Exception {
  private static final long serialVersionUID = 1L;

  static final String AGAIN =
      "Ask the sender for an ordinary ZIP, made again of the files alone; or unpack it, and drop the"
          + " files.";

  private final String hint;

  /** A sentence about the archive that begins with its verb, such as {@code is encrypted}. */
  MalformedArchiveException(String what) {
    this(what, AGAIN);
  }

  /** The same with a hint of its own. */
  MalformedArchiveException(String what, String hint) {
    super("The archive " + what + ".");
    this.hint = hint;
  }

  String hint() {
    return hint;
  }
}
