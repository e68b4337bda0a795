package org.certdrop.x509;

import java.io.IOException;
import java.security.PublicKey;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jcajce.provider.asymmetric.ec.KeyFactorySpi;

/** Elliptic curve keys on named curves (RFC 5480 section 2). */
final class EcKey {
  static final String OID = "1.2.840.10045.2.1";

  private static final String ALGORITHM = "EC";

  private record Curve(String name, String shown, int bits) {}

  private static final Map<String, Curve> CURVES =
      Map.of(
          "1.2.840.10045.3.1.7", new Curve("secp256r1", "EC P-256", 256),
          "1.3.132.0.34", new Curve("secp384r1", "EC P-384", 384),
          "1.3.132.0.35", new Curve("secp521r1", "EC P-521", 521));

  private EcKey() {}

  /**
   * Reads an EC key.
   *
   * @throws RuntimeException if it has no parameters
   */
  static KeyFacts read(SubjectPublicKeyInfo info) {
    ASN1Encodable parameters = info.getAlgorithm().getParameters();
    MalformedException.unless(parameters != null, "an EC key names no curve");
    if (!(parameters.toASN1Primitive() instanceof ASN1ObjectIdentifier oid)) {
      return KeyFacts.unsupported(
          ALGORITHM, 0, ALGORITHM, "its curve is spelled out instead of named (CVE-2020-0601)");
    }
    Curve curve = CURVES.get(oid.getId());
    if (curve == null) {
      return KeyFacts.unsupported(
          ALGORITHM, 0, ALGORITHM, "its curve " + oid.getId() + " is not P-256, P-384 or P-521");
    }
    byte[] point = info.getPublicKeyData().getOctets();
    PublicKey key = isPlain(point) ? decoded(info) : null;
    String unsupported = key == null ? problem(point, curve) : null;
    return new KeyFacts(
        ALGORITHM, curve.bits(), curve.name(), null, curve.shown(), unsupported, null, key);
  }

  /**
   * The key as Bouncy Castle's provider reads it, without the provider, which takes an eighth of a
   * second to begin; null if it is off its curve.
   */
  private static PublicKey decoded(SubjectPublicKeyInfo info) {
    try {
      return new KeyFactorySpi.EC().generatePublic(info);
    } catch (IOException | RuntimeException e) {
      return null; // it has no other way to say so
    }
  }

  /** Compressed or uncompressed; RFC 5480 section 2.2 forbids the hybrid form. */
  private static boolean isPlain(byte[] point) {
    return point.length > 1 && point[0] >= 2 && point[0] <= 4;
  }

  private static String problem(byte[] point, Curve curve) {
    boolean hybrid = point.length > 1 && (point[0] == 6 || point[0] == 7);
    return hybrid
        ? "its point is written in the hybrid form (0"
            + point[0]
            + "), which RFC 5480 forbids: only the uncompressed (04) and the compressed forms (02, 03)"
            + " are allowed"
        : "its point does not lie on " + curve.shown();
  }
}
