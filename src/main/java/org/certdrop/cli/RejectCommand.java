package org.certdrop.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.certdrop.json.StrictJson;
import org.certdrop.operator.Operator;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Removal;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;
import org.certdrop.x509.Fingerprint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code certdrop reject}: what waits is not wanted. */
@Command(
    name = "reject",
    mixinStandardHelpOptions = true,
    header = "Drop a certificate that waits for a confirmation.",
    description =
        "Drops one certificate of a party that waits for a confirmation, because nobody at that "
            + "site knows of it, say. What is registered, and what else of the party waits, stays, "
            + "and so do the files, in inbox/accepted. The other site is told nothing. To take a "
            + "rejection back, drop the files again: they wait again. To keep a certificate out "
            + "for good, write its fingerprint into etc/distrusted.txt. To take back what is "
            + "registered or confirmed, use `delete`.",
    footer = {
      "",
      "EXIT CODES",
      "  0  dropped",
      "  1  no such certificate waits, or failed",
      "  2  wrong usage",
      "",
      "EXAMPLES",
      "  certdrop show node_5d1c3e8a-1f0e-4f3b-9c55-0a8e7d6b2f11     what waits, and why",
      "  certdrop reject node_5d1c3e8a-1f0e-4f3b-9c55-0a8e7d6b2f11 FINGERPRINT"
    })
final class RejectCommand implements Callable<Integer> {
  @Mixin private HomeOption home;
  @Mixin private JsonOption json;
  @Mixin private PartyArgument meant;
  @Mixin private ByOption by;
  @Spec private CommandSpec spec;
  private String party;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FINGERPRINT",
      description = "The certificate's SHA-256 fingerprint, as `show` prints it.")
  private List<String> value;

  @Override
  public Integer call() throws Exception {
    party = meant.id(home.home(), spec);
    if (PartyId.parse(party) instanceof Parsed.Bad<PartyId> bad) {
      return Complaint.print(spec, bad);
    }
    String typed = String.join(" ", value);
    Optional<Fingerprint> certificate = Fingerprint.parse(typed);
    if (certificate.isEmpty()) {
      return Complaint.print(
          spec,
          Printable.quoted(typed) + " is no SHA-256 fingerprint, which has 64 hexadecimal digits.",
          "./certdrop show " + party + " shows those of the certificates that wait.");
    }
    try (Operator operator = Operator.ofUsed(home.home(), Clock.systemUTC())) {
      Optional<Removal> removal = operator.reject(new PartyId(party), certificate.get(), by.name());
      return removal.isEmpty() ? nothingWaits(certificate.get()) : print(removal.get());
    }
  }

  private int nothingWaits(Fingerprint certificate) {
    return Complaint.print(
        spec,
        "No certificate " + certificate + " of " + party + " waits.",
        "./certdrop show " + party + " lists what waits. What was refused need not be rejected.");
  }

  private int print(Removal removal) throws Exception {
    String id = removal.entry().party().value();
    String sha256 = removal.entry().sha256().toString();
    if (json.isSet()) {
      ObjectNode document = StrictJson.mapper().createObjectNode();
      document.put("outcome", "rejected").put("party_id", id).put("sha256", sha256);
      JsonOption.print(spec, document.put("registry_seq", removal.seq()));
    } else {
      Streams.out(spec).println("rejected: " + id + " " + sha256);
      Streams.out(spec).println("  If it is dropped again, it waits again.");
    }
    return Certdrop.DONE;
  }
}
