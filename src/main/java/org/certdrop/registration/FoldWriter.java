package org.certdrop.registration;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.certdrop.party.Endpoint;
import org.certdrop.x509.Fingerprint;

/**
 * Writes all that a {@link Fold} holds, in octets that {@link FoldReader} takes much less time for
 * than for documents. The same state is always the same octets.
 */
public final class FoldWriter {
  /**
   * To be kept with the octets, and raised with each change of them, of what a fold holds, or of
   * what a line of the journal means.
   */
  public static final int VERSION = 1;

  private final DataOutputStream out;

  public FoldWriter(DataOutputStream out) {
    this.out = out;
  }

  /** Writes a state, but for the line that brought it about. */
  public void write(RegistryView view) throws IOException {
    out.writeLong(view.latest().toEpochMilli());
    List<Party> parties = new ArrayList<>(view.parties());
    parties.sort(Comparator.comparing(Party::key));
    out.writeInt(parties.size());
    for (Party party : parties) {
      out.writeBoolean(party.active().isPresent());
      entries(party.active().stream().toList());
      out.writeBoolean(party.removed().isPresent());
      entries(party.removed().stream().toList());
      out.writeInt(party.pending().size());
      entries(party.pending());
    }
  }

  private void entries(Collection<Entry> entries) throws IOException {
    for (Entry entry : entries) {
      entry(entry);
    }
  }

  private void entry(Entry entry) throws IOException {
    out.writeLong(entry.id());
    out.writeLong(entry.line());
    text(entry.party().value());
    Optional<Endpoint> endpoint = entry.endpoint();
    text(endpoint.map(at -> at.ip().toString()).orElse(""));
    out.writeInt(endpoint.map(Endpoint::port).orElse(0));
    certificate(entry.stored());
    out.writeLong(entry.registeredAt().toEpochMilli());
    text(entry.submission());
    trust(entry.trust());
  }

  private void certificate(StoredCertificate certificate) throws IOException {
    octets(certificate.der());
    digest(certificate.sha256());
    digest(certificate.publicKey());
    text(certificate.subject());
    text(certificate.issuer());
    text(certificate.serial());
    out.writeLong(certificate.notBefore().getEpochSecond());
    out.writeLong(certificate.notAfter().getEpochSecond());
    text(certificate.key());
    text(certificate.signatureAlgorithm());
  }

  private void trust(Trust trust) throws IOException {
    text(trust.verified().method().name());
    out.writeBoolean(trust.verified().by().isPresent());
    text(trust.verified().by().orElse(""));
    out.writeBoolean(trust.verified().at().isPresent());
    time(trust.verified().at().orElse(Instant.EPOCH));
    text(trust.endpoint().name());
    out.writeBoolean(trust.sidecar().isPresent());
    if (trust.sidecar().isPresent()) {
      out.writeLong(trust.sidecar().get().seq());
      digest(trust.sidecar().get().sha256());
    }
    out.writeBoolean(trust.holdsOurs().isPresent());
    if (trust.holdsOurs().isPresent()) {
      digest(trust.holdsOurs().get().sha256());
      time(trust.holdsOurs().get().at());
    }
    digests(trust.predecessors().certificates());
    digests(trust.givenUp().certificates());
    out.writeBoolean(trust.givenUp().seq().isPresent());
    out.writeLong(trust.givenUp().seq().orElse(0));
  }

  private void time(Instant instant) throws IOException {
    out.writeLong(instant.toEpochMilli());
  }

  private void digests(List<Fingerprint> digests) throws IOException {
    out.writeInt(digests.size());
    for (Fingerprint digest : digests) {
      digest(digest);
    }
  }

  private void digest(Fingerprint digest) throws IOException {
    out.write(digest.bytes());
  }

  private void text(String text) throws IOException {
    octets(text.getBytes(StandardCharsets.UTF_8));
  }

  private void octets(byte[] octets) throws IOException {
    out.writeInt(octets.length);
    out.write(octets);
  }
}
