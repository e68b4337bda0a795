package org.certdrop.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EncodedKeysTest {
  private static final KeyPair RSA = TestKeys.rsa(2048);

  private static boolean isFound(String text) {
    return PemDocument.read(text.getBytes(StandardCharsets.US_ASCII)).holdsPrivateKey();
  }

  private static String written(Object object) throws Exception {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }

  private static String encrypted() throws Exception {
    return written(
        new JcaPKCS8Generator(
            RSA.getPrivate(),
            new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                .setProvider(BouncyCastle.PROVIDER)
                .setPassword("secret".toCharArray())
                .build()));
  }

  /** PKCS#8, PKCS#1, SEC 1 and encrypted PKCS#8. */
  static Stream<String> keys() throws Exception {
    return Stream.of(
            PrivateKeys.pem(RSA.getPrivate()),
            PrivateKeys.pem(TestKeys.p256().getPrivate()),
            PrivateKeys.pem(TestKeys.of("Ed25519").getPrivate()),
            PrivateKeys.pem(TestKeys.of("ML-DSA-44").getPrivate()),
            written(RSA.getPrivate()),
            written(TestKeys.p256().getPrivate()),
            encrypted())
        .map(pem -> pem.replaceAll("(?m)^-----.*\\R?", ""));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void aKeyInBase64WithoutItsBoundariesIsFound(String lines) {
    String whole = lines.replaceAll("\\s", "");
    assertThat(isFound(lines)).as("as between its boundaries").isTrue();
    assertThat(isFound(whole)).as("on one line").isTrue();
    assertThat(isFound("{\"key\":\"" + whole + "\"}")).as("in a text").isTrue();
    assertThat(isFound("\ufeffkey=" + whole)).as("after a sign").isTrue();
    assertThat(isFound(whole.substring(0, 24))).as("cut off").isTrue();
    assertThat(isFound(whole.replaceAll("(.{7})", "$1\r\n "))).as("in short lines").isTrue();
    assertThat(isFound("A" + whole)).as("inside a longer run").isFalse();
  }

  @Test
  void whatIsNoPrivateKeyIsNone() throws Exception {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(TestKeys.p256().getPrivate());
    signature.update((byte) 1);
    for (byte[] der :
        List.of(
            TestCertificate.of("node_a").certificate().der(),
            RSA.getPublic().getEncoded(),
            TestKeys.p256().getPublic().getEncoded(),
            signature.sign())) {
      assertThat(isFound(Base64.getEncoder().encodeToString(der))).isFalse();
      assertThat(isFound(Base64.getMimeEncoder().encodeToString(der))).isFalse();
    }
    assertThat(isFound("M")).isFalse();
    assertThat(isFound("MI")).isFalse();
    assertThat(isFound("My name is Mary; MIIEvQ is how a key begins")).isFalse();
  }

  /** A signature with a certificate in it may have its signer at the beginning of a line. */
  @Test
  void theSignerOfASignatureIsNoPrivateKey() throws Exception {
    X509CertificateHolder certificate =
        new X509CertificateHolder(TestCertificate.of("node_a").certificate().der());
    CMSSignedDataGenerator signing = new CMSSignedDataGenerator();
    signing.addSignerInfoGenerator(
        new JcaSimpleSignerInfoGeneratorBuilder()
            .setProvider(BouncyCastle.PROVIDER)
            .build("SHA256withRSA", RSA.getPrivate(), certificate));
    SignerInformation signer =
        signing
            .generate(new CMSProcessableByteArray(new byte[1]))
            .getSignerInfos()
            .iterator()
            .next();

    byte[] der = signer.toASN1Structure().getEncoded();
    assertThat(isFound(Base64.getMimeEncoder().encodeToString(der))).isFalse();
  }
}
