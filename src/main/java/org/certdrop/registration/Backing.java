package org.certdrop.registration;

/**
 * What stands behind a proposal, and so what gives way to it (SPEC section 11). A drop clears
 * nothing away by itself.
 */
public enum Backing {
  /** Nothing but the files. */
  DROP,
  /** The roster spells the id so: another spelling that nobody verified gives way. */
  ROSTER,
  /**
   * The operator asks for it: a key change, an earlier removal, an older certificate, and what
   * nobody verified are no obstacle.
   */
  UPSERT,
  /** The operator typed the number of party and certificate: another spelling gives way always. */
  NUMBER;

  /** Whether a person asks for it. */
  boolean isPersonal() {
    return this == UPSERT || this == NUMBER;
  }

  /** Whether an entry of the same id in another spelling gives way. */
  boolean clearsSpelling(Entry other, boolean active) {
    if (isUnverified(other)) {
      return !active || this != DROP;
    }
    return this == NUMBER || (this == UPSERT && !active);
  }

  /** Whether an entry of the same key under another id gives way. */
  boolean clearsKey(Entry other, boolean active) {
    return isUnverified(other) ? !active || isPersonal() : !active && isPersonal();
  }

  private static boolean isUnverified(Entry entry) {
    return entry.verified().method() == Verified.Method.NONE;
  }
}
