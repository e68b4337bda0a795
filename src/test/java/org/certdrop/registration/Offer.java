package org.certdrop.registration;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.certdrop.party.Endpoint;
import org.certdrop.party.IpAddress;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Fingerprint;
import org.certdrop.x509.Pem;

/** A registrant for tests, good by default, each part of it replaceable. */
public record Offer(String party, String key, String certificate, String notAfter, String at) {

  /** A node with a key and a certificate of its own. */
  public static Offer of(String party) {
    return new Offer(
        party, "key of " + party, "first", "2027-11-23T03:41:35Z", "10.0.0.1:" + port(party));
  }

  private static int port(String party) {
    return 1024 + Math.floorMod(party.hashCode(), 60_000);
  }

  public Offer key(String other) {
    return new Offer(party, other, certificate, notAfter, at);
  }

  public Offer certificate(String other) {
    return new Offer(party, key, other, notAfter, at);
  }

  public Offer notAfter(String other) {
    return new Offer(party, key, certificate, other, at);
  }

  /** At {@code ip:port}; null for no endpoint. */
  public Offer at(String other) {
    return new Offer(party, key, certificate, notAfter, other);
  }

  public Registrant registrant() {
    byte[] der = (party + key + certificate + notAfter).getBytes(StandardCharsets.UTF_8);
    return new Registrant(
        new PartyId(party),
        endpoint(),
        new CertificateFacts(
            Pem.encode(der),
            Fingerprint.of(der),
            Fingerprint.of(key.getBytes(StandardCharsets.UTF_8)),
            "O=" + party + ",CN=*",
            "O=" + party + ",CN=*",
            "6c66",
            Instant.parse("2026-11-23T03:41:35Z"),
            Instant.parse(notAfter),
            "RSA 2048",
            "SHA256withRSA"));
  }

  private Optional<Endpoint> endpoint() {
    if (at == null) {
      return Optional.empty();
    }
    int colon = at.lastIndexOf(':');
    IpAddress ip =
        IpAddress.parse(at.substring(0, colon))
            .orElseThrow(bad -> new IllegalArgumentException(bad.problem()));
    return Optional.of(new Endpoint(ip, Integer.parseInt(at.substring(colon + 1))));
  }

  /** The same in a signed sidecar; sidecars of one number and word are the same. */
  public Proposal signedBy(String submission, long seq, String word) {
    return new Proposal(submission, signed(seq, word, Optional.empty()), false);
  }

  /** The same in a signed sidecar that the key of another certificate signed, too. */
  public Proposal rotationBy(String submission, long seq, Offer predecessor) {
    return new Proposal(submission, signed(seq, "", Optional.of(predecessor.sha256())), false);
  }

  Registrant signed(long seq, String word, Optional<Fingerprint> vouchedFor) {
    Registrant plain = registrant();
    return new Registrant(
        plain.party(),
        plain.endpoint(),
        plain.certificate(),
        Optional.of(
            new SignedSidecar(seq, Fingerprint.of((seq + word).getBytes(StandardCharsets.UTF_8)))),
        vouchedFor);
  }

  public Fingerprint sha256() {
    return registrant().certificate().sha256();
  }

  public Proposal by(String submission) {
    return new Proposal(submission, registrant(), false);
  }

  public Proposal upsertBy(String submission) {
    return new Proposal(submission, registrant(), true);
  }
}
