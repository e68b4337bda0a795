package org.certdrop.registration;

/** What becomes of a new key that the registered key vouches for. */
public enum RotationPolicy {
  /** It takes the registered one's place. */
  AUTO,
  /** It waits for the operator's confirmation. */
  CONFIRM
}
