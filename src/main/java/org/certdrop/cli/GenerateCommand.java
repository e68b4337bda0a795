package org.certdrop.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.certdrop.identity.OwnParty;
import org.certdrop.json.StrictJson;
import org.certdrop.service.Identities;
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
            + "new ones. The other sites refuse a new key (key-change) until their operators "
            + "have registered it by hand. The flags are those of Fed-BioMed's `certificate "
            + "generate`, but for --path: the pair lies in the home's etc/identity. A "
            + "certificate that certdrop.fedbiomed.config names is Fed-BioMed's to replace.",
    footer = {
      "",
      "EXIT CODES",
      "  0  made",
      "  1  there is a certificate already and --force is missing, or failed",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop generate",
      "  certdrop generate --force"
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
    OwnParty own = Identities.generate(home.home(), force, Clock.systemUTC());
    if (json.isSet()) {
      ObjectNode document = StrictJson.mapper().createObjectNode();
      document.put("party_id", own.id().value());
      document.put("sha256", own.certificate().fingerprint().toString());
      document.put("not_after", Timestamps.seconds(own.certificate().notAfter()));
      JsonOption.print(spec.commandLine().getOut(), document);
    } else {
      PrintWriter out = spec.commandLine().getOut();
      out.println("made: " + own.id() + " " + own.certificate().fingerprint());
      out.println("Send what lies in outbox/registration to every other site.");
    }
    return Certdrop.DONE;
  }
}
