package org.certdrop.registration;

/** What becomes of the first good drop of a party that is not known here. */
public enum FirstContact {
  /** It is registered. */
  REGISTER,
  /** It waits among the pending ones until an operator confirms it. */
  CONFIRM
}
