package org.certdrop.submission;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.certdrop.json.StrictJson;
import org.certdrop.text.Printable;

/**
 * Takes a sidecar's JSON object apart into names and values, without understanding them.
 *
 * <p>It is stricter with resources than the mapper for our own files. A number stays the digits
 * that were written: one such as {@code 1e99999999999} is never evaluated. And names are kept in no
 * table that outlives the file: names chosen to collide would fill one that all parsers share. Nor
 * are buffers, which would hold what was read last, and that may be a private key.
 */
final class SidecarSyntax {
  private static final String NO_BRACE = "it does not begin with a brace";
  private static final String MORE = "something follows after its closing brace";

  /** What is said here and not by the parser. */
  static final Set<String> OWN_WORDS = Set.of(NO_BRACE, MORE);

  private static final JsonFactory FACTORY = factory();

  /** A number may have as many digits as the file has room for. */
  private static final int MOST_SHOWN = 80;

  private SidecarSyntax() {}

  /**
   * The value of a field.
   *
   * @param kind what it is
   * @param text a string's content, else the value as it was written; of an object or array the
   *     first character alone
   * @param fields an object's fields; of anything else none
   */
  record Value(JsonToken kind, String text, Map<String, Value> fields) {
    boolean isNull() {
      return kind == JsonToken.VALUE_NULL;
    }

    boolean isString() {
      return kind == JsonToken.VALUE_STRING;
    }

    boolean isObject() {
      return kind == JsonToken.START_OBJECT;
    }

    /** What it is, in a sentence; of an object or array that there is one. */
    String shown() {
      return switch (kind) {
        case START_OBJECT -> "{...}";
        case START_ARRAY -> "[...]";
        case VALUE_STRING -> Printable.quoted(text);
        default -> Printable.excerpt(text, MOST_SHOWN);
      };
    }

    boolean isInteger() {
      return kind == JsonToken.VALUE_NUMBER_INT;
    }
  }

  private static JsonFactory factory() {
    JsonFactory strict = StrictJson.mapper().getFactory();
    return strict
        .rebuild()
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .streamReadConstraints(
            strict
                .streamReadConstraints()
                .rebuild()
                .maxNumberLength(Limits.FILE_BYTES)
                .maxNameLength(Limits.FILE_BYTES)
                .build())
        .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
        .build();
  }

  /**
   * Reads one object.
   *
   * @param text the whole content of a sidecar
   * @return its fields, in its order
   * @throws com.fasterxml.jackson.core.exc.StreamConstraintsException if it nests deeper than
   *     {@link StrictJson#MAX_DEPTH}
   * @throws JsonParseException if it is not one JSON object with unique names
   */
  static Map<String, Value> parse(String text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new JsonParseException(parser, NO_BRACE);
      }
      Map<String, Value> fields = fields(parser);
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, MORE);
      }
      return fields;
    }
  }

  /** The parser's limits bound how deep objects nest. */
  private static Map<String, Value> fields(JsonParser parser) throws IOException {
    Map<String, Value> fields = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken kind = parser.nextToken();
      String text = parser.getText();
      if (kind == JsonToken.START_OBJECT) {
        fields.put(name, new Value(kind, text, fields(parser)));
      } else {
        fields.put(name, new Value(kind, text, Map.of()));
        parser.skipChildren();
      }
    }
    return fields;
  }
}
