package org.certdrop.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.certdrop.export.ExportedParty;
import org.certdrop.export.Exports;
import org.certdrop.export.FedbiomedOutcome;
import org.certdrop.identity.FedbiomedCommands;
import org.certdrop.identity.FedbiomedProfile;
import org.certdrop.json.StrictJson;
import org.certdrop.terminal.ProgressBar;
import org.certdrop.terminal.Screen;
import org.certdrop.text.Printable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code certdrop export fedbiomed}: the parties, for the Fed-BioMed component beside us. */
@Command(
    name = "fedbiomed",
    mixinStandardHelpOptions = true,
    header = "Register the parties with the Fed-BioMed component beside us.",
    description =
        "With --db, puts the registered parties into the component's database, which may be in use: "
            + "all else in it keeps its value, a backup is kept beside it, and what certdrop put there "
            + "for parties that are gone is taken away. With --script, writes a shell script of "
            + "Fed-BioMed's own commands instead, and the certificates that they name.",
    footer = {
      "",
      "EXIT CODES",
      "  0  done",
      "  1  a party was left alone, or failed; the message on standard error says why",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop export fedbiomed --db /srv/fedbiomed/var/db_node.json --dry-run",
      "  certdrop export fedbiomed --db /srv/fedbiomed/var/db_node.json",
      "  certdrop export fedbiomed --db auto                 by certdrop.fedbiomed.config",
      "  certdrop export fedbiomed --script register.sh      by it, too; or --profile 4, 5, 6, mutual",
      "      then, where the command says:  sh /path/of/register.sh"
    })
final class ExportFedbiomedCommand implements Callable<Integer> {
  @Mixin private HomeOption home;
  @Mixin private JsonOption json;
  @Spec private CommandSpec spec;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Target target;

  /** Where the parties go. */
  static final class Target {
    @Option(
        names = "--db",
        paramLabel = "FILE",
        description =
            "The component's database, a TinyDB file (.json); it must exist. auto: the one that"
                + " certdrop.fedbiomed.config names.")
    private Path database;

    @Option(
        names = "--script",
        paramLabel = "FILE",
        description = "Write a script that registers the parties by Fed-BioMed's commands.")
    private Path script;
  }

  @Option(
      names = "--dry-run",
      description = "With --db: show what would be changed, and change nothing.")
  private boolean dryRun;

  @Option(
      names = "--prune",
      description =
          "With --db, where mutual authentication is on: take away documents of somebody else that"
              + " would keep Fed-BioMed from starting or from telling parties apart.")
  private boolean prune;

  @Option(
      names = "--profile",
      paramLabel = "4|5|6|mutual",
      converter = ProfileConverter.class,
      description =
          "With --script: for which Fed-BioMed; 4 is for 4.2 to 5.3 (with address and port), 5 for 5.4,"
              + " 6 for 6.0 to 6.3, mutual for those with mutual authentication. Default: by"
              + " certdrop.fedbiomed.config.")
  private FedbiomedProfile profile;

  /** The number of a profile. */
  static final class ProfileConverter implements ITypeConverter<FedbiomedProfile> {
    @Override
    public FedbiomedProfile convert(String value) {
      for (FedbiomedProfile profile : FedbiomedProfile.values()) {
        if (profile.label().equals(value)) {
          return profile;
        }
      }
      throw new TypeConversionException(Printable.quoted(value) + " is none of 4, 5, 6 and mutual");
    }
  }

  @Override
  public Integer call() throws Exception {
    if (target.script != null && (dryRun || prune)) {
      throw new ParameterException(
          spec.commandLine(), "--dry-run and --prune belong to --db, not to --script");
    }
    if (target.database != null && profile != null) {
      throw new ParameterException(
          spec.commandLine(), "--profile belongs to --script, not to --db");
    }
    return target.script != null ? script() : database();
  }

  private FedbiomedOutcome export() throws Exception {
    try (ProgressBar progress = Streams.progress(spec)) {
      Exports exports = Exports.of(home.home(), Clock.systemUTC(), progress);
      Path database =
          target.database.toString().equals("auto") ? exports.namedDatabase() : target.database;
      return dryRun
          ? exports.fedbiomedPreview(database, prune)
          : exports.fedbiomed(database, prune);
    }
  }

  private int database() throws Exception {
    FedbiomedOutcome done = export();
    FedbiomedChanges changes = new FedbiomedChanges(done, dryRun);
    if (json.isSet()) {
      JsonOption.print(spec, changes.json());
    } else {
      changes.print(spec.commandLine().getOut());
    }
    changes.explain(spec.commandLine().getErr());
    return done.isWhole() ? Certdrop.DONE : Certdrop.FAILED;
  }

  private int script() throws Exception {
    List<ExportedParty> parties;
    FedbiomedCommands commands;
    try (ProgressBar progress = Streams.progress(spec)) {
      Exports exports = Exports.of(home.home(), Clock.systemUTC(), progress);
      commands = commands(exports);
      parties = exports.fedbiomedScript(target.script, commands);
    }
    ExportCommand.warn(
        spec.commandLine().getErr(), ExportedParty.warnings(parties, Clock.systemUTC().instant()));
    Screen out = Streams.out(spec);
    Path written = target.script.toAbsolutePath().normalize();
    if (json.isSet()) {
      ObjectNode document = StrictJson.mapper().createObjectNode();
      document.put("script", written.toString()).put("profile", commands.profile().label());
      ArrayNode ids = document.putArray("parties");
      parties.forEach(party -> ids.add(party.id().value()));
      JsonOption.print(spec, document);
    } else {
      parties.forEach(party -> out.println("registers: " + party.id()));
      out.println("written: " + Printable.of(written.toString()));
      out.println("Run it " + commands.place() + ".");
    }
    return Certdrop.DONE;
  }

  private FedbiomedCommands commands(Exports exports) {
    return profile != null
        ? exports.commands(profile)
        : exports
            .commands()
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "--script needs --profile 4, 5, 6 or mutual, since no"
                            + " certdrop.fedbiomed.config tells the version"));
  }
}
