package org.certdrop.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.certdrop.text.Progress;
import org.certdrop.x509.Fingerprint;
import org.certdrop.x509.TestCertificate;
import org.certdrop.x509.TestKeys;
import org.certdrop.x509.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustStoreTest {
  @TempDir Path directory;
  private ExportedParties parties;
  private byte[] content;
  private Path file;

  @BeforeEach
  void export() throws IOException {
    parties =
        new Federation(directory.resolve("var"))
            .with("node_A", "node_b")
            .with(
                "node_ed",
                TestCertificate.builder("node_ed").key(TestKeys.of("Ed448")).build(),
                Federation.endpoint("10.1.0.3", 1))
            .parties();
    content = store(Password.USUAL);
    file = Files.write(directory.resolve("parties.p12"), content);
  }

  private byte[] store(Password password) {
    return TrustStore.of(parties.all(), password, Progress.UNHEARD)
        .orElseThrow(bad -> new IllegalStateException(bad.problem()));
  }

  private static KeyStore opened(byte[] content, String password) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(content), password.toCharArray());
    return store;
  }

  @Test
  void javaTrustsEachUnderItsPartysId() throws Exception {
    KeyStore store = opened(content, "changeit");
    assertThat(Collections.list(store.aliases()))
        .containsExactlyInAnyOrder("node_a", "node_b", "node_ed");
    assertThat(store.isCertificateEntry("node_b")).isTrue();
    assertThat(store.getCertificate("node_b").getEncoded())
        .satisfies(der -> assertThat(Fingerprint.of(der)).isEqualTo(parties.all().get(1).sha256()));
  }

  @Test
  void anotherPasswordOpensItIfItIsGiven() throws Exception {
    byte[] other = store(new Password("correct horse"));
    assertThat(opened(other, "correct horse").size()).isEqualTo(3);
    assertThatThrownBy(() -> opened(other, "changeit")).isInstanceOf(IOException.class);
  }

  @Test
  void keytoolListsTrustedCertificates() {
    Tool.Answer answer =
        Tool.named("keytool")
            .run("-J-Duser.language=en", "-list", "-keystore", file, "-storepass", "changeit");
    assertThat(answer.code()).as(answer.text()).isZero();
    assertThat(answer.lines()).filteredOn(line -> line.contains("trustedCertEntry")).hasSize(3);
  }

  @Test
  void opensslReadsTheCertificatesAndFindsNoKey() {
    Tool.Answer answer =
        Tool.named("openssl").run("pkcs12", "-in", file, "-nodes", "-passin", "pass:changeit");
    assertThat(answer.code()).as(answer.text()).isZero();
    assertThat(answer.lines())
        .filteredOn(line -> line.equals("-----BEGIN CERTIFICATE-----"))
        .hasSize(3);
    assertThat(answer.text()).doesNotContain("PRIVATE KEY");
  }

  @Test
  void eachPartyInItIsTold() {
    List<String> heard = new ArrayList<>();
    TrustStore.of(
        parties.all(),
        Password.USUAL,
        (things, done, total) -> heard.add(done + " of " + total + " " + things));
    assertThat(heard).containsExactly("1 of 3 parties", "2 of 3 parties", "3 of 3 parties");
  }
}
