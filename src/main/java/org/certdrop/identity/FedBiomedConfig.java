package org.certdrop.identity;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.certdrop.party.Component;
import org.certdrop.party.Endpoint;
import org.certdrop.text.Printable;

/**
 * What the configuration of a Fed-BioMed component, its {@code config.ini}, says about this party.
 * Since 5.0 the certificate stands in the section {@code certificate}; 4.x has it in {@code
 * mpspdz}, and there an address and a port, too. The {@code host} and {@code port} that a
 * researcher of 6.x has in {@code server} are where its nodes connect to; they are not read.
 *
 * @param file the file
 * @param id {@code id} in {@code default}
 * @param component {@code component} in {@code default}
 * @param ip {@code mpspdz_ip} in {@code mpspdz}, with 127.0.0.1 for {@code localhost}
 * @param port {@code mpspdz_port} in {@code mpspdz}
 * @param certificate the certificate's file, {@code public_key}
 * @param key the private key's file, {@code private_key}
 * @param saysLocalhost whether the file has the name {@code localhost} where the address should be
 */
public record FedBiomedConfig(
    Path file,
    Optional<Entry> id,
    Optional<Entry> component,
    Optional<Entry> ip,
    Optional<Entry> port,
    Path certificate,
    Path key,
    boolean saysLocalhost) {
  static final String NEWER = "certificate";
  static final String OLDER = "mpspdz";
  private static final String LOCALHOST = "localhost";

  /**
   * An option of the file.
   *
   * @param name where it stands, such as {@code [default] id}
   * @param value what it says, not yet checked
   */
  public record Entry(String name, String value) {}

  /** None of them may be null. */
  public FedBiomedConfig {
    Objects.requireNonNull(file);
    Objects.requireNonNull(certificate);
    Objects.requireNonNull(key);
  }

  /**
   * Reads a configuration.
   *
   * @param file its path; relative paths in it start at its folder, as Fed-BioMed resolves them
   * @throws IdentityException if it cannot be read, is no INI file, or names no certificate and key
   */
  public static FedBiomedConfig read(Path file) throws IdentityException {
    FedBiomedConfigFile options = FedBiomedConfigFile.open(file);
    String section = options.entry(NEWER, "public_key").isPresent() ? NEWER : OLDER;
    Optional<Entry> ip = options.entry(OLDER, "mpspdz_ip");
    boolean localhost = ip.filter(entry -> isLocalhost(entry.value())).isPresent();
    return new FedBiomedConfig(
        file,
        options.entry("default", "id"),
        options.entry("default", "component"),
        localhost ? ip.map(entry -> new Entry(entry.name(), "127.0.0.1")) : ip,
        options.entry(OLDER, "mpspdz_port"),
        options.path(section, "public_key"),
        options.path(section, "private_key"),
        localhost);
  }

  private static boolean isLocalhost(String address) {
    return address.toLowerCase(Locale.ROOT).equals(LOCALHOST);
  }

  /**
   * A warning that the file has {@code localhost} where this party's address should be.
   *
   * @param own the own endpoint, which may come from elsewhere
   */
  public Optional<IdentityWarning> localhost(Optional<Endpoint> own) {
    return own.filter(endpoint -> saysLocalhost && endpoint.ip().isLoopback())
        .map(
            endpoint ->
                new IdentityWarning(
                    IdentityWarning.Kind.LOOPBACK_ENDPOINT,
                    "mpspdz_ip is localhost in "
                        + shown(file)
                        + ", as Fed-BioMed writes it; it is read as 127.0.0.1.",
                    "Set mpspdz_ip there, or certdrop.ip in etc/certdrop.properties, to the address"
                        + " at which the other parties reach this one."));
  }

  /** Fed-BioMed's own command for a new certificate, of the versions with such a file. */
  String generateCommand() {
    String role =
        component
            .filter(entry -> Component.RESEARCHER.name().equalsIgnoreCase(entry.value()))
            .map(entry -> "researcher")
            .orElse("node");
    return "./scripts/fedbiomed_run "
        + role
        + " certificate generate --force (Fed-BioMed 4.0 to 5.3) or fedbiomed "
        + role
        + " certificate generate (5.4 to 6.3)";
  }

  private static String shown(Path file) {
    return Printable.of(file.toString());
  }
}
