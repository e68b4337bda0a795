package org.certdrop.registration;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.certdrop.json.StrictJson;
import org.certdrop.party.PartyId;
import org.certdrop.text.Timestamps;
import org.certdrop.x509.Fingerprint;

/**
 * One change, as a line of the journal (SPEC section 6).
 *
 * @param seq its number, the first is 1
 * @param at when it was decided, in milliseconds
 * @param event what happened
 * @param party to whom
 * @param sha256 the certificate that it is about
 * @param entry the whole entry, if the event holds it; its id and line are this line's number
 * @param by who rejected or removed it, as that person says; empty for other events, where nobody
 *     said it, and where certdrop did it
 * @param prev the SHA-256 of the line before, without its LF, in hexadecimal
 */
public record JournalLine(
    long seq,
    Instant at,
    JournalEvent event,
    PartyId party,
    Fingerprint sha256,
    Optional<Entry> entry,
    Optional<String> by,
    String prev) {
  /** What stands for the line before the first. */
  public static final String NOTHING_BEFORE = "0".repeat(64);

  private static final Set<String> NAMES = Set.of("seq", "at", "event", "party", "prev");
  private static final Set<String> PARTY_NAMES = Set.of("party_id", "sha256");
  private static final String BY = "by";
  private static final int USUAL_LENGTH = 4096;

  /** The line in ASCII, without its LF. */
  public byte[] encode() {
    ByteArrayOutputStream line = new ByteArrayOutputStream(USUAL_LENGTH);
    try (JsonGenerator out = StrictJson.mapper().createGenerator(line)) {
      out.writeStartObject();
      out.writeNumberField("seq", seq);
      out.writeStringField("at", Timestamps.millis(at));
      out.writeStringField("event", event.word());
      out.writeFieldName("party");
      writeParty(out);
      out.writeStringField("prev", prev);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a buffer in memory does not fail", e);
    }
    return line.toByteArray();
  }

  private void writeParty(JsonGenerator out) throws IOException {
    if (entry.isPresent()) {
      EntryJson.write(entry.get(), out);
      return;
    }
    out.writeStartObject();
    out.writeStringField("party_id", party.value());
    out.writeStringField("sha256", sha256.toString());
    if (by.isPresent()) {
      out.writeStringField(BY, by.get());
    }
    out.writeEndObject();
  }

  /** Reads a line that is JSON. */
  public static JournalLine parse(JsonNode json) throws MalformedDocumentException {
    Fields fields = new Fields(json).only(NAMES);
    long seq = fields.number("seq");
    JournalEvent event =
        fields.constant("event", JournalEvent.class).orElseThrow(() -> Fields.bad("event", "null"));
    Optional<Entry> entry =
        event.holdsEntry() ? Optional.of(EntryJson.read(json.get("party"), seq)) : Optional.empty();
    Fields party = fields.object("party");
    if (entry.isEmpty()) {
      party.only(PARTY_NAMES, BY);
    }
    return new JournalLine(
        seq,
        fields.instant("at"),
        event,
        party.partyId("party_id"),
        party.fingerprint("sha256"),
        entry,
        entry.isPresent() ? Optional.empty() : party.optionalText(BY),
        fields.text("prev"));
  }

  /** Who confirmed, rejected or removed, as that person says; empty where the line does not say. */
  public Optional<String> actor() {
    return event == JournalEvent.CONFIRMED ? entry.map(Entry::verified).flatMap(Verified::by) : by;
  }
}
