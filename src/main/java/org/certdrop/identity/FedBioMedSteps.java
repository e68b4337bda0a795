package org.certdrop.identity;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.certdrop.party.Component;

/** The steps and commands by which another site registers this party in Fed-BioMed itself. */
final class FedBioMedSteps {
  /** Where the certificate is saved, and so what the commands name: as Fed-BioMed's own text. */
  private static final String FILE = "./etc/cert-secagg";

  private final OwnParty own;

  private FedBioMedSteps(OwnParty own) {
    this.own = own;
  }

  static String of(OwnParty own) {
    return new FedBioMedSteps(own).steps();
  }

  private String steps() {
    return """
    WITH FED-BIOMED'S OWN COMMANDS

     1- Copy certificate content into a file e.g '%s', seen from the directory
        of step 2; make its folder etc if there is none
     2- Change your directory to Fed-BioMed's root directory (4.0 to 5.3), or to the directory
        that holds your component's folder fbm-node or fbm-researcher (5.4 to 6.3)
     3- Run the command for your version and your component:

    %s
        Fed-BioMed 5.4 to 6.3, at a node, then at a researcher:
    %s"""
        .formatted(FILE, before54(), commands(FedbiomedProfile.V6));
  }

  private String before54() {
    if (own.endpoint().isEmpty()) {
      return """
          Fed-BioMed 4.0 to 5.3 wants an address and a port in the command. This text has none:
          certdrop.ip and certdrop.port are unset at the site that sent it.
      """;
    }
    return """
        Fed-BioMed 4.0 to 5.3, at a node, then at a researcher:
    %s"""
        .formatted(commands(FedbiomedProfile.V4));
  }

  /** One line a role: an own line for each command, so that it can be copied as it is. */
  private String commands(FedbiomedProfile profile) {
    return Arrays.stream(Component.values())
        .map(role -> "      " + profile.register(role, FILE, own.id(), own.endpoint()) + "\n")
        .collect(Collectors.joining());
  }
}
