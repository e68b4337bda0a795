package org.certdrop.registration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.certdrop.party.Endpoint;
import org.certdrop.party.IpAddress;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Fingerprint;

/**
 * One party's registration: one document of registry.json (SPEC section 6). Immutable.
 *
 * <p>Two entries are equal if their documents are, id included.
 */
public final class Entry {
  private final long id;
  private final long line;
  private final PartyId party;
  private final String ip;
  private final int port;
  private final StoredCertificate certificate;
  private final long registeredAt;
  private final String submission;
  private final Trust trust;

  Entry(
      long id,
      long line,
      PartyId party,
      String ip,
      int port,
      StoredCertificate certificate,
      long registeredAt,
      String submission,
      Trust trust) {
    this.id = id;
    this.line = line;
    this.party = party;
    this.ip = ip;
    this.port = port;
    this.certificate = certificate;
    this.registeredAt = registeredAt;
    this.submission = Objects.requireNonNull(submission);
    this.trust = Objects.requireNonNull(trust);
  }

  /** An entry that no line holds yet. */
  public static Entry of(Registrant registrant, Instant at, String submission, Trust trust) {
    return new Entry(
        0,
        0,
        registrant.party(),
        registrant.endpoint().map(endpoint -> endpoint.ip().toString()).orElse(null),
        registrant.endpoint().map(Endpoint::port).orElse(0),
        new StoredCertificate(registrant.certificate()),
        at.truncatedTo(ChronoUnit.MILLIS).toEpochMilli(),
        submission,
        trust);
  }

  /** A copy as a new document, made by the journal line of this number. */
  public Entry writtenBy(long seq) {
    return new Entry(seq, seq, party, ip, port, certificate, registeredAt, submission, trust);
  }

  /** The same as a later version of a document that exists. */
  Entry withId(long document) {
    return new Entry(document, line, party, ip, port, certificate, registeredAt, submission, trust);
  }

  /** The same, trusted otherwise. */
  Entry withTrust(Trust other) {
    return new Entry(id, line, party, ip, port, certificate, registeredAt, submission, other);
  }

  /** The document's number, unique for ever: the journal line that made the document. */
  public long id() {
    return id;
  }

  /** The journal line that wrote this version of the document. */
  public long line() {
    return line;
  }

  /** The party, its id as it was written. */
  public PartyId party() {
    return party;
  }

  /** Where the party listens; empty where it did not say. */
  public Optional<Endpoint> endpoint() {
    return ip == null
        ? Optional.empty()
        : Optional.of(
            new Endpoint(
                IpAddress.parse(ip).orElseThrow(bad -> new IllegalStateException(bad.problem())),
                port));
  }

  /** The certificate and its facts. */
  public CertificateFacts certificate() {
    return certificate.facts();
  }

  StoredCertificate stored() {
    return certificate;
  }

  /** The fingerprint of the certificate. */
  public Fingerprint sha256() {
    return certificate.sha256();
  }

  /** The identity of the certificate's key: the same for two certificates of one key. */
  public Fingerprint publicKey() {
    return certificate.publicKey();
  }

  /** The end of the certificate's validity. */
  public Instant notAfter() {
    return certificate.notAfter();
  }

  /** When this version was registered, in whole milliseconds. */
  public Instant registeredAt() {
    return Instant.ofEpochMilli(registeredAt);
  }

  /** The submission that brought this version. */
  public String submission() {
    return submission;
  }

  /** Whether a person made sure that the certificate is the party's. */
  public Verified verified() {
    return trust.verified();
  }

  /** How well the endpoint is known to be the party's own. */
  public EndpointTrust endpointTrust() {
    return trust.endpoint();
  }

  /** The latest signed sidecar of the party's key, or of the chain of its keys. */
  public Optional<SignedSidecar> sidecar() {
    return trust.sidecar();
  }

  /** Which certificate of ours the party says to hold. */
  public Optional<HoldsOurs> holdsOurs() {
    return trust.holdsOurs();
  }

  /** The certificates that this one follows from, the root of the chain first. */
  public List<Fingerprint> rotatedFrom() {
    return trust.predecessors().certificates();
  }

  Trust trust() {
    return trust;
  }

  /** What a person's word put aside for it. */
  public Superseded givenUp() {
    return trust.givenUp();
  }

  /** A copy with the address of another entry. */
  Entry where(Entry other) {
    return new Entry(
        id, line, party, other.ip, other.port, certificate, registeredAt, submission, trust);
  }

  /** Whether it has this endpoint, or none if none is given. */
  boolean isAt(Optional<Endpoint> endpoint) {
    return endpoint
        .map(at -> at.port() == port && at.ip().toString().equals(ip))
        .orElse(ip == null);
  }

  /** Whether it says the same of endpoint and trust; the certificate is not compared. */
  boolean says(Entry other) {
    return isAt(other.endpoint()) && trust.equals(other.trust);
  }

  /** The document as registry.json holds it, for {@code --json}. */
  public ObjectNode document() {
    return EntryJson.tree(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Entry that
        && id == that.id
        && party.equals(that.party)
        && Objects.equals(ip, that.ip)
        && port == that.port
        && certificate.equals(that.certificate)
        && registeredAt == that.registeredAt
        && submission.equals(that.submission)
        && trust.equals(that.trust);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, party);
  }

  @Override
  public String toString() {
    return "entry " + id + " " + party;
  }
}
