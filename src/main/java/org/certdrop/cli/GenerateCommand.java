package org.certdrop.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.certdrop.home.Identities;
import org.certdrop.home.Settings;
import org.certdrop.identity.OwnParty;
import org.certdrop.identity.Renewal;
import org.certdrop.json.StrictJson;
import org.certdrop.operator.LoginName;
import org.certdrop.outbox.Publications;
import org.certdrop.terminal.Screen;
import org.certdrop.text.Printable;
import org.certdrop.text.Timestamps;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code certdrop generate}: a new own certificate. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    header = "Make a new own certificate and key.",
    description =
        "Makes an own certificate and key in etc/identity, and renews the outbox at "
            + "once. With --force it replaces those that are there and keeps them beside the "
            + "new ones. The old key, if it is there, signs that the new certificate takes the "
            + "place of its own. A site with certdrop that has the old certificate takes the new "
            + "one over once it gets all files of the outbox; where its "
            + "certdrop.policy.rotation is confirm, as at researchers, its operator confirms it "
            + "first. Everywhere else, and without the old key, the new certificate is "
            + "refused (key-change) until it is registered by hand. The flags are those of "
            + "Fed-BioMed's `certificate generate`, but for --path: the pair lies in the "
            + "home's etc/identity. A certificate that certdrop.fedbiomed.config names is "
            + "Fed-BioMed's to replace.",
    footer = {
      "",
      "EXIT CODES",
      "  0  made",
      "  1  there is a certificate already and --force is missing, or failed; with --force also if there",
      "     is none, and no home was named",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop generate",
      "  certdrop generate --force --home /srv/certdrop"
    })
final class GenerateCommand implements Callable<Integer> {
  @Mixin private HomeOption home;
  @Mixin private JsonOption json;
  @Spec private CommandSpec spec;

  @Option(
      names = {"-f", "--force"},
      description = "Replace the certificate and key that are there.")
  private boolean force;

  @Override
  public Integer call() throws Exception {
    if (force && !home.isNamed() && Identities.isBare(home.home(), Clock.systemUTC())) {
      return Complaint.print(
          spec,
          "There is no certificate to replace in "
              + shown(home.home().identity())
              + ", and no home was named.",
          "Name the home whose certificate you mean: --home DIR, or export CERTDROP_HOME=DIR first."
              + " A first certificate is made without --force.");
    }
    Renewal made = Publications.generate(home.home(), force, Clock.systemUTC());
    OwnParty own = made.own();
    LoginName.current()
        .note(home.home(), Clock.systemUTC(), "made a new own certificate", Optional.empty());
    if (json.isSet()) {
      ObjectNode document = StrictJson.mapper().createObjectNode();
      document.put("party_id", own.id().value());
      document.put("sha256", fingerprint(own));
      document.put("not_after", Timestamps.seconds(own.certificate().notAfter()));
      document.put("replaced", made.former().map(GenerateCommand::fingerprint).orElse(null));
      document.put("signed_by_old_key", made.isRotation());
      JsonOption.print(spec, document);
    } else {
      Screen out = Streams.out(spec);
      out.println("made: " + own.id() + " " + fingerprint(own));
      made.former().ifPresent(former -> explain(former, made, out));
      out.println(
          "Send what lies in "
              + shown(home.home().registration())
              + " to "
              + Settings.read(home.home()).federation().others()
              + "."
              + receipts());
      if (made.former().isPresent()) {
        out.println(
            "The former "
                + (made.isRotation() ? "pair" : "certificate")
                + " stays beside the new one, in "
                + shown(home.home().identity())
                + ".");
      }
    }
    return Certdrop.DONE;
  }

  /** The former key signed them; the sites must be able to verify them by the new certificate. */
  private String receipts() throws Exception {
    Path receipts = home.home().outbox().resolve("receipts");
    return Files.isDirectory(receipts)
        ? " The new key has signed the receipts in " + shown(receipts) + " again: send them, too."
        : "";
  }

  private static String shown(Path path) {
    return Printable.of(path.toString());
  }

  private static void explain(OwnParty former, Renewal made, Screen out) {
    out.println("replaces: " + fingerprint(former));
    out.println(made.meaning());
  }

  private static String fingerprint(OwnParty party) {
    return party.certificate().fingerprint().toString();
  }
}
