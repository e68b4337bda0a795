package org.certdrop.export;

import static org.certdrop.export.PartyDocument.CERTIFICATE;
import static org.certdrop.export.PartyDocument.COMPONENT;
import static org.certdrop.export.PartyDocument.COMPONENT_ID;
import static org.certdrop.export.PartyDocument.IP;
import static org.certdrop.export.PartyDocument.PARTY;
import static org.certdrop.export.PartyDocument.PORT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certdrop.json.ExactJson;
import org.certdrop.party.Endpoint;
import org.certdrop.text.Printable;
import org.certdrop.x509.Fingerprint;

/** What the fields of a party's document are to hold; all others are the site's own. */
final class PartyFields {
  private static final int SHOWN = 60;

  private final ExportedParty party;

  PartyFields(ExportedParty party) {
    this.party = party;
  }

  /**
   * The fields of a new document: as Fed-BioMed 4 writes them, of which later ones pass over the
   * address; and the id as the releases with mutual authentication want it, so that a database
   * lives through an upgrade.
   */
  ObjectNode create() {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    fields.put(CERTIFICATE, party.pem());
    fields.put(PARTY, party.id().value());
    fields.put(COMPONENT_ID, party.id().value());
    fields.put(COMPONENT, party.id().component().name());
    if (party.endpoint().isPresent()) {
      fields.set(IP, ip(party.endpoint().get()));
      fields.set(PORT, port(party.endpoint().get()));
    }
    return fields;
  }

  /**
   * Brings a document up to date. One that is somebody else's keeps its spelling of the id, by
   * which the component finds it, and gets no address where it has none, as Fed-BioMed 6 makes it.
   *
   * @param ours whether certdrop made the document
   * @return what is changed in it
   */
  List<Change.Field> update(PartyDocument document, boolean ours) {
    List<Change.Field> changes = new ArrayList<>();
    ObjectNode fields = document.fields();
    Optional<Fingerprint> present = document.fingerprint();
    if (!present.equals(Optional.of(party.sha256()))) {
      fields.put(CERTIFICATE, party.pem());
      changes.add(
          new Change.Field(
              CERTIFICATE,
              present.map(Fingerprint::toString),
              Optional.of(party.sha256().toString())));
    }
    if (ours || !fields.has(PARTY)) {
      put(fields, PARTY, TextNode.valueOf(party.id().value()), changes);
    }
    put(fields, COMPONENT_ID, TextNode.valueOf(party.id().value()), changes);
    put(fields, COMPONENT, TextNode.valueOf(party.id().component().name()), changes);
    if (ours || (party.endpoint().isPresent() && (fields.has(IP) || fields.has(PORT)))) {
      put(fields, IP, party.endpoint().map(PartyFields::ip).orElse(null), changes);
      put(fields, PORT, party.endpoint().map(PartyFields::port).orElse(null), changes);
    }
    return changes;
  }

  private static JsonNode ip(Endpoint endpoint) {
    return TextNode.valueOf(endpoint.ip().toString());
  }

  private static JsonNode port(Endpoint endpoint) {
    return ExactJson.number(endpoint.port());
  }

  /** Null takes the field away. */
  private static void put(
      ObjectNode fields, String name, JsonNode value, List<Change.Field> changes) {
    Optional<JsonNode> before = Optional.ofNullable(fields.get(name));
    Optional<JsonNode> after = Optional.ofNullable(value);
    if (before.equals(after)) {
      return;
    }
    after.ifPresentOrElse(node -> fields.set(name, node), () -> fields.remove(name));
    changes.add(
        new Change.Field(name, before.map(PartyFields::shown), after.map(PartyFields::shown)));
  }

  private static String shown(JsonNode value) {
    return Printable.excerpt(ExactJson.write(value), SHOWN);
  }
}
