package org.certdrop.x509;

import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECPoint;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.util.BigIntegers;

/**
 * What tells one public key from another: its value, however its octets spell it. It is the SHA-256
 * digest of the DER of the canonical SubjectPublicKeyInfo: the point of an EC key uncompressed (RFC
 * 5480 section 2.2), an RSA key for RSASSA-PSS under the identifier of RSA (RFC 4055 section 1.2).
 */
public final class KeyIdentity {
  /**
   * What every certificate contains whose key has another spelling than the canonical one: the
   * identifier of RSASSA-PSS, or the head of a compressed point's BIT STRING.
   */
  private static final List<byte[]> SPELLINGS =
      List.of(
          bytes("06092a864886f70d01010a"),
          bytes("03220002"),
          bytes("03220003"),
          bytes("03320002"),
          bytes("03320003"),
          bytes("03440002"),
          bytes("03440003"));

  private KeyIdentity() {}

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  /**
   * The identity of a key.
   *
   * @param info the key as the certificate spells it
   * @param key the same key as a value; null if certdrop does not take such a key
   */
  static Fingerprint of(SubjectPublicKeyInfo info, PublicKey key) throws IOException {
    if (key instanceof ECPublicKey ec) {
      return octets(new SubjectPublicKeyInfo(info.getAlgorithm(), uncompressed(ec)));
    }
    if (key instanceof RSAPublicKey rsa) {
      return octets(
          new SubjectPublicKeyInfo(
              new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
              new org.bouncycastle.asn1.pkcs.RSAPublicKey(
                  rsa.getModulus(), rsa.getPublicExponent())));
    }
    return octets(info);
  }

  static Fingerprint octets(SubjectPublicKeyInfo info) throws IOException {
    return Fingerprint.of(info.getEncoded("DER"));
  }

  /** 04, and both coordinates in as many octets as the field takes (SEC 1 section 2.3.3). */
  private static byte[] uncompressed(ECPublicKey key) {
    ECPoint point = key.getW();
    int length = (key.getParams().getCurve().getField().getFieldSize() + 7) / 8;
    byte[] octets = new byte[1 + 2 * length];
    octets[0] = 4;
    put(point.getAffineX(), octets, 1, length);
    put(point.getAffineY(), octets, 1 + length, length);
    return octets;
  }

  private static void put(BigInteger coordinate, byte[] octets, int at, int length) {
    System.arraycopy(BigIntegers.asUnsignedByteArray(length, coordinate), 0, octets, at, length);
  }

  /**
   * The identity of a certificate's key, where it was noted once: earlier releases noted the digest
   * of the octets.
   *
   * @param certificate the certificate's DER, which need not be sound
   * @param noted what was noted
   * @return the identity if the digest of the octets was noted, else what was noted
   */
  public static Fingerprint upToDate(byte[] certificate, Fingerprint noted) {
    // Reading 100,000 certificates at each start would take too long, and few need it.
    return SPELLINGS.stream().noneMatch(spelling -> contains(certificate, spelling))
        ? noted
        : Certificate.parse(certificate)
            .sound()
            .map(Certificate::key)
            .filter(key -> key.octets().equals(noted))
            .map(SubjectPublicKey::fingerprint)
            .orElse(noted);
  }

  private static boolean contains(byte[] all, byte[] part) {
    for (int start = 0; start <= all.length - part.length; start++) {
      int same = 0;
      while (same < part.length && all[start + same] == part[same]) {
        same++;
      }
      if (same == part.length) {
        return true;
      }
    }
    return false;
  }
}
