package org.certdrop.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.certdrop.home.Home;
import org.certdrop.home.HttpAddress;
import org.certdrop.home.PageSettings;
import org.certdrop.home.ServiceFile;
import org.certdrop.home.Settings;
import org.certdrop.operator.LoginName;
import org.certdrop.operator.PageTokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code certdrop page}: lets a person sign in at the page. */
@Command(
    name = "page",
    mixinStandardHelpOptions = true,
    header = "The address at which a person signs in to the page.",
    description =
        "Prints an address that signs one browser in, once, within 15 minutes, for twelve hours or"
            + " until the service stops. Send it to nobody: it lets its user act at the page as at"
            + " the command line. Needs certdrop.http.actions=true.",
    footer = {
      "",
      "EXIT CODES",
      "  0  done",
      "  1  there is no page to act on, or failed",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop page",
      "  certdrop page --name \"Ana Roth\""
    })
final class PageCommand implements Callable<Integer> {
  @Mixin private HomeOption home;
  @Spec private CommandSpec spec;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      converter = PersonConverter.class,
      description = "The person for whom it is; your login name by default.")
  private LoginName name = LoginName.current();

  @Override
  public Integer call() throws Exception {
    Optional<PageSettings> page = Settings.read(home.home()).page();
    if (page.filter(PageSettings::actions).isEmpty()) {
      return Complaint.print(
          spec,
          "Nothing can be done on the page of this home.",
          "Set certdrop.http.address=127.0.0.1:8077 and certdrop.http.actions=true in"
              + " etc/certdrop.properties, and start ./certdrop run again. Where"
              + " systemd runs it: systemctl restart certdrop");
    }
    HttpAddress at = page.get().address();
    if (at.port() == 0) {
      return Complaint.print(
          spec,
          "certdrop.http.address is " + at + ", so that only the service knows its port.",
          "Set a port, 8077 say.");
    }
    spec.commandLine().getOut().println(address(home.home(), page.get(), at, name));
    unanswered(home.home()).ifPresent(why -> spec.commandLine().getErr().println(why));
    return Certdrop.DONE;
  }

  /** Why nobody may answer at the address yet. */
  private static Optional<String> unanswered(Home home) throws IOException {
    Optional<ServiceFile.Running> service = ServiceFile.read(home);
    if (service.isEmpty()) {
      return Optional.of("The service does not run. Start it, then open the address.");
    }
    boolean changed =
        service.get().since().isBefore(Files.getLastModifiedTime(home.properties()).toInstant());
    return changed
        ? Optional.of(
            home.properties()
                + " was changed after the service began. If the page does not open, start the"
                + " service again.")
        : Optional.empty();
  }

  /** Makes a token, and the address with it. */
  static String address(Home home, PageSettings page, HttpAddress at, LoginName person)
      throws Exception {
    return (page.tls().isPresent() ? "https" : "http")
        + "://"
        + at
        + "/sign-in?token="
        + PageTokens.of(home, Clock.systemUTC()).issue(person);
  }
}
