package org.certdrop.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.certdrop.json.ExactJson;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;

/**
 * The content of a Fed-BioMed component's database: a TinyDB file, which is one JSON object of
 * tables, each an object of documents by their numbers. certdrop knows one table of it.
 */
final class TinyDb {
  private static final String TABLE = "Certificates";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,1000}");

  private final ObjectNode tables;

  private TinyDb(ObjectNode tables) {
    this.tables = tables;
  }

  /**
   * Reads a database.
   *
   * @param content the whole file; nothing at all is an empty database, which TinyDB makes so
   * @return the database; or why it is none, in a clause
   */
  static Parsed<TinyDb> read(byte[] content) {
    if (content.length == 0) {
      return Parsed.good(new TinyDb(JsonNodeFactory.instance.objectNode()));
    }
    Parsed<JsonNode> json = ExactJson.read(content);
    return json instanceof Parsed.Bad<JsonNode> bad
        ? Parsed.bad(bad.problem(), bad.hint())
        : of(((Parsed.Good<JsonNode>) json).value());
  }

  private static Parsed<TinyDb> of(JsonNode json) {
    if (!json.isObject()) {
      return Parsed.bad("it is no JSON object", "");
    }
    for (Map.Entry<String, JsonNode> table : json.properties()) {
      if (!table.getValue().isObject()) {
        return Parsed.bad("its table " + Printable.quoted(table.getKey()) + " is no object", "");
      }
    }
    for (Map.Entry<String, JsonNode> document : json.path(TABLE).properties()) {
      if (!document.getValue().isObject() || !NUMBER.matcher(document.getKey()).matches()) {
        return Parsed.bad(
            "in its table "
                + TABLE
                + ", "
                + Printable.quoted(document.getKey())
                + " is no document",
            "");
      }
    }
    return Parsed.good(new TinyDb((ObjectNode) json));
  }

  /** The documents of the table, in the order of the file; what is done to their fields counts. */
  List<PartyDocument> documents() {
    List<PartyDocument> documents = new ArrayList<>();
    for (Map.Entry<String, JsonNode> document : tables.path(TABLE).properties()) {
      documents.add(new PartyDocument(document.getKey(), (ObjectNode) document.getValue()));
    }
    return documents;
  }

  /** The greatest number of a document; 0 if there is none. */
  BigInteger greatestId() {
    return documents().stream()
        .map(document -> new BigInteger(document.id()))
        .reduce(BigInteger.ZERO, BigInteger::max);
  }

  /** Adds a document. */
  void add(PartyDocument document) {
    tables.withObjectProperty(TABLE).set(document.id(), document.fields());
  }

  /** Takes a document out. */
  void remove(PartyDocument document) {
    tables.withObjectProperty(TABLE).remove(document.id());
  }

  /** The file's new content, in ASCII. */
  byte[] bytes() {
    return ExactJson.write(tables).getBytes(StandardCharsets.US_ASCII);
  }
}
