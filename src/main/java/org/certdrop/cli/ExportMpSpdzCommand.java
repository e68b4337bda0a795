package org.certdrop.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.certdrop.export.ExportedParties;
import org.certdrop.export.Exports;
import org.certdrop.export.PlayerData;
import org.certdrop.export.Players;
import org.certdrop.home.Identities;
import org.certdrop.json.StrictJson;
import org.certdrop.terminal.ProgressBar;
import org.certdrop.terminal.Screen;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;
import org.certdrop.trust.Labels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code certdrop export mp-spdz}: what MP-SPDZ needs to know of the parties of a computation. */
@Command(
    name = "mp-spdz",
    mixinStandardHelpOptions = true,
    header = "Write what MP-SPDZ needs: Player-Data and ip_addresses.",
    description =
        "Writes DIR/Player-Data with each party's certificate (P0.pem, P1.pem, ...), this "
            + "party's key and the links by which OpenSSL finds certificates, and DIR/ip_addresses. "
            + "What an earlier export wrote there goes; other files stay, and are never written over.",
    footer = {
      "",
      "EXIT CODES",
      "  0  written",
      "  1  a party is not registered, or something else is in the way; nothing was changed",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop export mp-spdz --dir /srv/MP-SPDZ --parties researcher_1,node_1,node_2"
    })
final class ExportMpSpdzCommand implements Callable<Integer> {
  @Mixin private HomeOption home;
  @Mixin private JsonOption json;
  @Spec private CommandSpec spec;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      required = true,
      description = "The directory that holds, or is to hold, Player-Data; made if absent.")
  private Path directory;

  @Option(
      names = "--parties",
      paramLabel = "ID,ID,...",
      required = true,
      description =
          "All parties of the computation, this one included, in the order of their numbers: the"
              + " same at every site.")
  private String parties;

  @Override
  public Integer call() throws Exception {
    Parsed<Players> found =
        Players.of(
            Stream.of(parties.split(",", -1)).map(String::strip).toList(),
            registered(),
            Identities.existing(home.home(), Clock.systemUTC()),
            home.home());
    PrintWriter err = spec.commandLine().getErr();
    if (found instanceof Parsed.Bad<Players> bad) {
      return ExportCommand.refused(err, bad);
    }
    Players players = ((Parsed.Good<Players>) found).value();
    Parsed<List<String>> written = new PlayerData(directory).write(players);
    if (written instanceof Parsed.Bad<List<String>> bad) {
      return ExportCommand.refused(err, bad);
    }
    ExportCommand.warn(err, players.warnings(Clock.systemUTC().instant()));
    print(players, ((Parsed.Good<List<String>>) written).value());
    return Certdrop.DONE;
  }

  private ExportedParties registered() throws Exception {
    try (ProgressBar progress = Streams.progress(spec)) {
      return Exports.of(home.home(), Clock.systemUTC(), progress).all();
    }
  }

  private void print(Players players, List<String> files) throws Exception {
    Screen out = Streams.out(spec);
    if (json.isSet()) {
      ObjectNode document = StrictJson.mapper().createObjectNode();
      document.put("directory", directory.toAbsolutePath().normalize().toString());
      document.put("self", players.self());
      players.ids().forEach(id -> document.withArray("parties").add(id.value()));
      files.forEach(document.putArray("files")::add);
      JsonOption.print(spec, document);
    } else {
      out.println(
          "exported: "
              + Labels.parties(players.list().size())
              + " to "
              + Printable.of(directory.resolve("Player-Data").toString())
              + "; this one is number "
              + players.self());
    }
  }
}
