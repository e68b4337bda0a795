package org.certdrop.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.certdrop.home.Home;
import org.certdrop.json.StrictJson;
import org.certdrop.operator.Check;
import org.certdrop.terminal.ProgressBar;
import org.certdrop.terminal.Screen;
import org.certdrop.terminal.Tone;
import org.certdrop.text.Printable;
import org.certdrop.text.Timestamps;
import org.certdrop.verdict.Verdict;
import org.certdrop.x509.Certificate;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code certdrop check}: a dry run on files. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    header = "Dry run: would a drop of these files be taken?",
    description =
        "Says what certdrop thinks of certificate files, or of certificates with their "
            + "sidecars, and changes nothing. The rules of the home count, its roster, its list of "
            + "the distrusted and who it is itself; who is registered already plays no part. A list "
            + "that cannot be used is named on standard error, and the rest is judged without it.",
    footer = {
      "",
      "EXIT CODES",
      "  0  all files are good",
      "  1  a file is not, or cannot be read",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop check hospital1.pem",
      "  certdrop check hospital1.pem hospital1.json",
      "  certdrop check *.pem --at 2027-06-30T00:00:00Z     will they still be good then?"
    })
final class CheckCommand implements Callable<Integer> {
  @Mixin private HomeOption home;
  @Mixin private JsonOption json;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Certificate files, sidecars.")
  private List<Path> files;

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      converter = InstantConverter.class,
      description = "The instant to judge at, such as 2027-06-30T00:00:00Z. Default: now.")
  private Instant at;

  /** ISO 8601 in UTC. */
  static final class InstantConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String value) {
      try {
        return Instant.parse(value);
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            Printable.quoted(value) + " is no instant such as 2027-06-30T00:00:00Z");
      }
    }
  }

  @Override
  public Integer call() throws Exception {
    Home where = home.home();
    Check check = at == null ? Check.by(where, Clock.systemUTC()) : Check.by(where, at);
    check.gaps().forEach(gap -> spec.commandLine().getErr().println("certdrop: " + gap));
    List<Check.Result> results = judge(check);
    if (json.isSet()) {
      ArrayNode rows = StrictJson.mapper().createArrayNode();
      results.forEach(result -> rows.add(row(result)));
      JsonOption.print(spec, rows);
    } else {
      Screen screen = Streams.out(spec);
      results.forEach(result -> print(screen, result));
    }
    check.wrongClock().ifPresent(this::warn);
    return results.stream().allMatch(Check.Result::ok) ? Certdrop.DONE : Certdrop.FAILED;
  }

  private void warn(String wrongClock) {
    Complaint.print(
        spec,
        "This computer's clock is wrong, and the files were judged by it: " + wrongClock + ".",
        "Then type the command again, or name the right time with --at.");
  }

  private List<Check.Result> judge(Check check) throws Exception {
    try (ProgressBar progress = Streams.progress(spec)) {
      return check.of(files, progress);
    }
  }

  private static void print(Screen screen, Check.Result result) {
    String answer = result.ok() ? "ok" : "refused";
    screen.println(
        answer + ": " + Printable.of(result.file().toString()),
        answer,
        result.ok() ? Tone.GOOD : Tone.BAD);
    result.certificate().ifPresent(certificate -> print(screen, certificate));
    VerdictText.print(screen, result.findings());
    if (!result.ok() && result.findings().isEmpty()) {
      screen.println("  The reason stands at the certificate file of its name.");
    }
  }

  private static void print(Screen screen, Certificate certificate) {
    screen.println(
        "  "
            + Printable.of(certificate.subject())
            + ", "
            + certificate.key().description()
            + ", until "
            + Timestamps.seconds(certificate.notAfter()));
    screen.println("  " + certificate.fingerprint());
  }

  private static ObjectNode row(Check.Result result) {
    ObjectNode row = StrictJson.mapper().createObjectNode();
    row.put("file", result.file().toString());
    row.put("ok", result.ok());
    row.set("facts", result.certificate().map(CheckCommand::facts).orElse(null));
    row.set("findings", Verdict.toJson(result.findings()));
    return row;
  }

  private static ObjectNode facts(Certificate certificate) {
    ObjectNode facts = StrictJson.mapper().createObjectNode();
    facts.put("sha256", certificate.fingerprint().toString());
    facts.put("subject", certificate.subject());
    facts.put("issuer", certificate.issuer());
    facts.put("serial", certificate.serialHex());
    facts.put("not_before", Timestamps.seconds(certificate.notBefore()));
    facts.put("not_after", Timestamps.seconds(certificate.notAfter()));
    facts.put("key_algorithm", certificate.key().algorithm());
    facts.put("key_bits", certificate.key().bits());
    facts.put("curve", certificate.key().curve().orElse(null));
    facts.put("signature_oid", certificate.signatureAlgorithm().oid());
    facts.put("self_signed", certificate.selfSigned());
    facts.put("is_ca", certificate.isCa());
    certificate.subjectAltNames().forEach(facts.putArray("subject_alt_names")::add);
    return facts;
  }
}
