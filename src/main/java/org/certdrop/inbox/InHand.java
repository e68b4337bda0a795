package org.certdrop.inbox;

/** A claimed submission on its way to its verdict, and what is known of it so far. */
public interface InHand {
  /** The claim. */
  Claim claim();
}
