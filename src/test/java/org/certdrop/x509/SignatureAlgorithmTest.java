package org.certdrop.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.certdrop.x509.TestCertificate.builder;

import java.security.KeyPair;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureAlgorithmTest {
  private static final KeyPair RSA = TestKeys.rsa(2048);

  private static SignatureAlgorithm read(String oid, ASN1Encodable... parameters) {
    ASN1Encodable[] parts = new ASN1Encodable[1 + parameters.length];
    parts[0] = new ASN1ObjectIdentifier(oid);
    System.arraycopy(parameters, 0, parts, 1, parameters.length);
    return SignatureAlgorithm.read(new DERSequence(parts));
  }

  private static Certificate signed(KeyPair pair, String algorithm) {
    return builder("node_a").key(pair).signatureAlgorithm(algorithm).build().certificate();
  }

  @ParameterizedTest
  @CsvSource({
    "SHA256withRSA, 1.2.840.113549.1.1.11",
    "SHA384withRSA, 1.2.840.113549.1.1.12",
    "SHA512withRSA, 1.2.840.113549.1.1.13",
    "SHA3-256withRSA, 2.16.840.1.101.3.4.3.14",
    "SHA256withRSAandMGF1, 1.2.840.113549.1.1.10",
    "SHA512withRSAandMGF1, 1.2.840.113549.1.1.10"
  })
  void strongRsaSignaturesVerify(String name, String oid) {
    SignatureAlgorithm algorithm = signed(RSA, name).signatureAlgorithm();

    assertThat(algorithm.name()).isEqualTo(name);
    assertThat(algorithm.oid()).isEqualTo(oid);
    assertThat(algorithm.weak()).isFalse();
    assertThat(signed(RSA, name).selfSigned()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"SHA256withECDSA", "SHA384withECDSA", "SHA512withECDSA", "SHA3-256withECDSA"})
  void strongEcdsaSignaturesVerify(String name) {
    Certificate certificate = signed(TestKeys.p256(), name);

    assertThat(certificate.signatureAlgorithm().name()).isEqualTo(name);
    assertThat(certificate.selfSigned()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"Ed25519", "Ed448", "ML-DSA-44", "ML-DSA-65", "ML-DSA-87"})
  void signaturesNamedAfterTheirKeyVerify(String name) {
    Certificate certificate = signed(TestKeys.of(name), name);

    assertThat(certificate.signatureAlgorithm().name()).isEqualTo(name);
    assertThat(certificate.selfSigned()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"MD2withRSA", "MD5withRSA", "SHA1withRSA", "SHA1withRSAandMGF1"})
  void brokenDigestsAreWeakEvenIfTheSignatureVerifies(String name) {
    assertThat(signed(RSA, name).signatureAlgorithm().weak()).isTrue();
    assertThat(signed(RSA, name).selfSigned()).isTrue();
  }

  @Test
  void anAlgorithmThatJavaNoLongerHasIsNotChecked() {
    SignatureAlgorithm md4 = read("1.2.840.113549.1.1.3", DERNull.INSTANCE);
    SubjectPublicKey key = signed(RSA, "SHA256withRSA").key();

    assertThat(md4.name()).isEqualTo("MD4withRSA");
    assertThat(md4.weak()).isTrue();
    assertThat(SignatureCheck.of(key, md4, new byte[1], new byte[256]))
        .isEqualTo(SignatureCheck.UNCHECKED);
  }

  @Test
  void aSignatureByAnAlgorithmOfAnotherKeyIsBad() {
    AlgorithmIdentifier ecdsa =
        new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.840.10045.4.3.2"));
    Certificate certificate = signed(RSA, "SHA256withRSA");

    assertThat(
            SignatureCheck.of(
                certificate.key(),
                SignatureAlgorithm.read(ecdsa.toASN1Primitive()),
                new byte[1],
                new byte[1]))
        .isEqualTo(SignatureCheck.BAD);
  }

  @Test
  void aSignatureByAnUnknownAlgorithmIsBad() {
    assertThat(
            SignatureCheck.of(
                TestCertificate.of("node_a").certificate().key(),
                read("1.2.3"),
                new byte[1],
                new byte[1]))
        .isEqualTo(SignatureCheck.BAD);
  }

  @Test
  void anEmptySignatureIsBad() {
    assertThat(
            builder("node_a")
                .signatureTampered(signature -> new byte[0])
                .build()
                .certificate()
                .selfSignature())
        .isEqualTo(SignatureCheck.BAD);
  }

  @Test
  void aSignatureOfTwoZerosIsBad() {
    assertThat(
            builder("node_a")
                .signatureTampered(signature -> new byte[] {0x30, 6, 2, 1, 0, 2, 1, 0})
                .build()
                .certificate()
                .selfSignature())
        .isEqualTo(SignatureCheck.BAD);
  }

  @Test
  void anUnknownAlgorithmIsCalledByItsOid() {
    assertThat(read("1.2.3", DERNull.INSTANCE).name()).isEqualTo("1.2.3");
  }

  @Test
  void parametersThatAnAlgorithmDoesNotTakeAreMalformed() {
    assertThatThrownBy(() -> read("1.3.101.112", DERNull.INSTANCE)).hasMessageContaining("Ed25519");
    assertThatThrownBy(() -> read("1.2.840.113549.1.1.11", new ASN1Integer(1)))
        .hasMessageContaining("SHA256withRSA");
  }

  @Test
  void nullIsTakenWhereLibrariesWriteIt() {
    assertThat(read("1.2.840.113549.1.1.11", DERNull.INSTANCE).name()).isEqualTo("SHA256withRSA");
    assertThat(read("1.2.840.10045.4.3.2", DERNull.INSTANCE).name()).isEqualTo("SHA256withECDSA");
  }

  @Test
  void pssNeedsItsParameters() {
    assertThatThrownBy(() -> read(PKCSObjectIdentifiers.id_RSASSA_PSS.getId()))
        .hasMessageContaining("lacks its parameters");
  }

  @Test
  void pssWithItsDefaultParametersIsSha1() {
    SignatureAlgorithm algorithm =
        read(PKCSObjectIdentifiers.id_RSASSA_PSS.getId(), new DERSequence());

    assertThat(algorithm.name()).isEqualTo("SHA1withRSAandMGF1");
    assertThat(algorithm.weak()).isTrue();
  }

  @Test
  void pssWithAnotherMaskIsMalformed() {
    RSASSAPSSparams params =
        new RSASSAPSSparams(
            RSASSAPSSparams.DEFAULT_HASH_ALGORITHM,
            new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.3")),
            new ASN1Integer(20),
            new ASN1Integer(1));

    assertThatThrownBy(() -> read(PKCSObjectIdentifiers.id_RSASSA_PSS.getId(), params))
        .hasMessageContaining("MGF1");
  }

  @Test
  void threePartsAreNoAlgorithm() {
    assertThatThrownBy(() -> read("1.2.3", DERNull.INSTANCE, DERNull.INSTANCE))
        .isInstanceOf(MalformedException.class);
  }
}
