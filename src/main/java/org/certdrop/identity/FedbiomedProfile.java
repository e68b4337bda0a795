package org.certdrop.identity;

import java.util.Locale;
import java.util.Optional;
import org.certdrop.party.Component;
import org.certdrop.party.Endpoint;
import org.certdrop.party.PartyId;

/** How the versions of Fed-BioMed want a certificate registered on their command line. */
public enum FedbiomedProfile {
  /** 4.0 to 5.3, run from Fed-BioMed's root directory: with address and port. */
  V4("4", "4.0 to 5.3", "./scripts/fedbiomed_run", true),
  /** 5.4 to 6.3, run from the directory that holds the component's folder: without. */
  V6("6", "5.4 to 6.3", "fedbiomed", false);

  private final String label;
  private final String versions;
  private final String program;
  private final boolean wantsEndpoint;

  FedbiomedProfile(String label, String versions, String program, boolean wantsEndpoint) {
    this.label = label;
    this.versions = versions;
    this.program = program;
    this.wantsEndpoint = wantsEndpoint;
  }

  /** What it is called on certdrop's command line. */
  public String label() {
    return label;
  }

  /** The versions that it is for, such as {@code 4.0 to 5.3}. */
  public String versions() {
    return versions;
  }

  /** The program, a word of the shell. */
  public String program() {
    return program;
  }

  /** Whether the command must name the party's address and port. */
  public boolean wantsEndpoint() {
    return wantsEndpoint;
  }

  /**
   * The directory in which the commands are run.
   *
   * @param role whose component's commands
   */
  public String directory(Component role) {
    return wantsEndpoint
        ? "Fed-BioMed's root directory"
        : "the directory that holds the component's folder fbm-" + word(role);
  }

  /** Where the program comes from, as advice to whoever runs a command and does not find it. */
  public String remedy() {
    return wantsEndpoint
        ? "change to Fed-BioMed's root directory"
        : "activate the environment in which Fed-BioMed is installed";
  }

  private static String word(Component role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The command that registers a party's certificate.
   *
   * @param role which component's registry it fills
   * @param file the certificate's file: a word of the shell, quoted where it needs to be
   * @param party whose certificate it is
   * @param endpoint where the party listens; there must be one if this profile wants it
   * @return the command, without a line end
   */
  public String register(Component role, String file, PartyId party, Optional<Endpoint> endpoint) {
    String command =
        program + " " + word(role) + " certificate register -pk " + file + " -pi " + party;
    if (!wantsEndpoint) {
      return command;
    }
    Endpoint at = endpoint.orElseThrow();
    return command + " --ip " + at.ip() + " --port " + at.port();
  }
}
