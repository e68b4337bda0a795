package org.certdrop.home;

/** What a party must have, beyond being registered, to be exported. */
public enum ExportRequirement {
  /** Nothing. */
  NONE,
  /** A person made sure that its certificate is its own. */
  VERIFIED
}
