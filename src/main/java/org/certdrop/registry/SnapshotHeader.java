package org.certdrop.registry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Fields;
import org.certdrop.registration.MalformedDocumentException;

/**
 * The table {@code certdrop} of registry.json: whose it is and which journal line it shows.
 *
 * @param owner the party whose home it is
 * @param seq the last line folded
 * @param head the SHA-256 of that line
 */
record SnapshotHeader(PartyId owner, long seq, String head) {
  /** The table's name. */
  static final String TABLE = "certdrop";

  private static final String FORMAT = "certdrop-registry/1";
  private static final String DOCUMENT = "1";
  private static final Set<String> NAMES = Set.of("format", "owner", "seq", "head");

  /** Writes the table's content. */
  void write(JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeObjectFieldStart(DOCUMENT);
    out.writeStringField("format", FORMAT);
    out.writeStringField("owner", owner.value());
    out.writeNumberField("seq", seq);
    out.writeStringField("head", head);
    out.writeEndObject();
    out.writeEndObject();
  }

  /** Reads the table's content. */
  static SnapshotHeader read(JsonNode table) throws MalformedDocumentException {
    Fields fields = new Fields(table).only(Set.of(DOCUMENT)).object(DOCUMENT).only(NAMES);
    if (!fields.text("format").equals(FORMAT)) {
      throw Fields.bad("format", fields.text("format"));
    }
    return new SnapshotHeader(fields.partyId("owner"), fields.number("seq"), fields.text("head"));
  }
}
