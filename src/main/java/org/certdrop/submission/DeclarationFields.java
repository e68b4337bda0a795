package org.certdrop.submission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.certdrop.rules.Finding;
import org.certdrop.submission.Declaration.Type;
import org.certdrop.submission.SidecarSyntax.Value;
import org.certdrop.x509.Fingerprint;

/** Reads what a sidecar says of itself, and notes everything that is wrong. */
final class DeclarationFields {
  /** 18 digits are always a long; Unix milliseconds have 13. */
  private static final int SEQ_DIGITS = 18;

  private final Map<String, Value> fields;
  private final List<Finding> findings = new ArrayList<>();

  private DeclarationFields(Map<String, Value> fields) {
    this.fields = fields;
  }

  /**
   * Reads the fields type, seq and supersedes.
   *
   * @param fields those of the sidecar
   * @param findings where what is wrong goes
   * @return the declaration; nothing if there is no type, or an unknown one
   */
  static Optional<Declaration> read(Map<String, Value> fields, List<Finding> findings) {
    DeclarationFields declaration = new DeclarationFields(fields);
    Optional<Declaration> read = declaration.read();
    findings.addAll(declaration.findings);
    return read;
  }

  private Optional<Declaration> read() {
    Value value = fields.get(Field.TYPE.key());
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    for (Type type : Type.values()) {
      if (value.isString() && value.text().equals(type.toString())) {
        return Optional.of(new Declaration(type, seq(), supersedes(type)));
      }
    }
    findings.add(
        Field.TYPE.invalid(
            "type is "
                + value.shown()
                + (value.isString() ? ", neither registration nor rotation." : ", no string."),
            "Drop the files from the other site's outbox/registration as they are; a sidecar that was"
                + " written by hand needs no type."));
    return Optional.empty();
  }

  private OptionalLong seq() {
    Value value = fields.get(Field.SEQ.key());
    if (value == null || value.isNull()) {
      return OptionalLong.empty();
    }
    if (value.isInteger() && value.text().matches("[0-9]{1," + SEQ_DIGITS + "}")) {
      return OptionalLong.of(Long.parseLong(value.text()));
    }
    findings.add(
        Field.SEQ.invalid(
            "seq is " + value.shown() + ", no whole number of up to 18 digits.",
            "Ask the sender for the files from its outbox/registration."));
    return OptionalLong.empty();
  }

  private Optional<Fingerprint> supersedes(Type type) {
    Value value = fields.get(Field.SUPERSEDES.key());
    if (type != Type.ROTATION || value == null || value.isNull()) {
      return Optional.empty();
    }
    Value sha256 = value.fields().get(Field.SHA256.key());
    Optional<Fingerprint> fingerprint =
        sha256 != null && sha256.isString() ? Fingerprint.parse(sha256.text()) : Optional.empty();
    if (fingerprint.isEmpty()) {
      findings.add(
          Field.SUPERSEDES.invalid(
              "supersedes holds no SHA-256 fingerprint under sha256.",
              "Ask the sender for the files from its outbox/registration."));
    }
    return fingerprint;
  }
}
