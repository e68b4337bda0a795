package org.certdrop.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.certdrop.files.Folders;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.TestCertificate;

/** What most homes of tests begin with. */
public final class TestHomes {
  private TestHomes() {}

  /** Copies the shipped routes into a home. */
  public static void copyRoutes(Path home) throws IOException {
    Path routes = Files.createDirectories(home.resolve("routes"));
    for (Path route : Folders.children(Path.of("routes"))) {
      Files.copy(route, routes.resolve(route.getFileName()));
    }
  }

  /**
   * Puts a certificate and its key there: for a home without them certdrop makes an RSA key,
   * slowly.
   */
  public static void putPair(Path home, TestCertificate own) throws IOException {
    Path identity = Files.createDirectories(home.resolve("etc/identity"));
    Files.setPosixFilePermissions(identity, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(identity.resolve("component.pem"), own.pem());
    Path key = identity.resolve("component.key");
    Files.writeString(key, PrivateKeys.pem(own.keyPair().getPrivate()));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
  }

  /** The certificate of a party, from 2020 to 2099. */
  public static TestCertificate lasting(String party) {
    return TestCertificate.builder(party)
        .notBefore(Instant.parse("2020-01-01T00:00:00Z"))
        .notAfter(TestCertificate.FAR_FUTURE)
        .build();
  }
}
