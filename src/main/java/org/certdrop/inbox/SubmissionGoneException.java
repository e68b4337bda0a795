package org.certdrop.inbox;

/**
 * A claimed submission is no longer where certdrop put it: somebody took its folder away, or
 * mounted another inbox. There is nothing left to decide on.
 */
public final class SubmissionGoneException extends Exception {
  private static final long serialVersionUID = 1L;

  public SubmissionGoneException(Claim claim) {
    super(
        "The submission "
            + claim.id()
            + " was taken out of inbox/.work by somebody else; certdrop lets go of it. If that was"
            + " a mistake, drop its files again.");
  }
}
