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
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A new key pair and its certificate, as Fed-BioMed makes them, but sound: RSA 2048, SHA-256, v3,
 * subject and issuer {@code CN=*, O=<party id>}, a random serial of at most 159 bits, 1825 days.
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
   * @param partyId what O says: the party's id
   * @param from the first instant of the validity; a fraction of a second is dropped
   * @param random where key and serial come from
   */
  public static SelfSignedCertificate make(String partyId, Instant from, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(new RSAKeyGenParameterSpec(KEY_BITS, RSAKeyGenParameterSpec.F4), random);
      KeyPair pair = generator.generateKeyPair();
      byte[] der = sign(partyId, from.truncatedTo(ChronoUnit.SECONDS), pair, random);
      Certificate certificate =
          Certificate.parse(der)
              .sound()
              .orElseThrow(() -> new IllegalStateException("made a certificate that is not sound"));
      return new SelfSignedCertificate(certificate, pair.getPrivate());
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("every Java platform has RSA and SHA-256", e);
    }
  }

  private static byte[] sign(String partyId, Instant from, KeyPair pair, SecureRandom random)
      throws OperatorCreationException {
    X500Name name =
        new X500NameBuilder(BCStyle.INSTANCE)
            .addRDN(BCStyle.CN, "*")
            .addRDN(BCStyle.O, partyId)
            .build();
    ContentSigner signer =
        new JcaContentSignerBuilder("SHA256withRSA")
            .setSecureRandom(random)
            .build(pair.getPrivate());
    X509CertificateHolder holder =
        new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(SERIAL_BITS, random).max(BigInteger.ONE),
                Date.from(from),
                Date.from(from.plus(LIFE)),
                name,
                pair.getPublic())
            .build(signer);
    return encoded(holder);
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
