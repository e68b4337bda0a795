package org.certdrop.cms;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.Date;
import java.util.Hashtable;
import java.util.Map;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.certdrop.x509.BouncyCastle;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.Pem;
import org.certdrop.x509.PrivateKeys;

/**
 * Makes detached signatures: CMS SignedData (RFC 5652) without content and without certificates,
 * one SignerInfo with signed attributes, in PEM armour. {@code openssl cms -verify -inform PEM -in
 * SIGNATURE -content FILE -binary -certfile CERTIFICATE -nointern -noverify} checks one.
 */
public final class DetachedSignature {
  /** What was signed along last: receipts are signed by the hundred in one second. */
  private static volatile SignedTime last = SignedTime.of(Instant.EPOCH);

  private DetachedSignature() {}

  /**
   * Signs.
   *
   * @param content the exact bytes to sign
   * @param certificate the signer's certificate: the signature names it, and does not hold it
   * @param key its private key
   * @param at the signing time that is signed along
   * @return one PEM block {@code CMS}
   */
  public static String make(byte[] content, Certificate certificate, PrivateKey key, Instant at) {
    try {
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(signer(certificate, key, at));
      byte[] der =
          generator.generate(new CMSProcessableByteArray(content), false).getEncoded("DER");
      return Pem.encode(SignatureVerification.LABEL, der);
    } catch (OperatorCreationException | CMSException | CertificateException | IOException e) {
      throw new IllegalStateException("a key that belongs to a sound certificate signs", e);
    }
  }

  private static SignerInfoGenerator signer(Certificate certificate, PrivateKey key, Instant at)
      throws OperatorCreationException, CertificateException, IOException {
    JcaContentSignerBuilder builder =
        new JcaContentSignerBuilder(PrivateKeys.signatureAlgorithm(key));
    JcaDigestCalculatorProviderBuilder digests = new JcaDigestCalculatorProviderBuilder();
    // RSA by the JDK, which takes a sixth less time; all else as in SignatureCheck.
    if (!(key instanceof RSAKey)) {
      builder.setProvider(BouncyCastle.PROVIDER);
      digests.setProvider(BouncyCastle.PROVIDER);
    }
    return new JcaSignerInfoGeneratorBuilder(digests.build())
        .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(signedAt(at)))
        .build(builder.build(key), new X509CertificateHolder(certificate.der()));
  }

  /** The attribute of a time, which has no fractions of a second (RFC 5652, 11.3). */
  private static AttributeTable signedAt(Instant at) {
    SignedTime time = last;
    if (time.second() != at.getEpochSecond()) {
      time = SignedTime.of(at);
      last = time;
    }
    return time.attributes();
  }

  /** A time of signing; Bouncy Castle takes a tenth of a signature's time to write one down. */
  private record SignedTime(long second, AttributeTable attributes) {
    static SignedTime of(Instant at) {
      Attribute time =
          new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(at))));
      return new SignedTime(
          at.getEpochSecond(),
          new AttributeTable(new Hashtable<>(Map.of(CMSAttributes.signingTime, time))));
    }
  }
}
