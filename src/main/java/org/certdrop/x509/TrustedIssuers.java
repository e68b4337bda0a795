package org.certdrop.x509;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The certificates whose holders may vouch for a party's certificate: all that the operator put
 * into one folder, roots and intermediates.
 *
 * <p>Each of them is trusted as an issuer, for the operator put it there, but only as far as it
 * goes itself: its validity, its CA flag, its KeyUsage, its path length and its name constraints
 * hold, and so do those of its own issuers as far as they are in the folder. So a path leads from
 * the party's certificate up to a self-signed one or, where that is not in the folder, to the
 * highest that is; {@link CertificationPath} says how it is validated.
 */
public final class TrustedIssuers {
  private static final int LONGEST_PATH = 8;

  /** Bounds the work where many certificates of one name issue one another. */
  private static final int MOST_PATHS = 100;

  private static final TrustedIssuers NONE = new TrustedIssuers(List.of());

  private final List<Certificate> issuers;

  private TrustedIssuers(List<Certificate> issuers) {
    this.issuers = issuers;
  }

  /** Nobody: only self-signed certificates are taken. */
  public static TrustedIssuers none() {
    return NONE;
  }

  /**
   * These: roots and intermediates, in any order. One that is no CA, or whose key is weak or
   * unsupported, vouches for nothing.
   */
  public static TrustedIssuers of(List<Certificate> certificates) {
    return new TrustedIssuers(
        certificates.stream().filter(CertificationPath::mayIssue).distinct().toList());
  }

  /**
   * Whether one of them vouches for a certificate, by path validation (RFC 5280 section 6.1,
   * without revocation).
   *
   * @param certificate one that is not self-issued
   * @param at when; outside of the certificate's own validity, which is for others to judge, the
   *     nearest instant inside it
   */
  public boolean vouchesFor(Certificate certificate, Instant at) {
    Instant when = nearest(at, certificate);
    Deque<List<Certificate>> open = new ArrayDeque<>();
    open.push(List.of(certificate));
    for (int paths = 0; !open.isEmpty() && paths < MOST_PATHS; paths++) {
      List<Certificate> path = open.pop();
      List<Certificate> above = issuersAbove(path);
      if (path.size() > 1 && above.isEmpty() && validates(path, when)) {
        return true;
      }
      above.forEach(issuer -> open.push(append(path, issuer)));
    }
    return false;
  }

  private List<Certificate> issuersAbove(List<Certificate> path) {
    Certificate last = path.get(path.size() - 1);
    if ((path.size() > 1 && last.selfIssued()) || path.size() > LONGEST_PATH) {
      return List.of();
    }
    return issuers.stream()
        .filter(issuer -> last.namesAsIssuer(issuer) && !path.contains(issuer))
        // Anybody can name an issuer: paths are followed only from what one of them did sign.
        .filter(issuer -> path.size() > 1 || last.isSignedBy(issuer))
        .toList();
  }

  private static boolean validates(List<Certificate> path, Instant at) {
    try {
      CertificationPath.validate(path, at);
      return true;
    } catch (GeneralSecurityException | RuntimeException e) {
      // The JDK's ways to say that a path does not validate, or that it cannot read a certificate.
      return false;
    }
  }

  private static Instant nearest(Instant at, Certificate certificate) {
    if (at.isAfter(certificate.notAfter())) {
      return certificate.notAfter();
    }
    return at.isBefore(certificate.notBefore()) ? certificate.notBefore() : at;
  }

  private static List<Certificate> append(List<Certificate> path, Certificate issuer) {
    List<Certificate> longer = new ArrayList<>(path);
    longer.add(issuer);
    return List.copyOf(longer);
  }
}
