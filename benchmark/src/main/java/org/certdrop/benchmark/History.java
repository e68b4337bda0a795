package org.certdrop.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.certdrop.party.Endpoint;
import org.certdrop.party.IpAddress;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.CertificateFacts;
import org.certdrop.registration.Decision;
import org.certdrop.registration.Proposal;
import org.certdrop.registration.Registrant;
import org.certdrop.registration.RegistryView;
import org.certdrop.registry.Registry;
import org.certdrop.registry.RegistryReader;
import org.certdrop.registry.RegistryStore;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.ParsedCertificate;

/**
 * A registry with a long history: so many parties, each of which then changes its address in turn,
 * until the journal has so many lines.
 */
public final class History {
  private History() {}

  /**
   * Writes it: the folder {@code var} of a home, whose party that is, parties, lines. With the folder
   * alone: what the registry in it takes in memory.
   */
  public static void main(String[] arguments) throws Exception {
    Path var = Path.of(arguments[0]);
    if (arguments.length == 1) {
      weigh(var);
    } else {
      write(
          var,
          new PartyId(arguments[1]),
          Integer.parseInt(arguments[2]),
          Integer.parseInt(arguments[3]));
    }
  }

  private static void weigh(Path var) throws IOException {
    long before = used();
    RegistryView view = RegistryReader.read(RegistryStore.of(var));
    long octets = used() - before;
    int parties = view.active().size();
    System.out.println(parties + " parties, " + octets / parties + " octets of heap each");
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static void write(Path var, PartyId owner, int parties, int lines) throws Exception {
    List<Pairs.Pair> pairs = Pairs.make(parties);
    List<CertificateFacts> certificates =
        pairs.parallelStream().map(History::certificate).toList();
    try (Registry registry =
        Registry.open(
            var,
            owner,
            () -> AdmissionPolicy.AUTOMATIC,
            Clock.systemUTC())) {
      List<CompletableFuture<Decision>> decisions =
          IntStream.range(0, lines)
              .mapToObj(line -> change(pairs, certificates, line))
              .map(registry::propose)
              .toList();
      CompletableFuture.allOf(decisions.toArray(CompletableFuture[]::new)).join();
      System.out.println(registry.seq() + " lines");
    }
  }

  /** What is proposed for a line: the parties in turn, each time with another port. */
  static Proposal change(List<Pairs.Pair> pairs, List<CertificateFacts> certificates, long line) {
    int number = (int) (line % pairs.size());
    return new Proposal(
        "history-" + line,
        new Registrant(
            new PartyId(pairs.get(number).party()),
            endpoint(number, (int) (line / pairs.size())),
            certificates.get(number)),
        false);
  }

  static CertificateFacts certificate(Pairs.Pair pair) {
    return CertificateFacts.of(
        ((ParsedCertificate.Sound) Certificate.parsePem(pair.pem())).certificate());
  }

  private static Optional<Endpoint> endpoint(int number, int turn) {
    String ip = "10." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    return Optional.of(
        new Endpoint(
            IpAddress.parse(ip).orElseThrow(bad -> new IllegalStateException(bad.problem())),
            1 + turn % 65_000));
  }
}
