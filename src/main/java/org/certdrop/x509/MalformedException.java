package org.certdrop.x509;

/**
 * Leaves the reading of a certificate at the first thing that RFC 5280 does not allow. It is thrown
 * and caught inside this package only: {@link CertificateReader} turns it into a value.
 */
final class MalformedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong, a clause without a full stop. */
  MalformedException(String problem) {
    super(problem, null, false, false);
  }

  /** Throws unless a condition holds. */
  static void unless(boolean condition, String problem) {
    if (!condition) {
      throw new MalformedException(problem);
    }
  }
}
