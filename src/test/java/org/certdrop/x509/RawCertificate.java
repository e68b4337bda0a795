package org.certdrop.x509;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A certificate written octet by octet, for content that no library builds: any DER or nonsense in
 * the place of any field. Its signature is nonsense, too.
 */
public final class RawCertificate {
  /** {@code 1.2.840.113549.1.1.11} with NULL. */
  public static final byte[] SHA256_WITH_RSA =
      HexFormat.of().parseHex("300d06092a864886f70d01010b0500");

  /** {@code 1.2.840.10045.4.3.2}. */
  public static final byte[] SHA256_WITH_ECDSA =
      HexFormat.of().parseHex("300a06082a8648ce3d040302");

  private static final byte[] P256 =
      HexFormat.of().parseHex("301306072a8648ce3d020106082a8648ce3d030107");
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

  private byte[] serial = integer(BigInteger.ONE);
  private byte[] algorithm = SHA256_WITH_ECDSA;
  private byte[] issuer = name("node_a");
  private byte[] subject = name("node_a");
  private byte[] key = TestKeys.p256().getPublic().getEncoded();
  private byte[] extensions = {};
  private byte[] signature = new byte[64];

  /** Another serial number. */
  public RawCertificate serial(byte[] der) {
    serial = der;
    return this;
  }

  /** Another signature algorithm, inside and outside. */
  public RawCertificate algorithm(byte[] der) {
    algorithm = der;
    return this;
  }

  /** Another issuer. */
  public RawCertificate issuer(byte[] der) {
    issuer = der;
    return this;
  }

  /** Another subject. */
  public RawCertificate subject(byte[] der) {
    subject = der;
    return this;
  }

  /** Another SubjectPublicKeyInfo. */
  public RawCertificate key(byte[] der) {
    key = der;
    return this;
  }

  /** These extensions, each with its header. */
  public RawCertificate extensions(byte[]... der) {
    extensions = tlv(0xa3, tlv(0x30, der));
    return this;
  }

  /** These fields behind the key, each with its tag. */
  public RawCertificate optional(byte[]... der) {
    extensions = new byte[0];
    for (byte[] field : der) {
      int length = extensions.length;
      extensions = Arrays.copyOf(extensions, length + field.length);
      System.arraycopy(field, 0, extensions, length, field.length);
    }
    return this;
  }

  /** Another signature, the octets of its BIT STRING. */
  public RawCertificate signature(byte[] octets) {
    signature = octets;
    return this;
  }

  /** The whole. */
  public byte[] der() {
    byte[] version = HexFormat.of().parseHex("a003020102");
    byte[] validity = tlv(0x30, text(0x17, "260101000000Z"), text(0x17, "270601000000Z"));
    byte[] tbs = tlv(0x30, version, serial, algorithm, issuer, validity, subject, key, extensions);
    return tlv(0x30, tbs, algorithm, bits(signature));
  }

  /** An element of some parts. */
  public static byte[] tlv(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(content::writeBytes);
    ByteArrayOutputStream element = new ByteArrayOutputStream(content.size() + 6);
    element.write(tag);
    int size = content.size();
    if (size >= 0x80) {
      int octets = size < 0x100 ? 1 : size < 0x10000 ? 2 : 3;
      element.write(0x80 | octets);
      for (int i = octets - 1; i >= 0; i--) {
        element.write(size >> (8 * i));
      }
    } else {
      element.write(size);
    }
    element.writeBytes(content.toByteArray());
    return element.toByteArray();
  }

  /** A string. */
  public static byte[] text(int tag, String text) {
    return tlv(tag, text.getBytes(StandardCharsets.UTF_8));
  }

  /** An INTEGER. */
  public static byte[] integer(BigInteger number) {
    return tlv(0x02, number.toByteArray());
  }

  /** A BIT STRING. */
  public static byte[] bits(byte[] octets) {
    return tlv(0x03, new byte[1], octets);
  }

  /** A name with one O. */
  public static byte[] name(String organization) {
    return tlv(0x30, rdn(text(0x0c, organization)));
  }

  /** An RDN with one O of this value. */
  public static byte[] rdn(byte[] value) {
    return tlv(0x31, attribute(value));
  }

  /** An O of this value. */
  public static byte[] attribute(byte[] value) {
    return tlv(0x30, HexFormat.of().parseHex("060355040a"), value);
  }

  /** An extension, not critical. */
  public static byte[] extension(String oidHex, byte[] value) {
    return tlv(0x30, tlv(0x06, HexFormat.of().parseHex(oidHex)), tlv(0x04, value));
  }

  /** A P-256 key of this point. */
  public static byte[] p256(byte[] point) {
    return tlv(0x30, P256, bits(point));
  }

  /** A key of an algorithm without parameters. */
  public static byte[] keyOf(String oidHex, byte[] octets) {
    return tlv(0x30, tlv(0x30, tlv(0x06, HexFormat.of().parseHex(oidHex))), bits(octets));
  }

  /** An RSA key. */
  public static byte[] rsa(BigInteger modulus, BigInteger exponent) {
    return tlv(0x30, RSA, bits(tlv(0x30, integer(modulus), integer(exponent))));
  }

  /** An element in this many elements of a tag. */
  public static byte[] nested(int tag, int levels) {
    byte[] der = new byte[5 * levels + 2];
    int start = der.length;
    der[--start] = 0;
    der[--start] = 5;
    for (int level = 0; level < levels; level++) {
      byte[] header = tlv(tag, Arrays.copyOfRange(der, start, der.length));
      int length = header.length - (der.length - start);
      start -= length;
      System.arraycopy(header, 0, der, start, length);
    }
    return Arrays.copyOfRange(der, start, der.length);
  }
}
