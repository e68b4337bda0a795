package org.certdrop.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.Offer;
import org.certdrop.registry.Registry;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that shows a certificate, and the options of the URL that docs/postgresql.md says. */
@Timeout(120)
class DatabaseTlsTest {

  @TempDir static Path folder;
  private static OwnPostgres server;
  private static Path root;

  @BeforeAll
  static void aServerWithACertificate() throws Exception {
    TestCertificate ca = ca("Hospital CA");
    TestCertificate shown =
        TestCertificate.builder("db")
            .issuedBy(ca)
            .notAfter(TestCertificate.FAR_FUTURE)
            .extension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")))
            .build();
    root = Files.writeString(folder.resolve("db-ca.pem"), ca.pem());
    Path certificate = Files.writeString(folder.resolve("server.crt"), shown.pem());
    Path key = folder.resolve("server.key");
    Files.writeString(key, PrivateKeys.pem(shown.keyPair().getPrivate()));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    server =
        new OwnPostgres(folder.resolve("data"))
            .with("ssl", "on")
            .with("ssl_cert_file", certificate.toString())
            .with("ssl_key_file", key.toString())
            .start();
    PostgresServer.prepare(server.ownersUrl());
  }

  private static TestCertificate ca(String name) {
    return TestCertificate.ca(name).notAfter(TestCertificate.FAR_FUTURE).build();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  private static Registry open(String url, Path trusted) throws IOException {
    String options = "?sslmode=verify-full&sslrootcert=" + trusted;
    return Registry.open(
        new SqlStore(folder.resolve("home"), PostgresServer.database(url + options, "r")),
        new PartyId("researcher_me"),
        () -> AdmissionPolicy.AUTOMATIC,
        Clock.systemUTC());
  }

  @Test
  void aServerWhoseCertificateAndNameAreRightIsWrittenToInCipher() throws Exception {
    try (Registry registry = open(server.url(), root)) {
      registry.decide(Offer.of("node_a").by("S1"));
      assertThat(registry.view().active()).isNotEmpty();
      try (Connection owner = DriverManager.getConnection(server.ownersUrl());
          Statement statement = owner.createStatement();
          ResultSet others =
              statement.executeQuery(
                  "select bool_and(ssl) from pg_stat_ssl join pg_stat_activity using (pid)"
                      + " where usename = '"
                      + PostgresServer.ROLE
                      + "'")) {
        others.next();
        assertThat(others.getBoolean(1)).isTrue();
      }
    }
  }

  @Test
  void aServerOfAnotherNameIsAFault() {
    assertThatThrownBy(() -> open(server.url().replace("localhost", "127.0.0.1"), root))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("127.0.0.1")
        .hasMessageContaining("could not be verified");
  }

  @Test
  void aServerWithACertificateOfAnotherCaIsAFault() throws Exception {
    Path other = Files.writeString(folder.resolve("other-ca.pem"), ca("Other CA").pem());
    assertThatThrownBy(() -> open(server.url(), other))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining(
            "is from no CA in the file that certdrop.registry.url names as sslrootcert");
  }

  @Test
  void aRootThatIsNotThereIsAFaultThatNamesIt() {
    Path absent = folder.resolve("absent.pem");
    assertThatThrownBy(() -> open(server.url(), absent))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining(absent.toString());
  }

  @Test
  void aServerWithoutTlsIsAFault() throws Exception {
    assertThatThrownBy(() -> open(PostgresServer.url(), root))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("does not support SSL");
  }
}
