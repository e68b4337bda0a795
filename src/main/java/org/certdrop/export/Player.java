package org.certdrop.export;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.certdrop.identity.OwnParty;
import org.certdrop.party.Endpoint;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.SubjectHash;

/**
 * One party of a computation, as MP-SPDZ has to know it.
 *
 * @param id its id
 * @param endpoint where it listens
 * @param certificate its certificate
 * @param hash by what OpenSSL finds the certificate
 */
record Player(PartyId id, Endpoint endpoint, Certificate certificate, SubjectHash hash) {
  Player {
    Objects.requireNonNull(id);
    Objects.requireNonNull(endpoint);
    Objects.requireNonNull(certificate);
    Objects.requireNonNull(hash);
  }

  /** Whether its certificate bears the name by which MP-SPDZ calls a player. */
  boolean isNamed(int number) {
    String name = "P" + number;
    return certificate.subjectNames().contains(name)
        || certificate.subjectAltNames().contains("DNS:" + name);
  }

  /** A registered party as a player, or what it lacks. */
  static Parsed<Player> of(Entry entry) {
    Certificate certificate =
        Certificate.parsePem(entry.certificate().pem().getBytes(StandardCharsets.US_ASCII))
            .sound()
            .orElseThrow(() -> new IllegalStateException("registered, and no certificate"));
    return of(
        entry.party(),
        entry.endpoint(),
        certificate,
        "Ask that party for a sidecar with ip and port, and drop it with its certificate.",
        "Let that party name an IPv4 address, and drop its new sidecar.");
  }

  /** This party as a player, or what it lacks. */
  static Parsed<Player> of(OwnParty own) {
    return of(
        own.id(),
        own.endpoint(),
        own.certificate(),
        "Set certdrop.ip and certdrop.port in etc/certdrop.properties.",
        "It is this party: set certdrop.ip to an IPv4 address in etc/certdrop.properties, or ip in"
            + " Fed-BioMed's configuration.");
  }

  private static Parsed<Player> of(
      PartyId id,
      Optional<Endpoint> endpoint,
      Certificate certificate,
      String endpointHint,
      String ipv4Hint) {
    if (endpoint.isEmpty()) {
      return Parsed.bad(
          id + " has no address, and MP-SPDZ has to know where each party listens.", endpointHint);
    }
    if (!endpoint.get().ip().isIpv4()) {
      return Parsed.bad(
          id
              + " listens at "
              + endpoint.get()
              + ", and MP-SPDZ opens IPv4 sockets alone and splits an address at its first colon.",
          ipv4Hint);
    }
    Optional<SubjectHash> hash = SubjectHash.of(certificate);
    return hash.isEmpty()
        ? Parsed.bad(
            "The subject of the certificate of "
                + id
                + ", "
                + Printable.quoted(certificate.subject())
                + ", is one that OpenSSL cannot read, and MP-SPDZ uses OpenSSL.",
            "Ask that party for another certificate, with its names as UTF8String.")
        : Parsed.good(new Player(id, endpoint.get(), certificate, hash.get()));
  }
}
