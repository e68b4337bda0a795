package org.certdrop.x509;

/** A KeyPurposeId of an ExtendedKeyUsage (RFC 5280 section 4.2.1.12). */
public enum KeyPurpose {
  /** id-kp-serverAuth: a TLS server's certificate. */
  SERVER_AUTH("serverAuth", "1.3.6.1.5.5.7.3.1"),
  /** id-kp-clientAuth: a TLS client's certificate. */
  CLIENT_AUTH("clientAuth", "1.3.6.1.5.5.7.3.2"),
  /** anyExtendedKeyUsage: every purpose. */
  ANY("anyExtendedKeyUsage", "2.5.29.37.0");

  private final String label;
  private final String oid;

  KeyPurpose(String label, String oid) {
    this.label = label;
    this.oid = oid;
  }

  /** Its object identifier in dotted decimals. */
  public String oid() {
    return oid;
  }

  /** Its name in RFC 5280. */
  @Override
  public String toString() {
    return label;
  }
}
