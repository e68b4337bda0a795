package org.certdrop.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.certdrop.home.Faults;
import org.certdrop.home.HttpAddress;
import org.certdrop.home.Settings;
import org.certdrop.operator.LoginName;
import org.certdrop.service.Front;
import org.certdrop.service.Service;
import org.certdrop.terminal.ProgressBar;
import org.certdrop.text.Printable;
import org.certdrop.web.Web;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code certdrop run}: the service. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    header = "Serve: watch the inbox, register, keep the outbox up to date.",
    description =
        "Watches the inbox, registers what is dropped there, and keeps the own "
            + "instructions in the outbox up to date, until it is stopped (SIGTERM, Ctrl-C). "
            + "Logs one line a verdict.",
    footer = {
      "",
      "EXIT CODES",
      "  0  stopped (130 after Ctrl-C, 143 after SIGTERM); with --once: nothing was refused",
      "  1  could not start, or, with --once, something was refused or could not be handled",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop run",
      "  certdrop run --home /srv/hospital1",
      "  certdrop run --once     handle what lies in the inbox, then stop"
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private HomeOption home;
  @Spec private CommandSpec spec;

  @Option(
      names = "--once",
      description =
          "Handle what is waiting, waiting out the settle time for incomplete files, then stop. Lone"
              + " files stay.")
  private boolean once;

  @Override
  public Integer call() throws Exception {
    List<Faults.Fault> faults = List.of();
    boolean done = true;
    Web web = new Web();
    try (Service service =
        Service.start(home.home(), HomeOption.installation(), once ? Front.NONE : web)) {
      // On SIGTERM the hook waits for the close() at the end of this block.
      Runtime.getRuntime().addShutdownHook(new Thread(service::stop, "certdrop-stop"));
      if (once) {
        try (ProgressBar progress = Streams.progress(spec)) {
          done = service.handleWaiting(progress);
        }
        faults = service.faults();
      } else {
        welcome(web);
        service.awaitStop();
      }
    }
    print(spec.commandLine().getErr(), faults);
    return done ? Certdrop.DONE : Certdrop.FAILED;
  }

  /** Says once how to sign in, to a person alone: a log is read by others. */
  private void welcome(Web web) throws Exception {
    Optional<HttpAddress> desk = web.desk();
    if (desk.isPresent() && Certdrop.terminals(spec).err().present()) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(
          "Sign in within 15 minutes, once: "
              + PageCommand.address(
                  home.home(),
                  Settings.read(home.home()).page().orElseThrow(),
                  desk.get(),
                  LoginName.current()));
      err.flush(); // the service runs on
    }
  }

  /** Prints the faults that are left: after {@code --once} no service runs that would try again. */
  private static void print(PrintWriter err, List<Faults.Fault> faults) {
    faults.forEach(
        fault -> err.println("certdrop: " + Printable.of(fault.where() + ": " + fault.message())));
    if (!faults.isEmpty()) {
      err.println("  Mend that, then run it again: what is left to do was kept.");
    }
  }
}
