package org.certdrop.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;
import org.certdrop.identity.OwnParty;
import org.certdrop.json.StrictJson;
import org.certdrop.text.Timestamps;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.Fingerprint;

/** The fields of this party's sidecar, plain or to be signed, and their spelling. */
final class OwnSidecar {
  static final String PARTY_ID = "party_id";
  static final String TYPE = "type";
  static final String SEQ = "seq";
  static final String SUPERSEDES = "supersedes";
  static final String SHA256 = "sha256";
  static final String REGISTRATION = "registration";
  static final String ROTATION = "rotation";
  static final String CREATED_AT = "created_at";

  private static final ObjectWriter PRETTY =
      StrictJson.mapper()
          .writer(
              new DefaultPrettyPrinter()
                  .withSeparators(
                      Separators.createDefaultInstance()
                          .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                  // Never the platform's line ends: the bytes are the same everywhere.
                  .withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private OwnSidecar() {}

  /** The fields that a party's sidecar has, signed or not; the same party always gives the same. */
  static ObjectNode facts(OwnParty own) {
    Certificate certificate = own.certificate();
    ObjectNode fields = StrictJson.mapper().createObjectNode();
    fields.put(PARTY_ID, own.id().value());
    fields.put("component", own.component().name());
    own.endpoint()
        .ifPresent(
            endpoint -> fields.put("ip", endpoint.ip().toString()).put("port", endpoint.port()));
    fields.put(SHA256, certificate.fingerprint().toString());
    fields.put("not_before", certificate.notBefore().toString());
    fields.put("not_after", certificate.notAfter().toString());
    return fields;
  }

  /** The facts of a signed sidecar's fields: without what only a signed one has. */
  static ObjectNode facts(ObjectNode signed) {
    return signed.deepCopy().remove(Set.of(TYPE, SEQ, CREATED_AT, SUPERSEDES));
  }

  /** The fields of a sidecar that is to be signed by the party's key. */
  static ObjectNode registration(OwnParty own, long seq, Instant at) {
    return signed(own, REGISTRATION, seq, at);
  }

  /** The fields of a sidecar that is to be signed by the party's new key and by the former one. */
  static ObjectNode rotation(OwnParty own, Fingerprint former, long seq, Instant at) {
    ObjectNode fields = signed(own, ROTATION, seq, at);
    fields.putObject(SUPERSEDES).put(SHA256, former.toString());
    return fields;
  }

  private static ObjectNode signed(OwnParty own, String type, long seq, Instant at) {
    return facts(own).put(TYPE, type).put(SEQ, seq).put(CREATED_AT, Timestamps.millis(at));
  }

  /** The file: pretty JSON in ASCII, with a final LF. */
  static String file(ObjectNode fields) {
    try {
      return PRETTY.writeValueAsString(fields) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of text and numbers is always JSON", e);
    }
  }
}
