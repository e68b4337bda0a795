package org.certdrop.benchmark;

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
import org.certdrop.registry.Registry;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.ParsedCertificate;

/**
 * A registry with a long history: so many parties, each of which then changes its address in turn,
 * until the journal has so many lines.
 */
public final class History {
  private History() {}

  /** Writes it: the folder {@code var} of a home, whose party that is, parties, lines. */
  public static void main(String[] arguments) throws Exception {
    int parties = Integer.parseInt(arguments[2]);
    int lines = Integer.parseInt(arguments[3]);
    List<Pairs.Pair> pairs = Pairs.make(parties);
    List<CertificateFacts> certificates =
        pairs.parallelStream().map(History::certificate).toList();
    try (Registry registry =
        Registry.open(
            Path.of(arguments[0]),
            new PartyId(arguments[1]),
            () -> AdmissionPolicy.AUTOMATIC,
            Clock.systemUTC())) {
      List<CompletableFuture<Decision>> decisions =
          IntStream.range(0, lines)
              .mapToObj(
                  line -> {
                    int number = line % parties;
                    return new Proposal(
                        "history-" + line,
                        new Registrant(
                            new PartyId(pairs.get(number).party()),
                            endpoint(number, line / parties),
                            certificates.get(number)),
                        false);
                  })
              .map(registry::propose)
              .toList();
      CompletableFuture.allOf(decisions.toArray(CompletableFuture[]::new)).join();
      System.out.println(registry.seq() + " lines");
    }
  }

  private static CertificateFacts certificate(Pairs.Pair pair) {
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
