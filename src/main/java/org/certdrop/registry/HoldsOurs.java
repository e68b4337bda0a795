package org.certdrop.registry;

/** Which certificate of ours a party says to hold. */
public enum HoldsOurs {
  /** The one in use. */
  CURRENT,
  /** One that was in use before. */
  OLD
}
