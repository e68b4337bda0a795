package org.certdrop.submission;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certdrop.party.PartyId;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.submission.SidecarSyntax.Value;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;
import org.certdrop.x509.Fingerprint;

/** Reads a receipt field by field, and notes everything that is wrong. */
public final class ReceiptFields {
  private static final String HINT =
      "Ask the sender for the two files from its outbox/receipts, unchanged.";

  private final List<Finding> findings = new ArrayList<>();

  /**
   * What a receipt says.
   *
   * @param from who says to have written it, as far as it is sound
   * @param receipt all of it, if it is sound
   * @param findings what is wrong with it
   */
  public record Read(Optional<PartyId> from, Optional<Receipt> receipt, List<Finding> findings) {}

  private ReceiptFields() {}

  /**
   * Reads a receipt.
   *
   * @param content the file's bytes, at most {@link Limits#FILE_BYTES}
   * @return what it says; never fails, whatever the content
   */
  public static Read read(byte[] content) {
    DroppedJson json = DroppedJson.read(content, "receipt", "its receipt");
    return json instanceof DroppedJson.Fields fields
        ? new ReceiptFields().read(fields.byName())
        : new Read(Optional.empty(), Optional.empty(), List.of(((DroppedJson.Bad) json).finding()));
  }

  private Read read(Map<String, Value> fields) {
    demandType(fields);
    Optional<PartyId> from = party(fields, "from");
    Optional<PartyId> to = party(fields, "to");
    Map<String, Value> about =
        Optional.ofNullable(fields.get("about")).map(Value::fields).orElse(Map.of());
    Optional<PartyId> holder = party(about, "party_id");
    Optional<Fingerprint> certificate = fingerprint(about);
    Optional<Instant> at = at(fields);
    Optional<Receipt> receipt =
        findings.isEmpty()
            ? Optional.of(
                new Receipt(
                    from.orElseThrow(),
                    to.orElseThrow(),
                    holder.orElseThrow(),
                    certificate.orElseThrow(),
                    at.orElseThrow()))
            : Optional.empty();
    return new Read(from, receipt, List.copyOf(findings));
  }

  private void demandType(Map<String, Value> fields) {
    text(fields, "type")
        .filter(type -> !type.equals(Receipt.TYPE))
        .ifPresent(type -> bad("type is " + Printable.quoted(type) + " instead of receipt."));
  }

  private Optional<PartyId> party(Map<String, Value> fields, String name) {
    return text(fields, name)
        .flatMap(
            id -> {
              Parsed<PartyId> parsed = PartyId.parse(id);
              if (parsed instanceof Parsed.Bad<PartyId> bad) {
                bad(bad.problem());
                return Optional.empty();
              }
              return Optional.of(((Parsed.Good<PartyId>) parsed).value());
            });
  }

  private Optional<Fingerprint> fingerprint(Map<String, Value> about) {
    Optional<String> text = text(about, "sha256");
    Optional<Fingerprint> fingerprint = text.flatMap(Fingerprint::parse);
    if (text.isPresent() && fingerprint.isEmpty()) {
      bad("sha256 is " + Printable.quoted(text.get()) + ", no SHA-256 fingerprint.");
    }
    return fingerprint;
  }

  private Optional<Instant> at(Map<String, Value> fields) {
    Optional<String> text = text(fields, "at");
    try {
      // In milliseconds, as the journal keeps it; a time too far away to be counted so is none.
      return text.map(at -> Instant.ofEpochMilli(instant(at).toEpochMilli()));
    } catch (DateTimeException | ArithmeticException e) {
      bad(
          "at is "
              + Printable.quoted(text.orElseThrow())
              + ", no time such as 2026-11-26T10:15:00Z.");
      return Optional.empty();
    }
  }

  /** The platform takes a leap second for the second before, which another receipt may bear. */
  private static Instant instant(String text) {
    TemporalAccessor parsed = DateTimeFormatter.ISO_INSTANT.parse(text);
    if (parsed.query(DateTimeFormatter.parsedLeapSecond())) {
      throw new DateTimeException("a leap second");
    }
    return Instant.from(parsed);
  }

  private Optional<String> text(Map<String, Value> fields, String name) {
    Value value = fields.get(name);
    if (value != null && value.isString()) {
      return Optional.of(value.text());
    }
    findings.add(
        new Finding(
            value == null ? Code.MISSING_FIELD : Code.INVALID_FIELD,
            "The receipt has no text under " + name + ".",
            HINT));
    return Optional.empty();
  }

  private void bad(String problem) {
    findings.add(new Finding(Code.INVALID_FIELD, problem, HINT));
  }
}
