package org.certdrop.trust;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.certdrop.json.StrictJson;
import org.certdrop.party.PartyId;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;
import org.certdrop.trust.Roster.Place;
import org.certdrop.x509.Fingerprint;

/** Reads a roster. Nothing is passed over: a misspelt "sha256" would let anybody in. */
final class RosterJson {
  private static final Set<String> FIELDS = Set.of("federation", "parties");
  private static final Set<String> PARTY_FIELDS = Set.of("party_id", "sha256");
  private static final int LONGEST_REASON = 160;
  private static final String EXAMPLE =
      "Write it as {\"federation\": \"NAME\", \"parties\": [{\"party_id\": \"node_...\"},"
          + " {\"party_id\": \"node_...\", \"sha256\": \"AB:CD:...\"}]}.";

  /** Something that is wrong with a roster: how reading ends early. */
  private static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;

    Wrong(String problem) {
      super(problem);
    }
  }

  private RosterJson() {}

  static Parsed<Roster> read(byte[] content) {
    try {
      String text = decode(content);
      return text.isBlank()
          ? Parsed.bad("It is empty.", EXAMPLE)
          : Parsed.good(roster(StrictJson.mapper().readTree(text)));
    } catch (Wrong e) {
      return Parsed.bad(e.getMessage(), EXAMPLE);
    } catch (JsonProcessingException e) {
      return Parsed.bad("It cannot be read as JSON, " + reason(e) + ".", EXAMPLE);
    } catch (CharacterCodingException e) {
      return Parsed.bad("It is not UTF-8.", "Save the file in UTF-8.");
    }
  }

  static byte[] write(String federation, Stream<PartyId> parties) {
    ObjectNode json = StrictJson.mapper().createObjectNode().put("federation", federation);
    ArrayNode places = json.putArray("parties");
    parties
        .map(PartyId::value)
        .distinct()
        .sorted()
        .forEach(id -> places.addObject().put("party_id", id));
    return (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String decode(byte[] content) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static String reason(JsonProcessingException e) {
    // The parser goes on about its own settings there.
    String words =
        Printable.excerpt(
            e.getOriginalMessage().replaceFirst(" \\(start marker.*", ""), LONGEST_REASON);
    // What nests too deep is refused without saying where.
    return e.getLocation() == null ? words : "line " + e.getLocation().getLineNr() + ": " + words;
  }

  private static Roster roster(JsonNode json) throws Wrong {
    demandFields(json, FIELDS, "It");
    JsonNode federation = json.path("federation");
    if (!federation.isTextual() || federation.textValue().isBlank()) {
      throw new Wrong("\"federation\" is " + shown(federation) + ", not the federation's name.");
    }
    if (!json.path("parties").isArray()) {
      throw new Wrong("\"parties\" is " + shown(json.path("parties")) + ", not a list.");
    }
    return Roster.of(federation.textValue(), places(json.path("parties")));
  }

  private static List<Place> places(JsonNode parties) throws Wrong {
    List<Place> places = new ArrayList<>();
    Map<String, Integer> numbers = new HashMap<>();
    for (JsonNode party : parties) {
      Place place = place(party, "Party " + (places.size() + 1));
      places.add(place);
      Integer before = numbers.put(place.party().key(), places.size());
      if (before != null) {
        throw new Wrong(
            "Parties " + before + " and " + places.size() + " are both " + place.party() + ".");
      }
    }
    return places;
  }

  private static Place place(JsonNode party, String which) throws Wrong {
    demandFields(party, PARTY_FIELDS, which);
    JsonNode id = party.path("party_id");
    if (!id.isTextual() || !PartyId.isForm(id.textValue())) {
      throw new Wrong(which + " has the party_id " + shown(id) + ", which is not a party id.");
    }
    return new Place(new PartyId(id.textValue()), sha256(party.path("sha256"), which));
  }

  private static Optional<Fingerprint> sha256(JsonNode sha256, String which) throws Wrong {
    if (sha256.isMissingNode() || sha256.isNull()) {
      return Optional.empty();
    }
    Optional<Fingerprint> read =
        sha256.isTextual() ? Fingerprint.parse(sha256.textValue()) : Optional.empty();
    if (read.isEmpty()) {
      throw new Wrong(
          which + " has the sha256 " + shown(sha256) + ", no fingerprint of 32 octets.");
    }
    return read;
  }

  private static void demandFields(JsonNode object, Set<String> known, String which) throws Wrong {
    if (!object.isObject()) {
      throw new Wrong(which + " is " + shown(object) + ", not an object in braces.");
    }
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (!known.contains(field.getKey())) {
        throw new Wrong(
            which + " has a field " + Printable.quoted(field.getKey()) + ", which means nothing.");
      }
    }
  }

  private static String shown(JsonNode value) {
    if (value.isMissingNode()) {
      return "missing";
    }
    return value.isTextual() ? Printable.quoted(value.textValue()) : kind(value);
  }

  private static String kind(JsonNode value) {
    if (value.isContainerNode()) {
      return value.isArray() ? "[...]" : "{...}";
    }
    return Printable.excerpt(value.asText(), 80);
  }
}
