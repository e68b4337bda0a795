package org.certdrop.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.TestCertificate;

/**
 * The folder {@code etc} of a Fed-BioMed component, for tests: configuration, certificate and key
 * as the versions lay them out, in our own words where they are not fixed.
 *
 * @param config the configuration
 * @param certificate the certificate's file
 * @param key the private key's file
 */
public record FedbiomedFiles(Path config, Path certificate, Path key) {
  /** A component of 4.x, with address and port. */
  public static FedbiomedFiles of4(Path etc, TestCertificate certificate, String id, String ip) {
    FedbiomedFiles files =
        new FedbiomedFiles(
            etc.resolve("config_node.ini"),
            etc.resolve("certs/cert_" + id + "/MPSPDZ_certificate.pem"),
            etc.resolve("certs/cert_" + id + "/MPSPDZ_certificate.key"));
    return files.write(
        certificate,
        """
        [default]
        id = %1$s
        component = %2$s

        [mpspdz]
        private_key = certs/cert_%1$s/MPSPDZ_certificate.key
        public_key = certs/cert_%1$s/MPSPDZ_certificate.pem
        mpspdz_ip = %3$s
        mpspdz_port = 14007
        """
            .formatted(id, component(id), ip));
  }

  /**
   * A component of 6.x, which names no address of its own: a node's certificate is called {@code
   * FBM_certificate}, a researcher's {@code server_certificate}, since its nodes connect to that.
   */
  public static FedbiomedFiles of6(Path etc, TestCertificate certificate, String id) {
    boolean node = component(id).equals("NODE");
    String name = "certs/" + (node ? "FBM" : "server") + "_certificate";
    FedbiomedFiles files =
        new FedbiomedFiles(
            etc.resolve("config.ini"), etc.resolve(name + ".pem"), etc.resolve(name + ".key"));
    return files.write(
        certificate,
        """
        [default]
        id = %1$s
        component = %2$s
        db = ../var/db_%1$s.json

        [certificate]
        private_key = %3$s.key
        public_key = %3$s.pem

        %4$s
        """
            .formatted(
                id,
                component(id),
                name,
                node
                    ? "[researcher]\nip = localhost\nport = 50051"
                    : "[server]\nhost = 10.1.1.1\nport = 50051"));
  }

  private static String component(String id) {
    return id.toLowerCase(java.util.Locale.ROOT).startsWith("node") ? "NODE" : "RESEARCHER";
  }

  private FedbiomedFiles write(TestCertificate pair, String ini) {
    try {
      Files.createDirectories(certificate.getParent());
      Files.setPosixFilePermissions(
          certificate.getParent(), PosixFilePermissions.fromString("rwx------"));
      Files.writeString(config, ini);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    renew(pair);
    return this;
  }

  /** Puts another pair into the same files, as {@code certificate generate --force} does. */
  public void renew(TestCertificate pair) {
    try {
      Files.writeString(certificate, pair.pem());
      Files.writeString(key, PrivateKeys.pem(pair.keyPair().getPrivate()));
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes the configuration's text. */
  public FedbiomedFiles edit(String from, String to) {
    try {
      String text = Files.readString(config);
      if (!text.contains(from)) {
        throw new IllegalArgumentException(from + " is not in " + text);
      }
      Files.writeString(config, text.replace(from, to));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A component of the releases with mutual authentication.
   *
   * @param host where a node looks for its researcher, or a researcher listens
   * @param mutual what the configuration says of mutual authentication
   */
  public static FedbiomedFiles ofMutual(
      Path etc, TestCertificate certificate, String id, String host, String mutual) {
    FedbiomedFiles files =
        new FedbiomedFiles(
            etc.resolve("config.ini"),
            etc.resolve("certs/cert.pem"),
            etc.resolve("certs/cert.key"));
    boolean node = component(id).equals("NODE");
    return files.write(
        certificate,
        """
        [default]
        id = %1$s
        component = %2$s
        db = ../var/db_%1$s.json

        [certificate]
        private_key = certs/cert.key
        public_key = certs/cert.pem

        [%3$s]
        %4$s = %5$s
        port = 50051

        [authentication]
        mutual_authentication = %6$s
        """
            .formatted(
                id,
                component(id),
                node ? "researcher" : "server",
                node ? "ip" : "host",
                host,
                mutual));
  }
}
