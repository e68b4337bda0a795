package org.certdrop.identity;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.certdrop.party.Component;
import org.certdrop.party.Endpoint;
import org.certdrop.party.PartyId;
import org.certdrop.text.Printable;

/**
 * The command lines of Fed-BioMed that act on one component. Forms that were tried with the real
 * program: 4.4.4 {@code node config NAME certificate}, 5.3.0 and 5.4.1 {@code node --config NAME
 * certificate}, 6.3.3 {@code node --path DIR certificate}.
 *
 * @param profile the family of versions
 * @param role the component's kind
 * @param selection the words that name the component, quoted for the shell, with a space before;
 *     empty for the one that Fed-BioMed takes by itself
 */
public record FedbiomedCommands(FedbiomedProfile profile, Component role, String selection) {
  /** Nothing may be null. */
  public FedbiomedCommands {
    Objects.requireNonNull(profile);
    Objects.requireNonNull(role);
    Objects.requireNonNull(selection);
  }

  /** The commands of the component that Fed-BioMed takes where none is named. */
  public static FedbiomedCommands of(FedbiomedProfile profile, Component role) {
    return new FedbiomedCommands(profile, role, "");
  }

  /**
   * The commands of the component that a configuration is of.
   *
   * @param config its configuration, by which Fed-BioMed knows it
   */
  public static FedbiomedCommands of(
      FedbiomedProfile profile, Component role, FedbiomedConfig config) {
    return new FedbiomedCommands(profile, role, " " + selection(profile, config));
  }

  private static String selection(FedbiomedProfile profile, FedbiomedConfig config) {
    Path file = config.file().toAbsolutePath().normalize();
    if (!profile.isScript()) {
      return "--path " + quoted(config.directory().toString());
    }
    // 5.x takes "config NAME" without a word and then uses its default component.
    String option = config.isOf4() ? "config " : "--config ";
    return option + quoted(file.getFileName().toString());
  }

  /**
   * The command that registers a party's certificate.
   *
   * @param file the certificate's file: a word of the shell, quoted where it needs to be
   * @param party whose certificate it is; empty where the certificate says so itself
   * @param endpoint where the party listens; there must be one if this profile wants it
   * @return the command, without a line end
   */
  public String register(String file, Optional<PartyId> party, Optional<Endpoint> endpoint) {
    String option = profile == FedbiomedProfile.MUTUAL ? " -ci " : " -pi ";
    return certificate("register -pk " + file)
        + party.map(id -> option + id).orElse("")
        + (profile.wantsEndpoint() ? address(endpoint.orElseThrow()) : "");
  }

  private static String address(Endpoint at) {
    return " --ip " + at.ip() + " --port " + at.port();
  }

  /** Why this version cannot take the name of the component's configuration; empty if it can. */
  public Optional<String> problem() {
    return profile.isScript() && selection.indexOf('\'') >= 0
        ? Optional.of(
            "Fed-BioMed "
                + profile.versions()
                + " passes the name of its configuration on unquoted, and cannot take"
                + Printable.of(selection)
                + ": rename that file.")
        : Optional.empty();
  }

  /** Where the commands are run, with its preposition. */
  public String place() {
    return selection.isEmpty() || profile.isScript()
        ? "in " + profile.directory(role)
        : "anywhere; it names the component's folder";
  }

  /** A command about certificates, without a line end. */
  public String certificate(String words) {
    return profile.program()
        + " "
        + FedbiomedProfile.word(role)
        + selection
        + " certificate "
        + words;
  }

  /** A word of the shell, whatever is in it; as it is where it needs no quotes. */
  public static String quoted(String text) {
    return text.matches("[A-Za-z0-9_./:@%+,=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
