package org.certdrop.x509;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.certdrop.text.Parsed;

/** Private keys in PEM: of this party, never of another. */
public final class PrivateKeys {
  private static final String HINT =
      "Give the private key that belongs to the certificate, in PEM, as openssl pkey -in FILE writes"
          + " it, without a passphrase and readable by its owner only.";

  private PrivateKeys() {}

  /**
   * One {@code PRIVATE KEY} block (PKCS#8, RFC 5958, not encrypted): LF, 64 columns, a final LF.
   */
  public static String pem(PrivateKey key) {
    return Pem.encode("PRIVATE KEY", key.getEncoded());
  }

  /**
   * Reads the first private key of a PEM document: PKCS#8, or the traditional form for RSA and EC.
   *
   * @param pem the document
   * @return the key, or why there is none that can be used; an encrypted key is none
   */
  public static Parsed<PrivateKey> read(byte[] pem) {
    try (PEMParser parser =
        new PEMParser(
            new InputStreamReader(new ByteArrayInputStream(pem), StandardCharsets.ISO_8859_1))) {
      for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
        if (object instanceof PEMEncryptedKeyPair
            || object instanceof PKCS8EncryptedPrivateKeyInfo) {
          return Parsed.bad("The private key is encrypted with a passphrase.", HINT);
        }
        if (object instanceof PrivateKeyInfo info) {
          return Parsed.good(converted(info));
        }
        if (object instanceof PEMKeyPair pair) {
          return Parsed.good(converted(pair.getPrivateKeyInfo()));
        }
      }
      return Parsed.bad("The file holds no private key.", HINT);
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle throws either kind at what it cannot read. Its message may quote the key.
      return Parsed.bad("The private key cannot be read.", HINT);
    }
  }

  /** RSA by the JDK: Bouncy Castle's provider takes an eighth of a second to begin. */
  private static PrivateKey converted(PrivateKeyInfo info) throws IOException {
    if (info.getPrivateKeyAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
      try {
        return KeyFactory.getInstance("RSA")
            .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
      } catch (GeneralSecurityException e) {
        throw new IOException("no RSA key", e);
      }
    }
    return new JcaPEMKeyConverter().setProvider(BouncyCastle.PROVIDER).getPrivateKey(info);
  }

  /** Whether a private key and a certificate's public key are one pair. */
  public static boolean matches(PrivateKey key, Certificate certificate) {
    return certificate.key().publicKey().filter(its -> matches(key, its)).isPresent();
  }

  /** Whether a private key and a public key are one pair. */
  public static boolean matches(PrivateKey key, PublicKey publicKey) {
    byte[] challenge = Fingerprint.of(publicKey.getEncoded()).bytes();
    try {
      String algorithm = signatureAlgorithm(key);
      Signature signer =
          key instanceof RSAKey
              ? Signature.getInstance(algorithm)
              : Signature.getInstance(algorithm, BouncyCastle.PROVIDER);
      signer.initSign(key);
      signer.update(challenge);
      byte[] signature = signer.sign();
      signer.initVerify(publicKey);
      signer.update(challenge);
      return signer.verify(signature);
    } catch (GeneralSecurityException | RuntimeException e) {
      // Keys of two kinds: providers throw either kind of exception at the one that does not fit.
      return false;
    }
  }

  /**
   * How a key signs, by its name in the Java Cryptography Architecture; RSA and EC with SHA-256.
   */
  public static String signatureAlgorithm(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC", "ECDSA" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
  }
}
