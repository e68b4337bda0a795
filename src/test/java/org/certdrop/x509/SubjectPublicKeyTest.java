package org.certdrop.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certdrop.x509.TestCertificate.builder;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X962Parameters;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.certdrop.x509.ParsedCertificate.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectPublicKeyTest {
  private static final AlgorithmIdentifier RSA =
      new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
  private static final BigInteger MODULUS =
      ((RSAPublicKey) TestKeys.rsa(2048).getPublic()).getModulus();

  private static SubjectPublicKey key(KeyPair pair) {
    return builder("node_a").key(pair).build().certificate().key();
  }

  private static ParsedCertificate parsed(AlgorithmIdentifier algorithm, byte[] key) {
    try {
      byte[] spki = new SubjectPublicKeyInfo(algorithm, key).getEncoded("DER");
      return Certificate.parse(builder("node_a").publicKeyInfo(spki).build().der());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Certificate certificate(AlgorithmIdentifier algorithm, byte[] key) {
    return parsed(algorithm, key).sound().orElseThrow();
  }

  private static byte[] rsa(BigInteger modulus, BigInteger exponent) {
    try {
      return new DERSequence(
              new ASN1Encodable[] {new ASN1Integer(modulus), new ASN1Integer(exponent)})
          .getEncoded("DER");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static SubjectPublicKey rsaKey(BigInteger modulus, BigInteger exponent) {
    return certificate(RSA, rsa(modulus, exponent)).key();
  }

  @Test
  void anRsaKeyHasAnExponent() {
    SubjectPublicKey key = key(TestKeys.rsa(2048));

    assertThat(key.description()).isEqualTo("RSA 2048");
    assertThat(key.algorithm()).isEqualTo("RSA");
    assertThat(key.bits()).isEqualTo(2048);
    assertThat(key.exponent()).contains(BigInteger.valueOf(65537));
    assertThat(key.curve()).isEmpty();
    assertThat(key.publicKey()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"secp256r1, EC P-256, 256", "secp384r1, EC P-384, 384", "secp521r1, EC P-521, 521"})
  void anEcKeyHasANamedCurve(String curve, String description, int bits) {
    SubjectPublicKey key = key(TestKeys.ec(curve));

    assertThat(key.description()).isEqualTo(description);
    assertThat(key.curve()).contains(curve);
    assertThat(key.bits()).isEqualTo(bits);
    assertThat(key.unsupported()).isEmpty();
    assertThat(key.exponent()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Ed25519, 256", "Ed448, 456", "ML-DSA-44, 10496", "ML-DSA-65, 15616"})
  void otherKeysHaveOneSize(String algorithm, int bits) {
    SubjectPublicKey key = key(TestKeys.of(algorithm));

    assertThat(key.description()).isEqualTo(algorithm);
    assertThat(key.bits()).isEqualTo(bits);
    assertThat(key.publicKey()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp224r1", "secp256k1", "brainpoolP256r1", "secp192r1"})
  void otherCurvesAreUnsupported(String curve) {
    SubjectPublicKey key = key(TestKeys.ec(curve));

    assertThat(key.unsupported().orElseThrow()).contains("is not P-256, P-384 or P-521");
    assertThat(key.curve()).isEmpty();
    assertThat(key.publicKey()).isEmpty();
  }

  @Test
  void aCurveThatIsSpelledOutIsUnsupported() {
    X9ECParameters p256 = CustomNamedCurves.getByName("secp256r1");
    AlgorithmIdentifier algorithm =
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, new X962Parameters(p256));

    assertThat(certificate(algorithm, point()).key().unsupported().orElseThrow())
        .contains("spelled out");
  }

  private static byte[] point() {
    return SubjectPublicKeyInfo.getInstance(TestKeys.p256().getPublic().getEncoded())
        .getPublicKeyData()
        .getOctets();
  }

  private static AlgorithmIdentifier p256() {
    return new AlgorithmIdentifier(
        X9ObjectIdentifiers.id_ecPublicKey, new ASN1ObjectIdentifier("1.2.840.10045.3.1.7"));
  }

  @Test
  void aHybridPointIsNamedAsSuch() {
    for (byte form = 6; form <= 7; form++) {
      byte[] point = point();
      point[0] = form;

      assertThat(certificate(p256(), point).key().unsupported().orElseThrow())
          .contains("hybrid form (0" + form + ")")
          .doesNotContain("does not lie on");
    }
  }

  @Test
  void aPointOffTheCurveIsUnsupported() {
    byte[] point = point();
    point[64] ^= 1;
    Certificate certificate = certificate(p256(), point);

    assertThat(certificate.key().unsupported().orElseThrow()).contains("does not lie on EC P-256");
    assertThat(certificate.selfSignature()).isEqualTo(SignatureCheck.UNCHECKED);
  }

  @Test
  void thePointAtInfinityIsUnsupported() {
    assertThat(certificate(p256(), new byte[1]).key().unsupported()).isPresent();
  }

  @Test
  void aHybridPointIsUnsupported() {
    byte[] point = point();
    point[0] = (byte) (6 + (point[64] & 1));

    assertThat(certificate(p256(), point).key().unsupported()).isPresent();
  }

  @Test
  void aCompressedPointIsSupported() {
    byte[] point = point();
    byte[] compressed = Arrays.copyOf(point, 33);
    compressed[0] = (byte) (2 + (point[64] & 1));

    assertThat(certificate(p256(), compressed).key().publicKey()).isPresent();
  }

  @Test
  void anEcKeyWithoutACurveIsMalformed() {
    assertThat(parsed(new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey), point()))
        .isInstanceOf(Malformed.class);
  }

  @Test
  void anEd25519KeyOfAnotherLengthIsUnsupported() {
    AlgorithmIdentifier ed25519 = new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.3.101.112"));

    assertThat(certificate(ed25519, new byte[31]).key().unsupported()).isPresent();
    assertThat(certificate(ed25519, new byte[32]).key().unsupported()).isPresent();
  }

  @Test
  void anEd25519KeyWithParametersIsMalformed() {
    assertThat(
            parsed(
                new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.3.101.112"), DERNull.INSTANCE),
                new byte[32]))
        .isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @CsvSource({"1.2.840.10040.4.1, DSA", "1.3.101.110, X25519", "1.2.3.4, 1.2.3.4"})
  void otherAlgorithmsAreUnsupported(String oid, String shown) {
    AlgorithmIdentifier algorithm = new AlgorithmIdentifier(new ASN1ObjectIdentifier(oid));
    SubjectPublicKey key = certificate(algorithm, new byte[5]).key();

    assertThat(key.algorithm()).isEqualTo(shown);
    assertThat(key.unsupported().orElseThrow()).contains(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "-3, under 3",
    "1, under 3",
    "2, under 3",
    "4, even",
    "340282366920938463463374607431768211456, 129 bits"
  })
  void anExponentThatIsEvenOrUnderThreeIsWeak(BigInteger exponent, String why) {
    assertThat(rsaKey(MODULUS, exponent).weakness().orElseThrow()).contains(why);
    assertThat(rsaKey(MODULUS, exponent).publicKey()).isEmpty();
  }

  @Test
  void anExponentOfThreeIsNot() {
    assertThat(rsaKey(MODULUS, BigInteger.valueOf(3)).weakness()).isEmpty();
  }

  @Test
  void aModulusOutOfRangeIsWeak() {
    BigInteger f4 = BigInteger.valueOf(65537);

    assertThat(rsaKey(MODULUS.shiftRight(1).setBit(0), f4).weakness().orElseThrow())
        .contains("2047 bits, under 2048");
    assertThat(rsaKey(BigInteger.ONE.shiftLeft(16_384).setBit(0), f4).weakness().orElseThrow())
        .contains("16385 bits, over 16384");
    assertThat(rsaKey(BigInteger.ONE.shiftLeft(16_383).setBit(0), f4).weakness()).isEmpty();
    assertThat(rsaKey(MODULUS.negate(), f4).weakness().orElseThrow()).contains("not positive");
    assertThat(rsaKey(MODULUS.clearBit(0), f4).weakness().orElseThrow()).contains("even");
  }

  @Test
  void anExponentThatTakesSecondsIsUnsupported() {
    BigInteger modulus = BigInteger.ONE.shiftLeft(16_383).setBit(0);
    BigInteger exponent = BigInteger.ONE.shiftLeft(16_000).setBit(0);

    assertThat(rsaKey(modulus, exponent).unsupported().orElseThrow()).contains("16001 bits");
  }

  @Test
  void aHugeModulusCostsNothing() {
    Certificate certificate =
        certificate(
            RSA, rsa(BigInteger.ONE.shiftLeft(65_535).setBit(0), BigInteger.valueOf(65537)));

    assertTimeout(Duration.ofSeconds(1), certificate::selfSignature);
    assertThat(certificate.selfSignature()).isEqualTo(SignatureCheck.UNCHECKED);
  }

  @Test
  void anRsaKeyWithoutNullIsMalformed() {
    AlgorithmIdentifier absent = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption);

    assertThat(parsed(absent, rsa(MODULUS, BigInteger.TEN))).isInstanceOf(Malformed.class);
  }

  @Test
  void anRsaKeyOfOtherAsn1IsMalformed() {
    assertThat(parsed(RSA, new byte[] {5, 0})).isInstanceOf(Malformed.class);
    assertThat(parsed(RSA, new byte[] {0x30, 0})).isInstanceOf(Malformed.class);
    assertThat(parsed(RSA, new byte[] {0x30})).isInstanceOf(Malformed.class);
  }

  @Test
  void anRsaKeyForPssAloneIsRsa() {
    AlgorithmIdentifier pss = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS);
    SubjectPublicKey key = certificate(pss, rsa(MODULUS, BigInteger.valueOf(65537))).key();

    assertThat(key.description()).isEqualTo("RSA 2048");
    assertThat(key.publicKey()).isPresent();
  }

  @Test
  void aKeyForPssAloneVerifiesNothingElse() {
    AlgorithmIdentifier pss = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS);
    SubjectPublicKey key = certificate(pss, rsa(MODULUS, BigInteger.valueOf(65537))).key();

    assertThat(key.publicKey().orElseThrow().getAlgorithm()).isEqualTo("RSASSA-PSS");
  }

  @Test
  void theRestrictionsOfAKeyForPssAreKept() {
    AlgorithmIdentifier sha256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);
    AlgorithmIdentifier mask = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, sha256);
    AlgorithmIdentifier pss =
        new AlgorithmIdentifier(
            PKCSObjectIdentifiers.id_RSASSA_PSS,
            new RSASSAPSSparams(sha256, mask, new ASN1Integer(32), new ASN1Integer(1)));
    SubjectPublicKey key = certificate(pss, rsa(MODULUS, BigInteger.valueOf(65537))).key();

    assertThat(((RSAPublicKey) key.publicKey().orElseThrow()).getParams())
        .isInstanceOfSatisfying(
            PSSParameterSpec.class,
            spec -> assertThat(spec.getDigestAlgorithm()).isEqualTo("SHA-256"));
  }

  @Test
  void aModulusOfZeroIsNotPositive() {
    assertThat(rsaKey(BigInteger.ZERO, BigInteger.valueOf(65537)).weakness().orElseThrow())
        .contains("not positive");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aCompressedPointOfEitherSignIsSupported(int sign) {
    byte[] point = point();
    while ((point[64] & 1) != sign) {
      point = point();
    }
    byte[] compressed = Arrays.copyOf(point, 33);
    compressed[0] = (byte) (2 + sign);

    assertThat(certificate(p256(), compressed).key().publicKey()).isPresent();
  }

  @Test
  void aKeyWithUnusedBitsIsMalformed() throws IOException {
    byte[] spki =
        new DERSequence(new ASN1Encodable[] {p256(), new DERBitString(new byte[] {4, 0}, 1)})
            .getEncoded("DER");

    assertThat(Certificate.parse(builder("node_a").publicKeyInfo(spki).build().der()))
        .isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @CsvSource({
    "secp256r1, 1.2.840.10045.3.1.7",
    "secp384r1, 1.3.132.0.34",
    "secp521r1, 1.3.132.0.35"
  })
  void aCompressedPointIsTheSameKey(String curve, String oid) {
    AlgorithmIdentifier algorithm =
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, new ASN1ObjectIdentifier(oid));
    byte[] point = point(TestKeys.ec(curve));
    Certificate plain = certificate(algorithm, point);
    Certificate compressed = certificate(algorithm, compressed(point));

    assertThat(compressed.fingerprint()).isNotEqualTo(plain.fingerprint());
    assertThat(compressed.publicKeyFingerprint()).isEqualTo(plain.publicKeyFingerprint());
    assertThat(plain.publicKeyFingerprint()).isEqualTo(plain.key().octets());
  }

  private static byte[] point(KeyPair pair) {
    return SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded())
        .getPublicKeyData()
        .getOctets();
  }

  private static byte[] compressed(byte[] point) {
    byte[] compressed = Arrays.copyOf(point, 1 + (point.length - 1) / 2);
    compressed[0] = (byte) (2 + (point[point.length - 1] & 1));
    return compressed;
  }

  @Test
  void thePointOfTheOtherSignIsAnotherKey() {
    byte[] compressed = compressed(point());
    byte[] other = compressed.clone();
    other[0] ^= 1;

    assertThat(certificate(p256(), other).publicKeyFingerprint())
        .isNotEqualTo(certificate(p256(), compressed).publicKeyFingerprint());
  }

  @Test
  void anRsaKeyForPssAloneIsTheSameKeyAsThatOfAnyRsa() {
    byte[] key = rsa(MODULUS, BigInteger.valueOf(65537));
    AlgorithmIdentifier pss = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS);
    Certificate plain = certificate(RSA, key);

    assertThat(certificate(pss, key).publicKeyFingerprint())
        .isEqualTo(plain.publicKeyFingerprint());
    assertThat(plain.publicKeyFingerprint()).isEqualTo(plain.key().octets());
    assertThat(certificate(RSA, rsa(MODULUS, BigInteger.valueOf(3))).publicKeyFingerprint())
        .isNotEqualTo(plain.publicKeyFingerprint());
  }

  @ParameterizedTest
  @CsvSource({
    "secp256r1, 1.2.840.10045.3.1.7",
    "secp384r1, 1.3.132.0.34",
    "secp521r1, 1.3.132.0.35"
  })
  void whatEarlierReleasesNotedOfACompressedPointIsBroughtUpToDate(String curve, String oid) {
    AlgorithmIdentifier algorithm =
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, new ASN1ObjectIdentifier(oid));
    byte[] point = point(TestKeys.ec(curve));
    Certificate compressed = certificate(algorithm, compressed(point));

    assertThat(KeyIdentity.upToDate(compressed.der(), compressed.key().octets()))
        .isEqualTo(certificate(algorithm, point).publicKeyFingerprint());
  }

  @Test
  void whatEarlierReleasesNotedOfAKeyForPssIsBroughtUpToDate() {
    AlgorithmIdentifier pss = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS);
    byte[] key = rsa(MODULUS, BigInteger.valueOf(65537));
    Certificate certificate = certificate(pss, key);

    assertThat(KeyIdentity.upToDate(certificate.der(), certificate.key().octets()))
        .isEqualTo(certificate(RSA, key).publicKeyFingerprint());
  }

  @Test
  void whateverElseWasNotedStays() {
    Fingerprint noted = Fingerprint.of(new byte[] {1});
    byte[] point = point();

    assertThat(KeyIdentity.upToDate(certificate(p256(), point).der(), noted)).isEqualTo(noted);
    assertThat(KeyIdentity.upToDate(certificate(p256(), compressed(point)).der(), noted))
        .isEqualTo(noted);
    assertThat(KeyIdentity.upToDate(new byte[] {3, 0x22, 0, 2}, noted)).isEqualTo(noted);
  }
}
