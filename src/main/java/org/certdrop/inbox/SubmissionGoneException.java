package org.certdrop.inbox;

/**
 * A claimed submission is no longer where certdrop put it: somebody took its folder away, mounted
 * another inbox, or another replica took it up. There is nothing left to decide on.
 */
public final class SubmissionGoneException extends Exception {
  private static final long serialVersionUID = 1L;

  public SubmissionGoneException(Claim claim) {
    super(
        "The submission "
            + claim.id()
            + " was taken out of inbox/.work by somebody else, or is another replica's; certdrop lets"
            + " go of it. If somebody took it by mistake, drop its files again.");
  }
}
