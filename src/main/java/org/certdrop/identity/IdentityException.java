package org.certdrop.identity;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Objects;
import org.certdrop.files.Denial;
import org.certdrop.files.Reason;
import org.certdrop.text.Explained;
import org.certdrop.text.Printable;

/**
 * This party's own identity cannot be used as it is configured or as it lies on disk, and only a
 * person can put that right. Message and hint are fit to be shown as they are, without a stack
 * trace.
 */
public final class IdentityException extends Exception implements Explained {
  private static final long serialVersionUID = 1L;

  private final String hint;

  /**
   * An identity that cannot be used.
   *
   * @param message what is wrong, in one sentence with the value seen
   * @param hint what to do
   */
  public IdentityException(String message, String hint) {
    this(message, hint, null);
  }

  /**
   * An identity that cannot be used because the operating system refused something.
   *
   * @param message what is wrong, in one sentence with the value seen
   * @param hint what to do
   * @param cause what the operating system said, or null
   */
  public IdentityException(String message, String hint, Throwable cause) {
    super(message, cause);
    this.hint = Objects.requireNonNull(hint);
  }

  /** The folder of the own pair cannot be read or written. */
  static IdentityException unusable(Path folder, IOException fault) {
    return new IdentityException(
        "The folder of this party's own certificate and key, "
            + Printable.of(folder.toString())
            + ", cannot be used: "
            + Reason.reason(fault)
            + ".",
        fault instanceof AccessDeniedException
            ? Denial.advice(folder)
            : "Make it a folder that the user who runs certdrop can write, on a disk with space left; or"
                + " put component.pem and component.key there yourself.",
        fault);
  }

  /** What to do. */
  public String hint() {
    return hint;
  }

  @Override
  public String explanation() {
    return getMessage() + " " + hint;
  }
}
