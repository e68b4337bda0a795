package org.certdrop.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.certdrop.outbox.Instructions;
import org.certdrop.outbox.Publications;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code certdrop registration-instructions}: what the other sites need to register this party. */
@Command(
    name = "registration-instructions",
    mixinStandardHelpOptions = true,
    header = "Print what the other sites need to register this party.",
    description =
        "Prints this party's certificate and the steps by which another site registers "
            + "it: the text that lies in the outbox, which is renewed first if the certificate "
            + "or the address changed. With --json: the sidecar's fields and the certificate.",
    footer = {
      "",
      "EXIT CODES",
      "  0  done",
      "  1  the own certificate or the configuration cannot be used",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop registration-instructions",
      "  certdrop registration-instructions > for-the-others.txt"
    })
final class RegistrationInstructionsCommand implements Callable<Integer> {
  @Mixin private HomeOption home;
  @Mixin private JsonOption json;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Instructions instructions = Publications.instructions(home.home(), Clock.systemUTC());
    PrintWriter out = spec.commandLine().getOut();
    if (json.isSet()) {
      JsonOption.print(spec, instructions.json());
    } else {
      out.print(instructions.text());
    }
    return Certdrop.DONE;
  }
}
