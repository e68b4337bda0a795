package org.certdrop.x509;

import java.time.Instant;
import java.util.List;

/** The certificates whose holders may vouch for a party's certificate. */
public final class TrustedIssuers {
  private TrustedIssuers() {}

  /** Nobody: only self-signed certificates are taken. */
  public static TrustedIssuers none() {
    return new TrustedIssuers();
  }

  /** These: roots and intermediates, in any order. */
  public static TrustedIssuers of(List<Certificate> certificates) {
    throw new UnsupportedOperationException();
  }

  /**
   * Whether one of them vouches for a certificate, by path validation (RFC 5280 section 6.1,
   * without revocation).
   *
   * @param certificate one that is not self-issued
   * @param at when
   */
  public boolean vouchesFor(Certificate certificate, Instant at) {
    throw new UnsupportedOperationException();
  }
}
