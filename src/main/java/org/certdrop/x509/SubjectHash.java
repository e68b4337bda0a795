package org.certdrop.x509;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Sequence;

/**
 * By what OpenSSL finds a certificate in a folder of trusted ones: eight hexadecimal digits that
 * stand for its subject, as {@code openssl x509 -subject_hash} and {@code -subject_hash_old} print
 * them.
 *
 * @param current since OpenSSL 1.0: of the SHA-1 of the canonical name
 * @param old before: of the MD5 of the name's DER
 */
public record SubjectHash(String current, String old) {
  /**
   * The hashes of a certificate's subject.
   *
   * @param certificate any certificate
   * @return its hashes; empty if its subject is one that OpenSSL cannot read
   */
  public static Optional<SubjectHash> of(Certificate certificate) {
    ASN1Sequence parts = ASN1Sequence.getInstance(certificate.der());
    ASN1Sequence tbs = ASN1Sequence.getInstance(parts.getObjectAt(0));
    ASN1Sequence subject = ASN1Sequence.getInstance(TbsCertificate.subjectField(tbs));
    return CanonicalName.encode(subject)
        .map(canonical -> new SubjectHash(hash("SHA-1", canonical), hash("MD5", der(subject))));
  }

  private static byte[] der(ASN1Sequence subject) {
    try {
      return subject.getEncoded("DER");
    } catch (IOException e) {
      throw new IllegalStateException("a name that was read can be written", e);
    }
  }

  /** The first four octets of a digest, as a little-endian number. */
  private static String hash(String algorithm, byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(bytes);
      byte[] turned = {digest[3], digest[2], digest[1], digest[0]};
      return HexFormat.of().formatHex(turned);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
