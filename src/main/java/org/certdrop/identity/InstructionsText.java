package org.certdrop.identity;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.certdrop.party.Component;

/**
 * The text that a person reads at another site. Programs read it too: it holds one certificate
 * block, and every party id, address and port that stands behind a command's flag is this party's.
 * The flags are named nowhere else, so that no reader takes a word of prose for a value.
 */
final class InstructionsText {
  /** Where the certificate is saved, and so what the commands name: as Fed-BioMed's own text. */
  private static final String FILE = "./etc/cert-secagg";

  private final OwnParty own;

  private InstructionsText(OwnParty own) {
    this.own = own;
  }

  static String of(OwnParty own) {
    InstructionsText text = new InstructionsText(own);
    return text.greeting() + text.facts() + text.comparison() + text.certdrop() + text.fedbiomed();
  }

  private String greeting() {
    return """
    Hi There!


    Please find following certificate to register

    %s
    """
        .formatted(own.certificate().pem());
  }

  private String facts() {
    return """
    WHOSE CERTIFICATE THIS IS

      Party        %s
      Component    %s
      Address      %s
      Valid from   %s
      Valid until  %s
      SHA-256 fingerprint of the certificate:
        %s
    %s
    """
        .formatted(
            own.id(),
            own.component(),
            own.endpoint().map(e -> e.ip() + ", port " + e.port()).orElse("not given"),
            own.certificate().notBefore(),
            own.certificate().notAfter(),
            own.certificate().fingerprint(),
            endpointNote());
  }

  private String endpointNote() {
    if (own.endpoint().isEmpty()) {
      return """

        Note: this text gives no address, because certdrop.ip and certdrop.port are unset at the
        site that sent it. A certdrop takes it only with certdrop.policy.endpoint=optional; else
        ask the sender to set both and to send this file again.
      """;
    }
    if (own.endpoint().get().ip().isLoopback()) {
      return """

        Note: %s is a loopback address, which is likely a mistake: at your site it means
        your own machine. Ask the sender to set certdrop.ip to the address at which the other
        parties reach this one, and to send this file again.
      """
          .formatted(own.endpoint().get().ip());
    }
    return "";
  }

  private static String comparison() {
    return """
    BEFORE YOU TRUST IT

      Whoever can change this file can change the certificate and the fingerprint in it together.
      So call the sender at a phone number that you already had, not one from this file or from
      the message that it came with. The sender reads out the fingerprint from the screen there
      (./certdrop registration-instructions). You compare it, from the first character to the
      last, with what your own machine computes from the certificate, saved as FILE:

          ./certdrop check FILE
          openssl x509 -noout -sha256 -fingerprint -in FILE

      If one character differs, do not register the certificate, and tell the sender.

    """;
  }

  private String certdrop() {
    return """
    WITH CERTDROP

      Drop %1$s.pem and %1$s.json,
      which came with this text, into the inbox folder of your certdrop; or this text alone, as a
      .txt file. The folder accepted in the inbox, or refused, then holds the verdict.

    """
        .formatted(own.id());
  }

  private String fedbiomed() {
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
