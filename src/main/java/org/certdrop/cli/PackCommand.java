package org.certdrop.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.certdrop.export.ExportFile;
import org.certdrop.home.Home;
import org.certdrop.home.Registries;
import org.certdrop.inbox.Unregistered;
import org.certdrop.json.StrictJson;
import org.certdrop.outbox.Pack;
import org.certdrop.outbox.Packs;
import org.certdrop.party.PartyId;
import org.certdrop.registry.RegistryReader;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code certdrop pack}: one attachment instead of many files. */
@Command(
    name = "pack",
    mixinStandardHelpOptions = true,
    header = "Pack what another site should get into one ZIP.",
    description =
        "Packs the files that lie in the outbox for another site into one ZIP, to be sent as one"
            + " attachment. The other site drops it into its inbox as it is, or unpacks it. With"
            + " PARTY: the files of outbox/to/PARTY, or, if that folder was deleted, those of"
            + " outbox/registration and the receipt for that party. Without: the files of"
            + " outbox/registration. The outbox stays as it is. The same files make the same ZIP.",
    footer = {
      "",
      "EXIT CODES",
      "  0  written",
      "  1  there is nothing to pack, or it failed; the file is as it was",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop pack",
      "  certdrop pack node_5d1c3e8a-1f0e-4f3b-9c55-0a8e7d6b2f11 -o for-the-hospital.zip"
    })
final class PackCommand implements Callable<Integer> {
  private static final Path STANDARD_OUTPUT = Path.of("-");

  @Mixin private HomeOption home;
  @Mixin private JsonOption json;
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "PARTY",
      description =
          "The party whose site gets it: its id, its alias, or the beginning of either; without it,"
              + " what every site should get.")
  private String party;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "Where it goes; replaced if it is there; - is standard output. Default: a .zip in the"
              + " current directory, named by our id, that of PARTY behind --to--, and the time.")
  private Path file;

  @Override
  public Integer call() throws Exception {
    if (json.isSet() && STANDARD_OUTPUT.equals(file)) {
      throw new ParameterException(
          spec.commandLine(), "--json and -o - would both write to standard output.");
    }
    Home where = home.home();
    Packs packs = new Packs(where.outbox());
    Parsed<Pack> pack = party == null ? packs.forAll() : forParty(packs, where);
    return pack instanceof Parsed.Bad<Pack> bad
        ? Complaint.print(spec, bad)
        : write(((Parsed.Good<Pack>) pack).value());
  }

  private Parsed<Pack> forParty(Packs packs, Home where) throws IOException {
    String id = PartyArgument.id(where, party, spec);
    return PartyId.isForm(id)
        ? packs.forParty(new PartyId(id))
        : Unregistered.sentence(where, RegistryReader.read(Registries.of(where)), id);
  }

  private int write(Pack pack) throws IOException {
    if (STANDARD_OUTPUT.equals(file)) {
      PrintStream out = System.out;
      out.write(pack.zip());
      out.flush();
      return out.checkError() ? Certdrop.FAILED : Certdrop.DONE;
    }
    Path target = file != null ? file : Path.of(pack.fileName(Clock.systemUTC().instant()));
    Parsed<Path> written = new ExportFile(target).write(pack.zip());
    if (written instanceof Parsed.Bad<Path> bad) {
      return Complaint.print(
          spec, bad.problem(), bad.hint() + (file == null ? " The option is -o FILE." : ""));
    }
    print(pack, ((Parsed.Good<Path>) written).value());
    return Certdrop.DONE;
  }

  private void print(Pack pack, Path written) throws IOException {
    if (json.isSet()) {
      ObjectNode document = StrictJson.mapper().createObjectNode();
      document.put("file", written.toString());
      pack.files().keySet().forEach(document.putArray("files")::add);
      JsonOption.print(spec, document);
      return;
    }
    int count = pack.files().size();
    Streams.out(spec)
        .println(
            "packed: "
                + count
                + (count == 1 ? " file" : " files")
                + " into "
                + Printable.of(written.toString()));
  }
}
