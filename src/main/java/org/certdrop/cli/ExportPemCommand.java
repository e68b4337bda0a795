package org.certdrop.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.certdrop.export.CertificateList;
import org.certdrop.export.ExportedParties;
import org.certdrop.export.Exports;
import org.certdrop.terminal.ProgressBar;
import org.certdrop.text.Parsed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code certdrop export pem}: all certificates in one file. */
@Command(
    name = "pem",
    mixinStandardHelpOptions = true,
    header = "Write all certificates into one PEM file.",
    description =
        "Writes the certificates of the registered parties into one file, each under a "
            + "comment that says whose it is; OpenSSL, curl and Python take it as their file of "
            + "trusted certificates. The file is replaced whole.",
    footer = {
      "",
      "EXIT CODES",
      "  0  written",
      "  1  failed; the file is as it was",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop export pem parties.pem",
      "  openssl storeutl -noout -text -certs parties.pem"
    })
final class ExportPemCommand implements Callable<Integer> {
  @Mixin private HomeOption home;
  @Mixin private JsonOption json;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "Where it goes; replaced if it is there.")
  private Path file;

  @Override
  public Integer call() throws Exception {
    ExportedParties parties;
    String text;
    try (ProgressBar progress = Streams.progress(spec)) {
      parties = Exports.of(home.home(), Clock.systemUTC(), progress).all();
      text = CertificateList.of(parties.all(), progress);
    }
    return ExportedFile.write(
        spec, json, file, parties, Parsed.good(text.getBytes(StandardCharsets.US_ASCII)));
  }
}
