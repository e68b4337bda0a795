package org.certdrop.registry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.certdrop.json.StrictJson;
import org.certdrop.party.Endpoint;
import org.certdrop.party.IpAddress;
import org.certdrop.party.PartyId;
import org.certdrop.text.Parsed;
import org.certdrop.x509.Fingerprint;
import org.certdrop.x509.KeyIdentity;

/** An entry as the JSON document of SPEC section 6, and back. */
final class EntryJson {
  static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

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
  private static final String ROTATED_FROM = "rotated_from";
  private static final String GIVEN_UP = "given_up";
  private static final Set<String> VERIFIED = Set.of("method", "by", "at");
  private static final Set<String> HOLDS_OURS = Set.of("sha256", "at");

  private EntryJson() {}

  static void write(Entry entry, JsonGenerator out) throws IOException {
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
    out.writeStringField("registered_at", MILLIS.format(entry.registeredAt()));
    out.writeStringField("submission", entry.submission());
    writeTrust(entry.trust(), out);
    out.writeStringField("public_key_sha256", certificate.publicKey().hex());
    writeFingerprints(ROTATED_FROM, entry.rotatedFrom(), out);
    writeGivenUp(entry.givenUp(), out);
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

  private static void writeTrust(Trust trust, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("verified");
    out.writeStringField("method", lowerCase(trust.verified().method()));
    out.writeStringField("by", trust.verified().by().orElse(null));
    out.writeStringField("at", trust.verified().at().map(MILLIS::format).orElse(null));
    out.writeEndObject();
    out.writeStringField("endpoint", lowerCase(trust.endpoint()));
    out.writeObjectField("seq", trust.sidecar().map(SignedSidecar::seq).orElse(null));
    out.writeStringField(
        "sidecar_sha256", trust.sidecar().map(sidecar -> sidecar.sha256().hex()).orElse(null));
    writeHoldsOurs(trust.holdsOurs(), out);
  }

  private static void writeHoldsOurs(Optional<HoldsOurs> holdsOurs, JsonGenerator out)
      throws IOException {
    if (holdsOurs.isEmpty()) {
      out.writeNullField("holds_ours");
      return;
    }
    out.writeObjectFieldStart("holds_ours");
    out.writeStringField("sha256", holdsOurs.get().sha256().toString());
    out.writeStringField("at", MILLIS.format(holdsOurs.get().at()));
    out.writeEndObject();
  }

  /** Few parties ever rotate: the others' documents do without the field. */
  private static void writeFingerprints(
      String name, List<Fingerprint> certificates, JsonGenerator out) throws IOException {
    if (certificates.isEmpty()) {
      return;
    }
    out.writeArrayFieldStart(name);
    for (Fingerprint certificate : certificates) {
      out.writeString(certificate.toString());
    }
    out.writeEndArray();
  }

  /** Seldom has a person to put something aside, either. */
  private static void writeGivenUp(GivenUp givenUp, JsonGenerator out) throws IOException {
    if (givenUp.isNothing()) {
      return;
    }
    out.writeObjectFieldStart(GIVEN_UP);
    writeFingerprints("certificates", givenUp.certificates(), out);
    if (givenUp.seq().isPresent()) {
      out.writeNumberField("seq", givenUp.seq().getAsLong());
    }
    out.writeEndObject();
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
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
  static Entry read(JsonNode document, long seq) throws MalformedDocumentException {
    Fields fields = new Fields(document).only(NAMES, ROTATED_FROM, GIVEN_UP);
    PartyId party = fields.partyId("party_id");
    expect(fields, "component", party.component().name());
    expect(fields, "component_id", party.value());
    Instant at = fields.instant("registered_at");
    Registrant registrant = new Registrant(party, endpoint(fields), facts(fields));
    return Entry.of(registrant, at, fields.text("submission"), trust(fields)).writtenBy(seq);
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

  private static Trust trust(Fields fields) throws MalformedDocumentException {
    Fields verified = fields.object("verified").only(VERIFIED);
    return new Trust(
        new Verified(
            verified
                .constant("method", Verified.Method.class)
                .orElseThrow(() -> Fields.bad("method", "null")),
            verified.optionalText("by"),
            verified.optionalInstant("at")),
        fields
            .constant("endpoint", EndpointTrust.class)
            .orElseThrow(() -> Fields.bad("endpoint", "null")),
        sidecar(fields),
        holdsOurs(fields),
        new Predecessors(fields.fingerprints(ROTATED_FROM)),
        givenUp(fields));
  }

  private static GivenUp givenUp(Fields fields) throws MalformedDocumentException {
    if (!fields.has(GIVEN_UP)) {
      return GivenUp.NOTHING;
    }
    Fields mark = fields.object(GIVEN_UP).only(Set.of(), "certificates", "seq");
    GivenUp givenUp = new GivenUp(mark.fingerprints("certificates"), mark.optionalNumber("seq"));
    if (givenUp.isNothing()) {
      throw Fields.bad(GIVEN_UP, "{}");
    }
    return givenUp;
  }

  private static Optional<SignedSidecar> sidecar(Fields fields) throws MalformedDocumentException {
    OptionalLong seq = fields.optionalNumber("seq");
    if (seq.isPresent() != fields.optionalText("sidecar_sha256").isPresent()) {
      throw Fields.bad("seq", seq.toString());
    }
    return seq.isEmpty()
        ? Optional.empty()
        : Optional.of(new SignedSidecar(seq.getAsLong(), fields.fingerprint("sidecar_sha256")));
  }

  private static Optional<HoldsOurs> holdsOurs(Fields fields) throws MalformedDocumentException {
    if (fields.isNull("holds_ours")) {
      return Optional.empty();
    }
    Fields receipt = fields.object("holds_ours").only(HOLDS_OURS);
    return Optional.of(new HoldsOurs(receipt.fingerprint("sha256"), receipt.instant("at")));
  }
}
