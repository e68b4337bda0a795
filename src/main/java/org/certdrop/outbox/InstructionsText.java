package org.certdrop.outbox;

import java.util.Optional;
import org.certdrop.identity.OwnParty;
import org.certdrop.party.Number;

/**
 * The text that a person reads at another site. Programs read it too: it holds one certificate
 * block, and every party id, address and port that stands behind a command's flag is this party's.
 * The flags are named nowhere else, so that no reader takes a word of prose for a value.
 */
final class InstructionsText {
  private static final String PLAIN_FILES = "%1$s.pem and %1$s.json";
  private static final String SIGNED_FILES = "%1$s.pem,\n  %1$s.json and\n  %1$s.json.p7s";
  private static final String ROTATION_FILES =
      "%1$s.pem,\n  %1$s.json,\n  %1$s.json.p7s and\n  %1$s.json.old.p7s";

  private final OwnParty own;
  private final Optional<Statement> statement;

  private InstructionsText(OwnParty own, Optional<Statement> statement) {
    this.own = own;
    this.statement = statement;
  }

  /**
   * The text.
   *
   * @param own the party
   * @param statement what the sidecar beside the text says, if it is signed
   */
  static String of(OwnParty own, Optional<Statement> statement) {
    InstructionsText text = new InstructionsText(own, statement);
    return text.greeting()
        + text.facts()
        + ComparisonText.comparison(own.id())
        + text.certdrop()
        + statement.map(said -> ComparisonText.signature(own.id())).orElse("")
        + FedbiomedSteps.of(own);
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
      Number of party and certificate, for the telephone:

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
            Number.of(own.id(), own.certificate().fingerprint()),
            endpointNote());
  }

  private String endpointNote() {
    if (own.endpoint().isEmpty() && own.form().isStar()) {
      return ""; // nobody needs one
    }
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
        your own computer. Ask the sender to set certdrop.ip to the address at which the other
        parties reach this one, and to send this file again.
      """
          .formatted(own.endpoint().get().ip());
    }
    return "";
  }

  private String certdrop() {
    return """
    WITH CERTDROP

      Drop %s,
      which came with this text, into the inbox folder of your certdrop; or this text alone, as a
      .txt file%s. The folder accepted in the inbox, or refused,
      then holds the verdict.
    %s
    """
        .formatted(
            dropped(),
            statement.isPresent() ? ", for which no signature counts" : "",
            statement.flatMap(Statement::superseded).map(ComparisonText::rotation).orElse(""));
  }

  private String dropped() {
    return statement
        .map(said -> said.isRotation() ? ROTATION_FILES : SIGNED_FILES)
        .orElse(PLAIN_FILES)
        .formatted(own.id());
  }
}
