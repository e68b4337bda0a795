package org.certdrop.submission;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.certdrop.x509.Fingerprint;

/**
 * What a sidecar says of itself: that a party's key signs it, and how it follows from what the
 * party signed before (SPEC section 9).
 *
 * @param type what it does
 * @param seq its number, which grows with every change
 * @param supersedes the certificate whose place a rotation takes
 */
public record Declaration(Type type, OptionalLong seq, Optional<Fingerprint> supersedes) {

  /** What a signed sidecar does. */
  public enum Type {
    /** It says whose the certificate is and where the party listens. */
    REGISTRATION,
    /** It does so for a new key, which takes the place of an old one. */
    ROTATION;

    /** The word in a sidecar. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether a new key takes the place of an old one. */
  public boolean isRotation() {
    return type == Type.ROTATION;
  }
}
