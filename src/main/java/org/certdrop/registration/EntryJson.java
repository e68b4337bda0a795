package org.certdrop.registration;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.certdrop.json.StrictJson;
import org.certdrop.party.Endpoint;
import org.certdrop.party.IpAddress;
import org.certdrop.party.PartyId;
import org.certdrop.text.Parsed;
import org.certdrop.text.Timestamps;
import org.certdrop.x509.KeyIdentity;
import org.certdrop.x509.Pem;

/** An entry as the JSON document of SPEC section 6, and back. */
public final class EntryJson {
  private static final Set<String> NAMES =
      Set.of(
          "party_id",
          "component",
          "ip",
          "port",
          "certificate",
          "component_id",
          "sha256",
          "subject",
          "issuer",
          "serial",
          "not_before",
          "not_after",
          "key",
          "signature_algorithm",
          "registered_at",
          "submission",
          "verified",
          "endpoint",
          "seq",
          "sidecar_sha256",
          "holds_ours",
          "public_key_sha256");

  private EntryJson() {}

  public static void write(Entry entry, JsonGenerator out) throws IOException {
    StoredCertificate certificate = entry.stored();
    Optional<Endpoint> endpoint = entry.endpoint();
    out.writeStartObject();
    out.writeStringField("party_id", entry.party().value());
    out.writeStringField("component", entry.party().component().name());
    out.writeStringField("ip", endpoint.map(at -> at.ip().toString()).orElse(null));
    out.writeObjectField("port", endpoint.map(Endpoint::port).orElse(null));
    out.writeStringField("certificate", certificate.pem());
    out.writeStringField("component_id", entry.party().value());
    writeFacts(certificate, out);
    out.writeStringField("registered_at", Timestamps.millis(entry.registeredAt()));
    out.writeStringField("submission", entry.submission());
    TrustJson.write(entry.trust(), out);
    out.writeStringField("public_key_sha256", certificate.publicKey().hex());
    TrustJson.writeHistory(entry.trust(), out);
    out.writeEndObject();
  }

  private static void writeFacts(StoredCertificate facts, JsonGenerator out) throws IOException {
    out.writeStringField("sha256", facts.sha256().toString());
    out.writeStringField("subject", facts.subject());
    out.writeStringField("issuer", facts.issuer());
    out.writeStringField("serial", facts.serial());
    out.writeStringField("not_before", facts.notBefore().toString());
    out.writeStringField("not_after", facts.notAfter().toString());
    out.writeStringField("key", facts.key());
    out.writeStringField("signature_algorithm", facts.signatureAlgorithm());
  }

  static ObjectNode tree(Entry entry) {
    try (TokenBuffer buffer = new TokenBuffer(StrictJson.mapper(), false)) {
      write(entry, buffer);
      return StrictJson.mapper().readTree(buffer.asParser());
    } catch (IOException e) {
      throw new UncheckedIOException("a buffer in memory does not fail", e);
    }
  }

  /**
   * Reads a document.
   *
   * @param document the document
   * @param seq the number for {@link Entry#id} and {@link Entry#line}
   */
  public static Entry read(JsonNode document, long seq) throws MalformedDocumentException {
    Fields fields = new Fields(document).only(NAMES, TrustJson.ROTATED_FROM, TrustJson.GIVEN_UP);
    PartyId party = fields.partyId("party_id");
    expect(fields, "component", party.component().name());
    expect(fields, "component_id", party.value());
    Instant at = fields.instant("registered_at");
    Registrant registrant = new Registrant(party, endpoint(fields), facts(fields));
    return Entry.of(registrant, at, fields.text("submission"), TrustJson.read(fields))
        .writtenBy(seq);
  }

  private static void expect(Fields fields, String name, String value)
      throws MalformedDocumentException {
    if (!fields.text(name).equals(value)) {
      throw Fields.bad(name, fields.text(name));
    }
  }

  private static Optional<Endpoint> endpoint(Fields fields) throws MalformedDocumentException {
    Optional<String> ip = fields.optionalText("ip");
    long port = fields.optionalNumber("port").orElse(0);
    if (ip.isEmpty() && port == 0) {
      return Optional.empty();
    }
    if (ip.isEmpty() || !Endpoint.isPort(port)) {
      throw Fields.bad("port", Long.toString(port));
    }
    if (IpAddress.parse(ip.get()) instanceof Parsed.Good<IpAddress> good
        && good.value().toString().equals(ip.get())) {
      return Optional.of(new Endpoint(good.value(), (int) port));
    }
    throw Fields.bad("ip", ip.get());
  }

  private static CertificateFacts facts(Fields fields) throws MalformedDocumentException {
    try {
      String pem = fields.text("certificate");
      return new CertificateFacts(
          pem,
          fields.fingerprint("sha256"),
          KeyIdentity.upToDate(Pem.decode(pem), fields.fingerprint("public_key_sha256")),
          fields.text("subject"),
          fields.text("issuer"),
          fields.text("serial"),
          fields.instant("not_before"),
          fields.instant("not_after"),
          fields.text("key"),
          fields.text("signature_algorithm"));
    } catch (IllegalArgumentException e) {
      throw new MalformedDocumentException("its \"certificate\" does not fit: " + e.getMessage());
    }
  }
}
