package org.certdrop.registration;

/** What became of a submission that the registry accepted. */
public enum Effect {
  /** A party is new here, or was brought back. */
  REGISTERED,
  /** A registered party has another certificate or endpoint now. */
  REPLACED,
  /** Certificate and endpoint are those registered already. */
  UNCHANGED,
  /** It waits for an operator's confirmation. */
  PENDING
}
