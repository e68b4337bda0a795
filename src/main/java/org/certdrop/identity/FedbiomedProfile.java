package org.certdrop.identity;

import java.util.Locale;
import org.certdrop.party.Component;

/** The families of Fed-BioMed's versions that differ in how their command line is called. */
public enum FedbiomedProfile {
  /** 4.2 to 5.3, run from Fed-BioMed's root directory: with address and port. */
  V4("4", "4.2 to 5.3", "./scripts/fedbiomed_run"),
  /** 5.4, run from Fed-BioMed's root directory: without them. */
  V5("5", "5.4", "./scripts/fedbiomed_run"),
  /** 6.0 to 6.3, an installed program. */
  V6("6", "6.0 to 6.3", "fedbiomed"),
  /** The releases after 6.3.3, with mutual authentication: the certificate names its party. */
  MUTUAL("mutual", "with mutual authentication (after 6.3.3)", "fedbiomed");

  private final String label;
  private final String versions;
  private final String program;

  FedbiomedProfile(String label, String versions, String program) {
    this.label = label;
    this.versions = versions;
    this.program = program;
  }

  /** What it is called on certdrop's command line. */
  public String label() {
    return label;
  }

  /** The versions that it is for, such as {@code 4.2 to 5.3}. */
  public String versions() {
    return versions;
  }

  /** The program, a word of the shell. */
  public String program() {
    return program;
  }

  /** Whether the register command must name the party's address and port. */
  public boolean wantsEndpoint() {
    return this == V4;
  }

  /** Whether it is a script in Fed-BioMed's root directory, which passes words on unquoted. */
  public boolean isScript() {
    return this == V4 || this == V5;
  }

  /**
   * The directory in which the commands are run where no component is named.
   *
   * @param role whose component's commands
   */
  public String directory(Component role) {
    return isScript()
        ? "Fed-BioMed's root directory"
        : "the directory that holds the component's folder fbm-" + word(role);
  }

  /** Where the program comes from, as advice to a person who runs a command and lacks it. */
  public String remedy() {
    return isScript()
        ? "change to Fed-BioMed's root directory"
        : "activate the environment in which Fed-BioMed is installed";
  }

  /** A component in Fed-BioMed's commands: {@code node} or {@code researcher}. */
  public static String word(Component role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
