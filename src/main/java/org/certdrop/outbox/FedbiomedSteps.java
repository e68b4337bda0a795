package org.certdrop.outbox;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.certdrop.identity.FedbiomedCommands;
import org.certdrop.identity.FedbiomedProfile;
import org.certdrop.identity.OwnParty;
import org.certdrop.party.Component;
import org.certdrop.party.PartyId;

/** The steps and commands by which another site registers this party in Fed-BioMed itself. */
final class FedbiomedSteps {
  /** Where the certificate is saved, and so what the commands name: as Fed-BioMed's own text. */
  private static final String FILE = "./etc/cert-secagg";

  private final OwnParty own;

  private FedbiomedSteps(OwnParty own) {
    this.own = own;
  }

  static String of(OwnParty own) {
    FedbiomedSteps steps = new FedbiomedSteps(own);
    return "WITH FED-BIOMED'S OWN COMMANDS\n\n"
        + (own.form().isStar() ? steps.star() : steps.mesh());
  }

  /** In a star a party of the other kind registers this one, and no other does. */
  private String star() {
    String other = FedbiomedProfile.word(other());
    return """
     1- Copy certificate content into a file e.g '%s', seen from the directory
        of step 2; make its folder etc if there is none
     2- At each %s, in the directory of the component, run:

    %s
        From another directory, write '--path DIR' after 'fedbiomed %s', where DIR is the
        component's directory. Add '--upsert' if an earlier certificate of this party is
        registered there.
    %s"""
        .formatted(FILE, other, command(), other, restart());
  }

  private String command() {
    Optional<PartyId> id = own.isNamedByCertificate() ? Optional.empty() : Optional.of(own.id());
    return line(
        FedbiomedCommands.of(FedbiomedProfile.MUTUAL, other()).register(FILE, id, own.endpoint()));
  }

  private String restart() {
    return other() == Component.NODE
        ? " 3- Restart the node: it reads the certificate at its start alone. A node has one\n"
            + "    researcher: delete a former one's certificate there first\n"
        : "";
  }

  private Component other() {
    return own.component() == Component.NODE ? Component.RESEARCHER : Component.NODE;
  }

  private String mesh() {
    return """
     1- Copy certificate content into a file e.g '%s', seen from the directory
        of step 2; make its folder etc if there is none
     2- Change your directory to Fed-BioMed's root directory (4.2 to 5.4), or to the directory
        that holds your component's folder fbm-node or fbm-researcher (6.0 to 6.3)
     3- Run the command for your version and your component:

    %s
        Fed-BioMed 5.4, whose commands take no address:
    %s
        Fed-BioMed 6.0 to 6.3, at a node, then at a researcher:
    %s
        Fed-BioMed with mutual authentication (after 6.3.3), in the component's directory:
    %s"""
        .formatted(
            FILE,
            before54(),
            labelled(FedbiomedProfile.V5, Component.values()),
            commands(FedbiomedProfile.V6),
            labelled(FedbiomedProfile.MUTUAL, other()));
  }

  private String before54() {
    if (own.endpoint().isEmpty()) {
      return """
          Fed-BioMed 4.2 to 5.3 wants an address and a port in the command. This text has none:
          certdrop.ip and certdrop.port are unset at the site that sent it.
      """;
    }
    return """
        Fed-BioMed 4.2 to 5.3, at a node, then at a researcher:
    %s"""
        .formatted(commands(FedbiomedProfile.V4));
  }

  private String commands(FedbiomedProfile profile) {
    return Arrays.stream(Component.values())
        .map(role -> FedbiomedCommands.of(profile, role))
        .map(role -> line(role.register(FILE, Optional.of(own.id()), own.endpoint())))
        .collect(Collectors.joining());
  }

  /** Commands that one component alone needs, or few sites still use: where, then what. */
  private String labelled(FedbiomedProfile profile, Component... roles) {
    return Arrays.stream(roles)
        .map(role -> FedbiomedCommands.of(profile, role))
        .map(
            role ->
                "      at a "
                    + FedbiomedProfile.word(role.role())
                    + ": "
                    + role.register(FILE, Optional.of(own.id()), own.endpoint())
                    + "\n")
        .collect(Collectors.joining());
  }

  /** An own line for each command, so that it can be copied as it is. */
  private static String line(String command) {
    return "      " + command + "\n";
  }
}
