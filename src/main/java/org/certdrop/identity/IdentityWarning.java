package org.certdrop.identity;

import java.util.Objects;

/**
 * Something about this party's own identity that works here today but will hurt: no reason to stop,
 * and a person should know.
 *
 * @param kind what it is about
 * @param message what is wrong, in one sentence with the value seen; fit to be shown
 * @param hint what to do
 */
public record IdentityWarning(Kind kind, String message, String hint) {
  /** What a warning is about. */
  public enum Kind {
    /** Others than the owner may read or change the private key. */
    KEY_EXPOSED,
    /** Others than the owner may put other files in the place of certificate and key. */
    FOLDER_EXPOSED,
    /** The own certificate's validity is over. */
    EXPIRED,
    /** The own certificate's validity has not begun. */
    NOT_YET_VALID,
    /** The own certificate's validity is over soon. */
    EXPIRING_SOON,
    /** The address of this party means a different computer at each site. */
    LOOPBACK_ENDPOINT,
    /** There is no private key: nothing is signed. */
    UNSIGNED,
    /** The other parties of a star refuse the own certificate. */
    REFUSED_BY_PEERS,
    /** The own certificate does not say whose it is, as Fed-BioMed reads it now. */
    FORMER_FORM
  }

  /** None of the three may be null. */
  public IdentityWarning {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(message);
    Objects.requireNonNull(hint);
  }
}
