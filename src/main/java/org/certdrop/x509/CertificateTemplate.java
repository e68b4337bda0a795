package org.certdrop.x509;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a new self-signed certificate is to say.
 *
 * @param organization the subject's O
 * @param commonName the subject's CN
 * @param purpose the one purpose of its ExtendedKeyUsage, with which come BasicConstraints and
 *     KeyUsage; empty: no extension at all
 * @param dnsNames the dNSNames of its subjectAltName
 * @param addresses the iPAddresses of its subjectAltName, as literals
 */
public record CertificateTemplate(
    String organization,
    String commonName,
    Optional<KeyPurpose> purpose,
    List<String> dnsNames,
    List<String> addresses) {
  /** The organization of the certificates that Fed-BioMed issues for mutual authentication. */
  public static final String FED_BIOMED = "Fed-BioMed";

  /** Nothing may be null; the lists are copied. */
  public CertificateTemplate {
    Objects.requireNonNull(organization);
    Objects.requireNonNull(commonName);
    Objects.requireNonNull(purpose);
    dnsNames = List.copyOf(dnsNames);
    addresses = List.copyOf(addresses);
  }

  /** Fed-BioMed 4.2 to 6.3's form: {@code CN=*, O=<party id>}, without extensions. */
  public static CertificateTemplate former(String partyId) {
    return new CertificateTemplate(partyId, "*", Optional.empty(), List.of(), List.of());
  }

  /** The mutual-authentication releases' form: {@code O=Fed-BioMed, CN=<party id>}, one purpose. */
  public static CertificateTemplate mutual(
      String partyId, KeyPurpose purpose, List<String> dnsNames, List<String> addresses) {
    return new CertificateTemplate(FED_BIOMED, partyId, Optional.of(purpose), dnsNames, addresses);
  }
}
