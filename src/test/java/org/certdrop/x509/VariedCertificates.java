package org.certdrop.x509;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.DERUniversalString;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.PolicyQualifierInfo;

/** Sound certificates that together use all that certdrop reads: where fuzzing starts. */
public final class VariedCertificates {
  /** Whose they are. */
  public static final String PARTY = "node_a";

  /** A CA that issued one of them, with constraints of its own. */
  public static final TestCertificate CA =
      TestCertificate.ca("CA")
          .extension(
              Extension.nameConstraints,
              true,
              new NameConstraints(
                  null,
                  new GeneralSubtree[] {
                    new GeneralSubtree(new GeneralName(GeneralName.dNSName, ".invalid"))
                  }))
          .extension(policies(), false, policies("2.5.29.32.0"))
          .build();

  private static final GeneralNames NAMES =
      new GeneralNames(
          new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "node.example.org"),
            new GeneralName(GeneralName.rfc822Name, "it@example.org"),
            new GeneralName(GeneralName.uniformResourceIdentifier, "https://example.org/a"),
            new GeneralName(GeneralName.iPAddress, "10.0.0.1"),
            new GeneralName(GeneralName.iPAddress, "fd00::1"),
            new GeneralName(GeneralName.registeredID, "1.2.3.4"),
            new GeneralName(TestCertificate.name(BCStyle.CN, "hospital")),
            new GeneralName(
                GeneralName.otherName,
                new DERSequence(
                    new ASN1Encodable[] {
                      new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.4"),
                      new DERTaggedObject(
                          true,
                          0,
                          new DERSequence(
                              new ASN1Encodable[] {
                                new ASN1ObjectIdentifier("1.2.3"), new DEROctetString(new byte[4])
                              }))
                    }))
          });

  private static final List<TestCertificate> ALL =
      Stream.of(
              builder(),
              builder().key(TestKeys.rsa(2048)),
              builder().key(TestKeys.rsa(2048)).signatureAlgorithm("SHA256withRSAandMGF1"),
              builder()
                  .key(TestKeys.ec("secp384r1"))
                  .notAfter(Instant.parse("2051-01-01T00:00:00Z")),
              builder().key(TestKeys.of("Ed25519")),
              builder().key(TestKeys.of("ML-DSA-44")),
              builder().key(TestKeys.ec("secp256k1")).version(1),
              builder().subject(oddName()).serial(BigInteger.ONE.shiftLeft(170)),
              builder().issuedBy(CA).extension(Extension.subjectAlternativeName, false, NAMES),
              withExtensionsOfParties(builder().key(TestKeys.of("Ed25519"))),
              withExtensionsOfIssuers(builder().key(TestKeys.of("Ed25519"))))
          .map(TestCertificate.Builder::build)
          .toList();

  private VariedCertificates() {}

  /** All of them. */
  public static List<TestCertificate> all() {
    return ALL;
  }

  /** The DER of all of them. */
  public static List<byte[]> der() {
    return Stream.concat(ALL.stream(), Stream.of(CA)).map(TestCertificate::der).toList();
  }

  private static TestCertificate.Builder builder() {
    return TestCertificate.builder(PARTY);
  }

  private static X500Name oddName() {
    return new X500Name(
        new RDN[] {
          new RDN(
              new AttributeTypeAndValue[] {
                new AttributeTypeAndValue(BCStyle.C, new DERPrintableString("DE")),
                new AttributeTypeAndValue(BCStyle.O, new DERUTF8String(PARTY))
              }),
          new RDN(BCStyle.CN, new DERBMPString("Gro\u00df \"x\" <y>, ;")),
          new RDN(BCStyle.OU, new DERUniversalString(new byte[] {0, 1, (byte) 0xf6, 0})),
          new RDN(BCStyle.EmailAddress, new DERIA5String("a@b.c")),
          new RDN(new ASN1ObjectIdentifier("1.2.3.4.5"), new ASN1Integer(7))
        });
  }

  private static TestCertificate.Builder withExtensionsOfParties(TestCertificate.Builder builder) {
    return builder
        .extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
        .extension(
            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
        .extension(Extension.subjectAlternativeName, false, NAMES)
        .extension(Extension.issuerAlternativeName, false, NAMES)
        .extension(Extension.subjectKeyIdentifier, false, new DEROctetString(new byte[20]))
        .extension(
            Extension.authorityKeyIdentifier,
            false,
            new DERSequence(
                new ASN1Encodable[] {
                  new DERTaggedObject(false, 0, new DEROctetString(new byte[20])),
                  new DERTaggedObject(false, 1, NAMES),
                  new DERTaggedObject(false, 2, new ASN1Integer(1))
                }))
        .extension(
            Extension.cRLDistributionPoints,
            false,
            new CRLDistPoint(
                new DistributionPoint[] {
                  new DistributionPoint(new DistributionPointName(NAMES), null, NAMES)
                }))
        .extension(
            Extension.authorityInfoAccess,
            false,
            new AuthorityInformationAccess(
                AccessDescription.id_ad_ocsp, new GeneralName(GeneralName.dNSName, "o")))
        .extension(new ASN1ObjectIdentifier("1.2.3.4"), false, new DERBitString(new byte[3]));
  }

  private static TestCertificate.Builder withExtensionsOfIssuers(TestCertificate.Builder builder) {
    return builder
        .extension(Extension.basicConstraints, true, new BasicConstraints(3))
        .extension(
            Extension.nameConstraints,
            true,
            new NameConstraints(
                new GeneralSubtree[] {
                  new GeneralSubtree(new GeneralName(GeneralName.dNSName, "example.org")),
                  new GeneralSubtree(new GeneralName(GeneralName.iPAddress, "10.0.0.0/8"))
                },
                new GeneralSubtree[] {
                  new GeneralSubtree(new GeneralName(GeneralName.rfc822Name, "example.org"))
                }))
        .extension(policies(), false, policies("1.2.3.4"))
        .extension(
            Extension.policyMappings,
            true,
            new DERSequence(
                new DERSequence(
                    new ASN1Encodable[] {
                      new ASN1ObjectIdentifier("1.2.3.4"), new ASN1ObjectIdentifier("1.2.3.5")
                    })))
        .extension(
            Extension.policyConstraints,
            true,
            new DERSequence(new DERTaggedObject(false, 0, new ASN1Integer(0))))
        .extension(Extension.inhibitAnyPolicy, true, new ASN1Integer(0));
  }

  private static ASN1ObjectIdentifier policies() {
    return Extension.certificatePolicies;
  }

  private static DERSequence policies(String oid) {
    PolicyQualifierInfo qualifier = new PolicyQualifierInfo("https://example.org/cps");
    return new DERSequence(
        new PolicyInformation(new ASN1ObjectIdentifier(oid), new DERSequence(qualifier)));
  }

  /** PEM as people drop it: each certificate, and some files of other forms. */
  public static List<byte[]> files() {
    String pem = ALL.get(0).pem();
    Stream<String> others =
        Stream.of(
            pem.replace("\n", "\r\n"),
            "\ufeffHello\n\n" + pem + "\nBye\n",
            pem.replace("CERTIFICATE", "TRUSTED CERTIFICATE"),
            pem + pem,
            pem + TestCertificate.pem("PRIVATE KEY", new byte[] {1, 2, 3}),
            "> " + pem.replace("\n", "\n> "),
            pem.replace("\n", ""),
            "\\n" + pem.replace("\n", "\\n"));
    return Stream.concat(
            Stream.of(ALL.get(1).der()),
            Stream.concat(ALL.stream().map(TestCertificate::pem), others)
                .map(text -> text.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  /** Words that stand in such files, or nearly do. */
  public static List<String> words() {
    return List.of(
        "-----BEGIN CERTIFICATE-----",
        "-----END CERTIFICATE-----",
        "-----BEGIN ",
        "-----END ",
        "-----",
        "PRIVATE KEY",
        "-----BEGIN RSA PRIVATE KEY-----\n",
        "-----END RSA PRIVATE KEY-----\n",
        "-----BEGIN X509 CRL-----",
        "Proc-Type: 4,ENCRYPTED\n",
        "\n",
        "\r",
        "\r\n",
        "\u000b",
        "\f",
        " ",
        "\t",
        "\ufeff",
        "\u0000",
        "=",
        "==",
        "====",
        "AAAA",
        "MII",
        "> ",
        "\u001b[0m",
        "\"",
        "\\n");
  }
}
