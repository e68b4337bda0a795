package org.certdrop.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.certdrop.home.Home;
import org.certdrop.home.HomeSetup;
import org.certdrop.home.Setting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code certdrop setup}: a new home. */
@Command(
    name = "setup",
    mixinStandardHelpOptions = true,
    header = "Make a home, beside a Fed-BioMed component or by itself.",
    description =
        "Makes a home: its folders, and etc/certdrop.properties "
            + "with what is given here. With --fedbiomed it takes id, kind and certificate from that "
            + "component's configuration, and exports into its database. Says what it found and what "
            + "to do next. All values are checked first; a home that is there already is left alone.",
    footer = {
      "",
      "EXIT CODES",
      "  0  made",
      "  1  there is a home already, a value is bad, or failed",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop setup --home /srv/hospital1 --ip 10.221.0.2 --port 14001",
      "  certdrop setup --home /srv/hospital1 --fedbiomed /opt/fbm-node",
      "  certdrop setup --home /srv/study --component RESEARCHER --san fbm.example.org"
    })
final class SetupCommand implements Callable<Integer> {
  @Mixin private JsonOption json;
  @Spec private CommandSpec spec;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "Where: a directory, which is made if it is absent. Default: $CERTDROP_HOME; never the"
              + " installation itself.")
  private Path directory;

  @Option(
      names = "--fedbiomed",
      paramLabel = "DIR|FILE",
      description =
          "The folder of this party's Fed-BioMed component, or its configuration (config.ini;"
              + " config_node.ini before 6.0).")
  private Path fedbiomed;

  @Option(
      names = "--component",
      paramLabel = "KIND",
      description = "What this party is: NODE (the default) or RESEARCHER.")
  private String component;

  @Option(
      names = "--ip",
      paramLabel = "IP",
      description = "The address at which the other parties reach this one.")
  private String ip;

  @Option(names = "--port", paramLabel = "PORT", description = "The port at that address.")
  private String port;

  @Option(
      names = "--san",
      paramLabel = "NAMES",
      description =
          "The names and addresses at which nodes reach this researcher, separated by commas, for its"
              + " certificate.")
  private String san;

  @Override
  public Integer call() throws Exception {
    if ((ip == null) != (port == null)) {
      throw new ParameterException(
          spec.commandLine(), "Name both --ip and --port, or neither: an address has a port.");
    }
    Home home = new Home(directory());
    if (Files.exists(home.directory()) && !home.isMade()) {
      AsOwner.demand(spec, home);
    }
    HomeSetup.Made made =
        new HomeSetup(HomeOption.installation())
            .make(home, values(), Optional.ofNullable(fedbiomed));
    SetupReport report = new SetupReport(made);
    if (json.isSet()) {
      JsonOption.print(spec, report.document());
    } else {
      report.print(Streams.out(spec));
    }
    return Certdrop.DONE;
  }

  private Path directory() {
    return Optional.ofNullable(directory)
        .or(HomeOption::fromEnvironment)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(), "Name the directory of the new home: --home DIR."));
  }

  private Map<Setting, String> values() {
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    put(Setting.COMPONENT, component, values);
    put(Setting.IP, ip, values);
    put(Setting.PORT, port, values);
    put(Setting.SAN, san, values);
    return values;
  }

  private static void put(Setting setting, String value, Map<Setting, String> values) {
    if (value != null) {
      values.put(setting, value);
    }
  }
}
