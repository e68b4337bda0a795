package org.certdrop.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.certdrop.home.PageSettings.TlsFiles;
import org.certdrop.home.StartException;
import org.certdrop.service.LoggedLines;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.TestCertificate;
import org.certdrop.x509.TestKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page's own certificate and key, as a person who runs it names them. */
@Timeout(60)
class TlsTest {
  private static final TestCertificate PAGE = page(TestKeys.p256(), TestCertificate.FAR_FUTURE);

  @TempDir Path directory;
  private Path certificate;
  private Path key;

  private static TestCertificate page(KeyPair keys, Instant end) {
    return TestCertificate.builder("page")
        .key(keys)
        .notBefore(Instant.parse("2020-01-01T00:00:00Z"))
        .notAfter(end)
        .extension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")))
        .build();
  }

  @BeforeEach
  void write() throws IOException {
    certificate = directory.resolve("page.pem");
    key = directory.resolve("page.key");
    write(PAGE);
  }

  private void write(TestCertificate page) throws IOException {
    Files.writeString(certificate, page.pem());
    Files.writeString(key, PrivateKeys.pem(page.keyPair().getPrivate()));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
  }

  private void failsBecause(String why) {
    assertThatThrownBy(() -> Tls.of(new TlsFiles(certificate, key)))
        .isInstanceOf(StartException.class)
        .hasMessageContainingAll(why, "certdrop.http.tls.certificate", "certdrop.http.tls.key");
  }

  @Test
  void aFileThatIsMissingIsNamed() throws Exception {
    Files.delete(key);
    failsBecause(key + " is not there");
    write(PAGE);
    Files.delete(certificate);
    failsBecause(certificate + " is not there");
  }

  @Test
  void aKeyOfAnotherCertificateIsFoundAtTheStart() throws Exception {
    Files.writeString(key, PrivateKeys.pem(TestCertificate.of("other").keyPair().getPrivate()));
    failsBecause("not the key of the first certificate");
    Files.writeString(key, PrivateKeys.pem(TestKeys.rsa(2048).getPrivate()));
    failsBecause("not the key of the first certificate");
  }

  @Test
  void anEncryptedKeyIsCalledSo() throws Exception {
    Files.writeString(key, TestCertificate.pem("ENCRYPTED PRIVATE KEY", encrypted()));
    failsBecause("encrypted");
  }

  private static byte[] encrypted() throws Exception {
    return new JcaPKCS8Generator(
            PAGE.keyPair().getPrivate(),
            new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                .setProvider(new BouncyCastleProvider())
                .setPassword("secret".toCharArray())
                .build())
        .generate()
        .getContent();
  }

  @Test
  void whatIsNoCertificateOrNoKeyIsSaidWithoutItsContent() throws Exception {
    Files.writeString(certificate, "hello, world");
    failsBecause(certificate.toString());
    Files.writeString(certificate, "");
    failsBecause("holds no certificate");
    write(PAGE);
    Files.writeString(key, PAGE.pem());
    failsBecause("holds no private key");
    Files.writeString(key, TestCertificate.pem("PRIVATE KEY", "secret".getBytes(UTF_8)));
    assertThatThrownBy(() -> Tls.of(new TlsFiles(certificate, key)))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("cannot be read")
        .hasMessageNotContaining("c2VjcmV0");
  }

  @Test
  void aKeyOfRsaFits() throws Exception {
    write(page(TestKeys.rsa(2048), TestCertificate.FAR_FUTURE));

    assertThat(Tls.of(new TlsFiles(certificate, key)).getIncludeProtocols())
        .containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
  }

  @Test
  void ofACertificateThatHasEndedAndAKeyThatAllCanReadTheLogWarns() throws Exception {
    write(page(TestKeys.p256(), Instant.parse("2021-01-01T00:00:00Z")));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    try (LoggedLines log = new LoggedLines(Tls.class)) {
      Tls.of(new TlsFiles(certificate, key));

      assertThat(log.lines()).hasSize(2).allMatch(line -> line.startsWith("WARN "));
      assertThat(log.lines().get(0)).contains("2021-01-01", "browsers warn");
      assertThat(log.lines().get(1)).contains("chmod o-r");
    }
  }

  @Test
  void aSoundPairWarnsOfNothing() throws Exception {
    try (LoggedLines log = new LoggedLines(Tls.class)) {
      Tls.of(new TlsFiles(certificate, key));

      assertThat(log.lines()).isEmpty();
    }
  }

  private static HttpClient client() throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(
        "page",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(PAGE.der())));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  @Test
  void aPersonSignsInByHttps() throws Exception {
    try (ServedHome home =
        ServedHome.make(
                directory.resolve("home"),
                "certdrop.http.actions=true",
                "certdrop.http.tls.certificate=" + certificate,
                "certdrop.http.tls.key=" + key)
            .start()) {
      URI page = URI.create("https://127.0.0.1:" + home.address().getPort() + "/");
      HttpClient browser = client();
      HttpRequest form =
          SignedIn.form(
                  page.resolve("/sign-in"), Map.of("token", SignedIn.token(home), "name", "Ana"))
              .header("Origin", page.toString().replaceFirst("/$", ""))
              .build();
      HttpResponse<String> answer = browser.send(form, HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(303);
      assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
          .startsWith("__Host-certdrop-")
          .contains("; Secure");
      HttpRequest look =
          HttpRequest.newBuilder(page).header("Cookie", SignedIn.cookieOf(answer)).build();
      assertThat(browser.send(look, HttpResponse.BodyHandlers.ofString()).body())
          .contains("Sign out");
    }
  }
}
