package org.certdrop.outbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.PrivateKey;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;
import org.certdrop.cms.DetachedSignature;
import org.certdrop.cms.SignatureVerification;
import org.certdrop.identity.OwnParty;
import org.certdrop.json.StrictJson;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.Fingerprint;

/**
 * What this party says of itself and signs: a sidecar's exact text and the signatures over it. A
 * registration is signed by the key of its certificate; a rotation, by which another certificate
 * takes the place of a former one, by the former certificate's key as well (SPEC section 9).
 *
 * @param sidecar the text that is signed, in ASCII
 * @param certificate the certificate that it speaks of
 * @param signature by that certificate's key: CMS in PEM
 * @param oldSignature by the former certificate's key; a rotation has one
 */
record Statement(
    String sidecar, Certificate certificate, String signature, Optional<String> oldSignature) {
  /**
   * Checks that the sidecar can be what it should be.
   *
   * @throws IllegalArgumentException if it cannot
   */
  Statement {
    Objects.requireNonNull(certificate);
    Objects.requireNonNull(signature);
    Objects.requireNonNull(oldSignature);
    JsonNode fields = parsed(sidecar);
    String named = fields.path(OwnSidecar.SHA256).asText();
    if (!PartyId.isForm(fields.path(OwnSidecar.PARTY_ID).textValue())
        || !isNumber(fields.path(OwnSidecar.SEQ))
        || !named.equals(certificate.fingerprint().toString())
        || superseded(fields).isPresent() != oldSignature.isPresent()) {
      throw new IllegalArgumentException("no statement about this certificate");
    }
  }

  static boolean isNumber(JsonNode seq) {
    return seq.isIntegralNumber() && seq.canConvertToLong();
  }

  /** A party's statement about itself. */
  static Statement registration(OwnParty own, long seq, Instant at) {
    String sidecar = OwnSidecar.file(OwnSidecar.registration(own, seq, at));
    return new Statement(sidecar, own.certificate(), signature(sidecar, own, at), Optional.empty());
  }

  /** The statement that the certificate of {@code own} takes the place of the former one. */
  static Statement rotation(OwnParty own, OwnParty former, long seq, Instant at) {
    Fingerprint superseded = former.certificate().fingerprint();
    String sidecar = OwnSidecar.file(OwnSidecar.rotation(own, superseded, seq, at));
    return new Statement(
        sidecar,
        own.certificate(),
        signature(sidecar, own, at),
        Optional.of(signature(sidecar, former, at)));
  }

  private static String signature(String sidecar, OwnParty signer, Instant at) {
    PrivateKey key = signer.privateKey().orElseThrow();
    return DetachedSignature.make(sidecar.getBytes(US_ASCII), signer.certificate(), key, at);
  }

  /** The fields that the sidecar has, as a new object. */
  ObjectNode fields() {
    return parsed(sidecar);
  }

  /** Its number: a later statement has a higher one. */
  long seq() {
    return fields().path(OwnSidecar.SEQ).longValue();
  }

  /** When it was made; empty if its maker did not say so. */
  Optional<Instant> createdAt() {
    try {
      return Optional.of(Instant.parse(fields().path(OwnSidecar.CREATED_AT).asText()));
    } catch (DateTimeParseException e) {
      return Optional.empty(); // of an edited file; nothing depends on it but a notice
    }
  }

  /** Whom it speaks of. */
  PartyId party() {
    return new PartyId(fields().path(OwnSidecar.PARTY_ID).textValue());
  }

  /** Whether it is a step from one certificate to another. */
  boolean isRotation() {
    return oldSignature.isPresent();
  }

  /** Which certificate lost its place; only a rotation says so. */
  Optional<Fingerprint> superseded() {
    return superseded(fields());
  }

  private static Optional<Fingerprint> superseded(JsonNode fields) {
    return Fingerprint.parse(fields.path(OwnSidecar.SUPERSEDES).path(OwnSidecar.SHA256).asText());
  }

  /** Whether it says of a party exactly what is true of it now. */
  boolean says(OwnParty own) {
    return OwnSidecar.facts(fields()).equals(OwnSidecar.facts(own));
  }

  /** The same with a good signature of the party's own key: the one it has, or a new one. */
  Statement signedBy(OwnParty own, Instant at) {
    boolean good =
        SignatureVerification.problem(
                signature.getBytes(US_ASCII), sidecar.getBytes(US_ASCII), certificate)
            .isEmpty();
    return good
        ? this
        : new Statement(sidecar, certificate, signature(sidecar, own, at), oldSignature);
  }

  private static ObjectNode parsed(String sidecar) {
    try {
      if (StrictJson.mapper().readTree(sidecar) instanceof ObjectNode fields) {
        return fields;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the sidecar is no JSON", e);
    }
    throw new IllegalArgumentException("the sidecar is no JSON object");
  }
}
