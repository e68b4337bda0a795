package org.certdrop.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.certdrop.identity.OwnParties.NODE;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.TestCertificate;
import org.certdrop.x509.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class HeldCertificateTest {
  private static final TestCertificate OWN = TestCertificate.of(NODE);
  private static final String KEY = PrivateKeys.pem(OWN.keyPair().getPrivate());

  @TempDir Path folder;

  private IdentityException refusal(String certificate, String key) throws IOException {
    Files.writeString(folder.resolve("component.pem"), certificate);
    if (key != null) {
      Files.writeString(folder.resolve("component.key"), key);
    }
    return refusal();
  }

  private IdentityException refusal() {
    IdentityException refusal =
        catchThrowableOfType(
            IdentityException.class,
            () ->
                HeldCertificate.read(
                    folder.resolve("component.pem"), folder.resolve("component.key")));
    assertThat(refusal.hint()).isNotEmpty();
    assertThat(refusal.getMessage()).endsWith(".").doesNotEndWith("..").contains(folder.toString());
    return refusal;
  }

  @Test
  void aMatchingPairIsHeld() throws Exception {
    Files.write(folder.resolve("component.pem"), OWN.file());
    Files.writeString(folder.resolve("component.key"), KEY);

    HeldCertificate held =
        HeldCertificate.read(folder.resolve("component.pem"), folder.resolve("component.key"))
            .orElseThrow();

    assertThat(held.privateKey()).isPresent();
    assertThat(held).hasToString(OWN.certificate().fingerprint().toString());
  }

  @Test
  void noFilesAreNothing() throws Exception {
    assertThat(HeldCertificate.read(folder.resolve("a.pem"), folder.resolve("a.key"))).isEmpty();
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() throws Exception {
    String other = PrivateKeys.pem(TestKeys.p256().getPrivate());

    assertThat(refusal(OWN.pem(), other)).hasMessageContaining("does not belong to");
  }

  @Test
  void anEncryptedKeyIsRefused() throws Exception {
    StringWriter pem = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(pem)) {
      writer.writeObject(
          OWN.keyPair().getPrivate(),
          new JcePEMEncryptorBuilder("AES-128-CBC")
              .setProvider(new BouncyCastleProvider())
              .build("secret".toCharArray()));
    }

    assertThat(refusal(OWN.pem(), pem.toString())).hasMessageContaining("encrypted");
  }

  @Test
  void aKeyFileWithoutAKeyIsRefused() throws Exception {
    assertThat(refusal(OWN.pem(), "garbage")).hasMessageContaining("component.key");
  }

  @Test
  void anEmptyKeyFileIsRefused() throws Exception {
    assertThat(refusal(OWN.pem(), "")).hasMessageContaining("component.key");
  }

  @Test
  void aCertificateFileWithoutACertificateIsRefused() throws Exception {
    assertThat(refusal("garbage", null)).hasMessageContaining("component.pem");
  }

  @Test
  void twoCertificatesAreRefused() throws Exception {
    assertThat(refusal(OWN.pem() + OWN.pem(), null)).hasMessageContaining("2 CERTIFICATE blocks");
  }

  @Test
  void halfACertificateIsRefused() throws Exception {
    assertThat(refusal(OWN.pem().substring(0, 300), null)).hasMessageContaining("cannot be used");
  }

  @Test
  void aCertificateWhoseDerIsCutIsRefused() throws Exception {
    byte[] half = Arrays.copyOf(OWN.der(), 200);

    assertThat(refusal(TestCertificate.pem("CERTIFICATE", half), null))
        .hasMessageContaining("cannot be used");
  }

  @Test
  void aKeyInTheCertificateFileIsRefused_andNotQuoted() throws Exception {
    assertThat(refusal(KEY + OWN.pem(), null))
        .hasMessageContaining("holds a private key")
        .hasMessageNotContaining(KEY.lines().skip(1).findFirst().orElseThrow());
  }

  @Test
  void aWeakKeyIsRefusedForWhatItIs() throws Exception {
    String weak = TestCertificate.builder(NODE).key(TestKeys.rsa(1024)).build().pem();

    assertThat(refusal(weak, null)).hasMessageContaining("RSA 1024");
  }

  @Test
  void aFolderInThePlaceOfAFileIsRefused() throws Exception {
    Files.createDirectory(folder.resolve("component.pem"));

    assertThat(refusal()).hasMessageContaining("no regular file");
  }

  @Test
  void aDanglingLinkIsNotTakenForAnAbsentFile() throws Exception {
    Files.createSymbolicLink(folder.resolve("component.pem"), folder.resolve("nowhere"));

    assertThat(refusal()).hasMessageContaining("no regular file");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileThatCannotBeReadIsRefused() throws Exception {
    // A regular file whose first octet nobody can read, root included.
    Files.createSymbolicLink(folder.resolve("component.pem"), Path.of("/proc/self/mem"));

    assertThat(refusal())
        .hasMessageContaining("cannot be read")
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void aHugeFileIsNotReadToItsEnd() throws Exception {
    assertThat(refusal("x".repeat(64 * 1024 + 1), null)).hasMessageContaining("64 KiB");
  }

  @Test
  void aLoneKeyIsRefused() throws Exception {
    Files.writeString(folder.resolve("component.key"), KEY);

    assertThat(refusal()).hasMessageContaining("no certificate beside it");
  }
}
