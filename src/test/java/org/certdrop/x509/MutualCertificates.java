package org.certdrop.x509;

import java.util.Arrays;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** Certificates in the form of Fed-BioMed's releases with mutual authentication, for tests. */
public final class MutualCertificates {
  private MutualCertificates() {}

  /** A node's, sound. */
  public static TestCertificate node(String id) {
    return with(named(id), KeyPurpose.CLIENT_AUTH).build();
  }

  /** A researcher's, sound, with these addresses. */
  public static TestCertificate researcher(String id, String... addresses) {
    GeneralName[] names =
        Stream.of(addresses)
            .map(address -> new GeneralName(GeneralName.iPAddress, address))
            .toArray(GeneralName[]::new);
    return with(named(id), KeyPurpose.SERVER_AUTH)
        .extension(Extension.subjectAlternativeName, false, new GeneralNames(names))
        .build();
  }

  /** One that names its party and has no extension yet. */
  public static TestCertificate.Builder named(String id) {
    return TestCertificate.builder(id)
        .subject(TestCertificate.name(BCStyle.O, CertificateTemplate.FED_BIOMED, BCStyle.CN, id));
  }

  /** With an ExtendedKeyUsage of these purposes. */
  public static TestCertificate.Builder with(
      TestCertificate.Builder builder, KeyPurpose... purposes) {
    KeyPurposeId[] ids =
        Arrays.stream(purposes)
            .map(purpose -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier(purpose.oid())))
            .toArray(KeyPurposeId[]::new);
    return builder.extension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(ids));
  }

  /** With a subjectAltName of one name. */
  public static TestCertificate.Builder named(
      TestCertificate.Builder builder, int kind, String name) {
    return builder.extension(
        Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName(kind, name)));
  }
}
