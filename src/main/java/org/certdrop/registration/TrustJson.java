package org.certdrop.registration;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.certdrop.text.Timestamps;
import org.certdrop.x509.Fingerprint;

/** The fields of an entry's document that say how far it is trusted, and back. */
final class TrustJson {
  static final String ROTATED_FROM = "rotated_from";
  static final String GIVEN_UP = "given_up";

  private static final Set<String> VERIFIED = Set.of("method", "by", "at");
  private static final Set<String> HOLDS_OURS = Set.of("sha256", "at");

  private TrustJson() {}

  /** What few documents have: what the entry follows from, and what was given up for it. */
  static void writeHistory(Trust trust, JsonGenerator out) throws IOException {
    writeFingerprints(ROTATED_FROM, trust.predecessors().certificates(), out);
    writeGivenUp(trust.givenUp(), out);
  }

  /** Whether the entry is trusted, and trusts us: the fields that every document has. */
  static void write(Trust trust, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("verified");
    out.writeStringField("method", lowerCase(trust.verified().method()));
    out.writeStringField("by", trust.verified().by().orElse(null));
    out.writeStringField("at", trust.verified().at().map(Timestamps::millis).orElse(null));
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
    out.writeStringField("at", Timestamps.millis(holdsOurs.get().at()));
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
  private static void writeGivenUp(Superseded givenUp, JsonGenerator out) throws IOException {
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

  /** Reads all of these fields of a document. */
  static Trust read(Fields fields) throws MalformedDocumentException {
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

  private static Superseded givenUp(Fields fields) throws MalformedDocumentException {
    if (!fields.has(GIVEN_UP)) {
      return Superseded.NOTHING;
    }
    Fields mark = fields.object(GIVEN_UP).only(Set.of(), "certificates", "seq");
    Superseded givenUp =
        new Superseded(mark.fingerprints("certificates"), mark.optionalNumber("seq"));
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
