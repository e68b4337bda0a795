package org.certdrop.x509;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A new key pair and its certificate, as Fed-BioMed makes them, but sound: RSA 2048, SHA-256, v3, a
 * random serial of at most 159 bits, 1825 days; subject and issuer are the same.
 *
 * @param certificate the certificate
 * @param privateKey its private key
 */
public record SelfSignedCertificate(Certificate certificate, PrivateKey privateKey) {
  private static final int KEY_BITS = 2048;

  /** With the sign bit 20 octets, the most that RFC 5280 section 4.1.2.2 allows. */
  private static final int SERIAL_BITS = 159;

  private static final Duration LIFE = Duration.ofDays(1825);

  /**
   * Makes one.
   *
   * @param template what the certificate says
   * @param from the first instant of the validity; a fraction of a second is dropped
   * @param random where key and serial come from
   */
  public static SelfSignedCertificate make(
      CertificateTemplate template, Instant from, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(new RSAKeyGenParameterSpec(KEY_BITS, RSAKeyGenParameterSpec.F4), random);
      KeyPair pair = generator.generateKeyPair();
      byte[] der = sign(template, from.truncatedTo(ChronoUnit.SECONDS), pair, random);
      Certificate certificate =
          Certificate.parse(der)
              .sound()
              .orElseThrow(() -> new IllegalStateException("made a certificate that is not sound"));
      return new SelfSignedCertificate(certificate, pair.getPrivate());
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("every Java platform has RSA and SHA-256", e);
    }
  }

  private static byte[] sign(
      CertificateTemplate template, Instant from, KeyPair pair, SecureRandom random)
      throws OperatorCreationException {
    X500Name name = name(template);
    ContentSigner signer =
        new JcaContentSignerBuilder("SHA256withRSA")
            .setSecureRandom(random)
            .build(pair.getPrivate());
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(SERIAL_BITS, random).max(BigInteger.ONE),
            Date.from(from),
            Date.from(from.plus(LIFE)),
            name,
            pair.getPublic());
    if (template.purpose().isPresent()) {
      extend(builder, template, template.purpose().get());
    }
    return encoded(builder.build(signer));
  }

  /** Fed-BioMed 4.2 to 6.3 write CN first, the mutual-authentication releases O. */
  private static X500Name name(CertificateTemplate template) {
    X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
    if (template.purpose().isPresent()) {
      name.addRDN(BCStyle.O, template.organization()).addRDN(BCStyle.CN, template.commonName());
    } else {
      name.addRDN(BCStyle.CN, template.commonName()).addRDN(BCStyle.O, template.organization());
    }
    return name.build();
  }

  private static void extend(
      JcaX509v3CertificateBuilder builder, CertificateTemplate template, KeyPurpose purpose) {
    int usage = KeyUsage.digitalSignature;
    if (purpose == KeyPurpose.SERVER_AUTH) {
      usage |= KeyUsage.keyEncipherment;
    }
    List<GeneralName> names = new ArrayList<>();
    template.dnsNames().forEach(host -> names.add(new GeneralName(GeneralName.dNSName, host)));
    template.addresses().forEach(ip -> names.add(new GeneralName(GeneralName.iPAddress, ip)));
    try {
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
          .addExtension(Extension.keyUsage, true, new KeyUsage(usage))
          .addExtension(
              Extension.extendedKeyUsage,
              false,
              new ExtendedKeyUsage(
                  KeyPurposeId.getInstance(new ASN1ObjectIdentifier(purpose.oid()))));
      if (!names.isEmpty()) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(names.toArray(GeneralName[]::new)));
      }
    } catch (CertIOException e) {
      throw new IllegalStateException("extensions that were made can be written", e);
    }
  }

  private static byte[] encoded(X509CertificateHolder holder) {
    try {
      return holder.getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("a certificate that was made can be written", e);
    }
  }

  /** Without the key, which no log may show. */
  @Override
  public String toString() {
    return "SelfSignedCertificate[" + certificate + "]";
  }
}
