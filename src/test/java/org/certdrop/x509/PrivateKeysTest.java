package org.certdrop.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certdrop.x509.TestCertificate.builder;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.certdrop.text.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeysTest {
  private static final KeyPair RSA = TestKeys.rsa(2048);

  private static Parsed<PrivateKey> read(String pem) {
    return PrivateKeys.read(pem.getBytes(StandardCharsets.US_ASCII));
  }

  private static PrivateKey good(String pem) {
    assertThat(read(pem)).isInstanceOf(Parsed.Good.class);
    return ((Parsed.Good<PrivateKey>) read(pem)).value();
  }

  private static String problem(String pem) {
    assertThat(read(pem)).isInstanceOf(Parsed.Bad.class);
    return ((Parsed.Bad<PrivateKey>) read(pem)).problem();
  }

  private static String written(Object object) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ed25519", "Ed448", "ML-DSA-44"})
  void pkcs8IsReadBack(String algorithm) {
    KeyPair pair = TestKeys.of(algorithm);

    assertThat(
            PrivateKeys.matches(
                good(PrivateKeys.pem(pair.getPrivate())),
                builder("node_a").key(pair).build().certificate()))
        .isTrue();
  }

  @Test
  void theTraditionalFormOfRsaIsRead() throws IOException {
    String pem = written(RSA.getPrivate());

    assertThat(pem).contains("BEGIN RSA PRIVATE KEY");
    assertThat(PrivateKeys.matches(good(pem), builder("node_a").key(RSA).build().certificate()))
        .isTrue();
  }

  @Test
  void theTraditionalFormOfEcIsReadAfterItsParameters() throws IOException {
    KeyPair pair = TestKeys.p256();
    String pem =
        TestCertificate.pem("EC PARAMETERS", new byte[] {6, 1, 42}) + written(pair.getPrivate());

    assertThat(pem).contains("BEGIN EC PRIVATE KEY");
    assertThat(PrivateKeys.matches(good(pem), builder("node_a").key(pair).build().certificate()))
        .isTrue();
  }

  @Test
  void anEncryptedPkcs8KeyIsSaidToBeEncrypted() throws Exception {
    String pem =
        written(
            new JcaPKCS8Generator(
                RSA.getPrivate(),
                new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                    .setPassword("secret".toCharArray())
                    .setProvider(BouncyCastle.PROVIDER)
                    .build()));

    assertThat(problem(pem)).contains("encrypted");
  }

  @Test
  void anEncryptedTraditionalKeyIsSaidToBeEncrypted() throws Exception {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(
          RSA.getPrivate(),
          new JcePEMEncryptorBuilder("AES-128-CBC")
              .setProvider(BouncyCastle.PROVIDER)
              .build("secret".toCharArray()));
    }

    assertThat(problem(text.toString())).contains("encrypted");
  }

  @Test
  void aFileWithoutAKeyIsSaidToHoldNone() {
    assertThat(problem("")).contains("holds no private key");
    assertThat(problem(TestCertificate.of("node_a").pem())).contains("holds no private key");
  }

  @Test
  void aBrokenKeyCannotBeReadAndIsNotQuoted() {
    assertThat(problem(TestCertificate.pem("PRIVATE KEY", new byte[] {1, 2, 3})))
        .isEqualTo("The private key cannot be read.");
    assertThat(problem("-----BEGIN PRIVATE KEY-----\n!!!\n-----END PRIVATE KEY-----\n"))
        .isEqualTo("The private key cannot be read.");
  }

  @Test
  void aKeyOfAnotherPairDoesNotMatch() {
    Certificate certificate = TestCertificate.of("node_a").certificate();

    assertThat(PrivateKeys.matches(TestKeys.p256().getPrivate(), certificate)).isFalse();
    assertThat(PrivateKeys.matches(RSA.getPrivate(), certificate)).isFalse();
  }

  @Test
  void noKeyMatchesAnUnsupportedOne() {
    KeyPair pair = TestKeys.ec("secp224r1");

    assertThat(PrivateKeys.matches(pair.getPrivate(), builder("a").key(pair).build().certificate()))
        .isFalse();
  }
}
