package org.certdrop.x509;

import static org.certdrop.x509.MalformedException.unless;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Null;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** RSA keys (RFC 3279 section 2.3.1, RFC 8017 section 3.1). */
final class RsaKey {
  static final String OID = "1.2.840.113549.1.1.1";
  static final String PSS_OID = "1.2.840.113549.1.1.10";

  private static final int MIN_BITS = 2048;
  private static final int MAX_BITS = 16_384;
  private static final BigInteger THREE = BigInteger.valueOf(3);

  private RsaKey() {}

  /**
   * Reads an RSA key, one for RSASSA-PSS alone included.
   *
   * @throws RuntimeException if it is not two INTEGERs, or has parameters of another algorithm
   */
  static KeyFacts read(SubjectPublicKeyInfo info) {
    PSSParameterSpec pss = parameters(info.getAlgorithm());
    ASN1Sequence sequence = sequence(info.getPublicKeyData().getOctets());
    unless(sequence.size() == 2, "an RSA key is not a modulus and an exponent");
    BigInteger modulus = ASN1Integer.getInstance(sequence.getObjectAt(0)).getValue();
    BigInteger exponent = ASN1Integer.getInstance(sequence.getObjectAt(1)).getValue();
    int bits = modulus.bitLength();
    String weakness = weakness(modulus, exponent);
    String algorithm = isPss(info.getAlgorithm()) ? "RSASSA-PSS" : "RSA";
    PublicKey key =
        weakness == null
            ? publicKey(algorithm, new RSAPublicKeySpec(modulus, exponent, pss))
            : null;
    String unsupported =
        weakness == null && key == null
            ? "its exponent of " + exponent.bitLength() + " bits is larger than Java verifies with"
            : null;
    return new KeyFacts("RSA", bits, null, exponent, "RSA " + bits, unsupported, weakness, key);
  }

  private static boolean isPss(AlgorithmIdentifier algorithm) {
    return algorithm.getAlgorithm().getId().equals(PSS_OID);
  }

  /** NULL for RSA (RFC 3279), nothing or the restrictions for RSASSA-PSS (RFC 4055 section 3.1). */
  private static PSSParameterSpec parameters(AlgorithmIdentifier algorithm) {
    ASN1Encodable parameters = algorithm.getParameters();
    if (isPss(algorithm)) {
      return parameters == null
          ? null
          : SignatureAlgorithm.spec(RSASSAPSSparams.getInstance(parameters));
    }
    unless(
        parameters != null && parameters.toASN1Primitive() instanceof ASN1Null,
        "the parameters of an RSA key are not NULL");
    return null;
  }

  private static ASN1Sequence sequence(byte[] der) {
    DerSyntax.check(der);
    try {
      return ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(der));
    } catch (IOException e) {
      throw new MalformedException("an RSA key is no SEQUENCE");
    }
  }

  private static String weakness(BigInteger modulus, BigInteger exponent) {
    int bits = modulus.bitLength();
    if (modulus.signum() <= 0) {
      return "its modulus is not positive";
    }
    if (bits < MIN_BITS) {
      return "its modulus has " + bits + " bits, under " + MIN_BITS;
    }
    if (bits > MAX_BITS) {
      return "its modulus has " + bits + " bits, over " + MAX_BITS;
    }
    if (exponent.compareTo(THREE) < 0) {
      return "its exponent is " + shown(exponent) + ", under 3";
    }
    if (!exponent.testBit(0)) {
      return "its exponent is " + shown(exponent) + ", which is even";
    }
    return modulus.testBit(0) ? null : "its modulus is even";
  }

  private static String shown(BigInteger exponent) {
    return exponent.bitLength() < 64
        ? exponent.toString()
        : "a number of " + exponent.bitLength() + " bits";
  }

  /**
   * The JDK refuses exponents of over 64 bits with moduli of over 3072: verifying takes seconds.
   */
  private static PublicKey publicKey(String algorithm, RSAPublicKeySpec spec) {
    try {
      return KeyFactory.getInstance(algorithm).generatePublic(spec);
    } catch (GeneralSecurityException e) {
      return null;
    }
  }
}
