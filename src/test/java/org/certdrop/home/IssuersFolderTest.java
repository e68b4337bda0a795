package org.certdrop.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IssuersFolderTest {
  private static final TestCertificate CA = TestCertificate.ca("Some CA").build();
  private static final Certificate ISSUED =
      TestCertificate.builder("node_a").issuedBy(CA).build().certificate();

  @TempDir Path folder;

  private boolean vouches() throws Exception {
    return IssuersFolder.read(folder).vouchesFor(ISSUED, TestCertificate.NOW);
  }

  @Test
  void aCertificateInTheFolderVouchesForWhatItIssued() throws Exception {
    Files.writeString(folder.resolve("ca.pem"), CA.pem());
    assertThat(vouches()).isTrue();
  }

  @Test
  void aLinkOfTheOperatorIsFollowed() throws Exception {
    Path mounted = Files.createDirectory(folder.resolve("..data"));
    Files.writeString(mounted.resolve("ca.pem"), CA.pem());
    Files.createSymbolicLink(folder.resolve("ca.pem"), mounted.resolve("ca.pem"));
    assertThat(vouches()).isTrue();
  }

  @Test
  void oneFileMayHoldSeveralCertificates() throws Exception {
    Files.writeString(
        folder.resolve("cas.crt"), TestCertificate.ca("Other CA").build().pem() + CA.pem());
    assertThat(vouches()).isTrue();
  }

  @Test
  void anEmptyOrAbsentFolderVouchesForNobody() throws Exception {
    assertThat(vouches()).isFalse();
    assertThat(IssuersFolder.read(folder.resolve("absent")).vouchesFor(ISSUED, TestCertificate.NOW))
        .isFalse();
  }

  @Test
  void filesOfOtherNamesAreLeftAlone() throws Exception {
    Files.writeString(folder.resolve("README.md"), "what lies here");
    assertThat(vouches()).isFalse();
  }

  @Test
  void aFileWithoutASoundCertificateIsNamed() throws Exception {
    Files.writeString(folder.resolve("broken.pem"), "hello");
    assertThatThrownBy(this::vouches)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("broken.pem");
  }
}
