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
 * mpspdz}, and there an address and a port, too. The {@code host} that a researcher has in {@code
 * server} is where its nodes connect to, which {@link Deployment} tells; it is no endpoint of
 * secure aggregation.
 *
 * @param file the file
 * @param id {@code id} in {@code default}
 * @param component {@code component} in {@code default}
 * @param ip {@code mpspdz_ip} in {@code mpspdz}, with 127.0.0.1 for {@code localhost}
 * @param port {@code mpspdz_port} in {@code mpspdz}
 * @param certificate the certificate's file, {@code public_key}
 * @param key the private key's file, {@code private_key}
 * @param saysLocalhost whether the file has the name {@code localhost} where the address should be
 * @param deployment what it says of database, channel and version
 */
public record FedbiomedConfig(
    Path file,
    Optional<Entry> id,
    Optional<Entry> component,
    Optional<Entry> ip,
    Optional<Entry> port,
    Path certificate,
    Path key,
    boolean saysLocalhost,
    Deployment deployment) {
  static final String NEWER = "certificate";
  static final String OLDER = "mpspdz";
  private static final String AUTHENTICATION = "authentication";
  private static final String MUTUAL = "mutual_authentication";
  private static final String LOCALHOST = "localhost";

  /**
   * An option of the file.
   *
   * @param name where it stands, such as {@code [default] id}
   * @param value what it says, not yet checked
   */
  public record Entry(String name, String value) {}

  /**
   * What the configuration says of the component's database, channel and version.
   *
   * @param profile the family of versions that writes such a configuration
   * @param is4 whether it is one of 4.x, which sends its messages by MQTT
   * @param mutualAuthentication whether both sides of the channel show certificates; empty where
   *     the file does not speak of it
   * @param database {@code db} in {@code default}, from the configuration's folder
   * @param serverHost {@code host} in {@code server}, of a researcher
   * @param researcherHost {@code ip} in {@code researcher}, of a node
   */
  public record Deployment(
      FedbiomedProfile profile,
      boolean is4,
      Optional<Boolean> mutualAuthentication,
      Optional<Path> database,
      Optional<String> serverHost,
      Optional<String> researcherHost) {}

  /** None of them may be null. */
  public FedbiomedConfig {
    Objects.requireNonNull(file);
    Objects.requireNonNull(certificate);
    Objects.requireNonNull(key);
    Objects.requireNonNull(deployment);
  }

  /**
   * Reads a configuration.
   *
   * @param file its path; relative paths in it start at its folder, as Fed-BioMed resolves them
   * @throws IdentityException if it cannot be read, is no INI file, or names no certificate and key
   */
  public static FedbiomedConfig read(Path file) throws IdentityException {
    FedbiomedConfigFile options = FedbiomedConfigFile.open(file);
    String section = options.entry(NEWER, "public_key").isPresent() ? NEWER : OLDER;
    Optional<Entry> ip = options.entry(OLDER, "mpspdz_ip");
    boolean localhost = ip.filter(entry -> isLocalhost(entry.value())).isPresent();
    return new FedbiomedConfig(
        file,
        options.entry("default", "id"),
        options.entry("default", "component"),
        localhost ? ip.map(entry -> new Entry(entry.name(), "127.0.0.1")) : ip,
        options.entry(OLDER, "mpspdz_port"),
        options.path(section, "public_key"),
        options.path(section, "private_key"),
        localhost,
        deployment(options));
  }

  private static Deployment deployment(FedbiomedConfigFile options) throws IdentityException {
    Optional<Boolean> mutual = options.truth(AUTHENTICATION, MUTUAL);
    FedbiomedProfile profile = profile(options, mutual.isPresent());
    return new Deployment(
        profile,
        profile == FedbiomedProfile.V4
            && !options.ini().has("researcher")
            && !options.ini().has("server"),
        mutual,
        options.entry("default", "db").isPresent()
            ? Optional.of(options.path("default", "db").normalize())
            : Optional.empty(),
        options.entry("server", "host").map(Entry::value),
        options.entry("researcher", "ip").map(Entry::value));
  }

  /** Until 5.3 there is a section for secure aggregation; 6.x calls the file config.ini alone. */
  private static FedbiomedProfile profile(FedbiomedConfigFile options, boolean mutual) {
    if (mutual) {
      return FedbiomedProfile.MUTUAL;
    }
    if (options.ini().has(OLDER)) {
      return FedbiomedProfile.V4;
    }
    return options.file().endsWith("config.ini") ? FedbiomedProfile.V6 : FedbiomedProfile.V5;
  }

  /** Whether 4.x wrote it, which keeps the certificate in another section. */
  boolean isOf4() {
    return deployment.is4();
  }

  /** The component's folder, in whose folder {@code etc} the configuration lies. */
  public Path directory() {
    Path folder = file.toAbsolutePath().normalize().getParent();
    return folder.endsWith("etc") ? folder.getParent() : folder;
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
                        + shownFile()
                        + ", as Fed-BioMed writes it; it is read as 127.0.0.1.",
                    "Set mpspdz_ip there, or certdrop.ip in etc/certdrop.properties, to the address"
                        + " at which the other parties reach this one."));
  }

  /** Fed-BioMed's own command for a new certificate of this component. */
  public String generateCommand() {
    FedbiomedCommands commands = FedbiomedCommands.of(deployment.profile(), role(), this);
    // Since 6.0 the command overwrites unasked, and has no such option.
    return commands.certificate(deployment.profile().isScript() ? "generate --force" : "generate");
  }

  /** What the component is; a node unless it says that it is a researcher. */
  public Component role() {
    return component
        .filter(entry -> Component.RESEARCHER.name().equalsIgnoreCase(entry.value()))
        .map(entry -> Component.RESEARCHER)
        .orElse(Component.NODE);
  }

  /** The file's path, fit to be shown. */
  public String shownFile() {
    return Printable.of(file.toString());
  }
}
