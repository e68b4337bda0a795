package org.certdrop.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.certdrop.export.ExportedParties;
import org.certdrop.export.Exports;
import org.certdrop.export.Password;
import org.certdrop.export.TrustStore;
import org.certdrop.registration.Entry;
import org.certdrop.terminal.ProgressBar;
import org.certdrop.text.Parsed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code certdrop export pkcs12}: all certificates as a trust store. */
@Command(
    name = "pkcs12",
    mixinStandardHelpOptions = true,
    header = "Write all certificates into one PKCS#12 trust store.",
    description =
        "Writes the certificates of the registered parties into one trust store for Java "
            + "and OpenSSL; the alias of each is the party's id in lower case. There is no private "
            + "key in it. The file is replaced whole.",
    footer = {
      "",
      "EXIT CODES",
      "  0  written",
      "  1  failed; the file is as it was",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop export pkcs12 parties.p12",
      "  keytool -list -keystore parties.p12 -storepass changeit"
    })
final class ExportPkcs12Command implements Callable<Integer> {
  @Mixin private HomeOption home;
  @Mixin private JsonOption json;
  @Spec private CommandSpec spec;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "A file whose first line is the store's password. Default: changeit.")
  private Path passwordFile;

  @Parameters(paramLabel = "FILE", description = "Where it goes; replaced if it is there.")
  private Path file;

  @Override
  public Integer call() throws Exception {
    ExportedParties parties;
    Parsed<byte[]> store;
    try (ProgressBar progress = Streams.progress(spec)) {
      parties = Exports.of(home.home(), Clock.systemUTC(), progress).all();
      List<Entry> entries = parties.all();
      store = password().then(secret -> TrustStore.of(entries, secret, progress));
    }
    return ExportedFile.write(spec, json, file, parties, store);
  }

  private Parsed<Password> password() throws IOException {
    return passwordFile == null ? Parsed.good(Password.USUAL) : Password.read(passwordFile);
  }
}
