package org.certdrop.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.certdrop.operator.Operator;
import org.certdrop.operator.RegisterRequest;
import org.certdrop.terminal.Screen;
import org.certdrop.text.Printable;
import org.certdrop.verdict.Outcome;
import org.certdrop.verdict.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code certdrop register}: one certificate, by hand, with Fed-BioMed's flags. */
@Command(
    name = "register",
    mixinStandardHelpOptions = true,
    header = "Register one certificate by hand.",
    description =
        "Registers a party's certificate by hand: the same rules and the same verdict "
            + "as a drop, but nothing is put into the inbox. The flags are those of "
            + "Fed-BioMed's `certificate register`.",
    footer = {
      "",
      "EXIT CODES",
      "  0  registered, replaced, unchanged or pending",
      "  1  refused, or failed",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop register -pk hospital1.pem -pi node_5d1c3e8a-1f0e-4f3b-9c55-0a8e7d6b2f11 \\",
      "      --ip 10.221.0.2 --port 14001",
      "  certdrop register -pk new.pem -pi node_5d1c3e8a-1f0e-4f3b-9c55-0a8e7d6b2f11 \\",
      "      --ip 10.221.0.2 --port 14001 --upsert     the site did change its key"
    })
final class RegisterCommand implements Callable<Integer> {
  @Mixin private HomeOption home;
  @Mixin private JsonOption json;
  @Spec private CommandSpec spec;

  @Option(
      names = {"-pk", "--public-key"},
      paramLabel = "FILE",
      required = true,
      description = "The certificate, in PEM.")
  private Path publicKey;

  @Option(
      names = {"-pi", "--party-id", "-ci", "--component-id"},
      paramLabel = "ID",
      description =
          "The party's id. Not needed for a certificate that says it: O=Fed-BioMed, CN=ID.")
  private String party;

  @Option(names = "--ip", paramLabel = "IP", description = "Where the party listens: address.")
  private String ip;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "Where the party listens: port.")
  private Long port;

  @Option(
      names = "--upsert",
      description =
          "Register even if the party is known with another key, was removed, is registered with a"
              + " newer certificate, or if another one whom nobody verified has its key or its id in"
              + " other letters, which is removed. Compare the fingerprint by phone first.")
  private boolean upsert;

  /** A whole number; whether it is a port is for the rules to say. */
  static final class PortConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
      try {
        return Long.valueOf(value);
      } catch (NumberFormatException e) {
        throw new TypeConversionException(Printable.quoted(value) + " is no number");
      }
    }
  }

  @Override
  public Integer call() throws Exception {
    RegisterRequest request =
        new RegisterRequest(
            publicKey,
            Optional.ofNullable(party),
            Optional.ofNullable(ip),
            Optional.ofNullable(port),
            upsert);
    try (Operator operator = Operator.of(home.home(), Clock.systemUTC())) {
      Verdict verdict = operator.register(request);
      print(verdict);
      return verdict.outcome() == Outcome.REFUSED ? Certdrop.FAILED : Certdrop.DONE;
    }
  }

  private void print(Verdict verdict) throws Exception {
    if (json.isSet()) {
      JsonOption.print(spec, verdict.toJson());
      return;
    }
    Screen screen = Streams.out(spec);
    String outcome = verdict.outcome().toString();
    screen.println(outcome + ": " + VerdictText.about(verdict), outcome, VerdictText.tone(outcome));
    VerdictText.print(screen, verdict.findings());
    if (verdict.outcome() == Outcome.PENDING) {
      screen.println(
          "  It waits for a confirmation. See what to do: ./certdrop show "
              + verdict.party().orElseThrow());
    }
  }
}
