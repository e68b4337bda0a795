package org.certdrop.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;

/**
 * The one way in which certdrop reads and writes JSON (RFC 8259): no duplicate keys, no trailing
 * content, no comments, at most 16 levels deep, no class ever named by the content.
 */
public final class StrictJson {
  /** How deep objects and arrays may nest, in levels. */
  public static final int MAX_DEPTH = 16;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(1000)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .characterEscapes(new WithDelete())
          .build();

  private static final JsonTree TREE = new JsonTree(StrictJson::number);

  /** Made when first asked for. */
  private static final class Mapper {
    static final JsonMapper MAPPER =
        JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();
  }

  /** DEL is ASCII, and JSON lets it stand as it is; terminals do not. */
  private static final class WithDelete extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private static final int DELETE = 0x7f;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] escapes = standardAsciiEscapesForJSON();
      escapes[DELETE] = ESCAPE_STANDARD;
      return escapes;
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
      return null; // every escape is a standard one
    }
  }

  private StrictJson() {}

  /**
   * The mapper, for trees and streams. It is shared and must not be configured further. It writes
   * printable ASCII: whatever the reader's encoding, the text is the same, and a terminal that
   * shows it is safe.
   */
  public static JsonMapper mapper() {
    return Mapper.MAPPER;
  }

  /** A parser, for those who read value by value with {@link #read(JsonParser)}. */
  public static JsonParser parser(InputStream source) throws IOException {
    return FACTORY.createParser(source);
  }

  /**
   * Reads a document.
   *
   * @param document all of it, in an encoding that JSON may have
   * @return its value; missing if the document is empty
   * @throws IOException if it is no JSON, mostly a {@link
   *     com.fasterxml.jackson.core.JsonProcessingException}
   */
  public static JsonNode read(byte[] document) throws IOException {
    try (JsonParser parser = FACTORY.createParser(document)) {
      if (parser.nextToken() == null) {
        return MissingNode.getInstance();
      }
      JsonNode value = TREE.value(parser);
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "something follows the end of the value");
      }
      return value;
    }
  }

  /**
   * Reads one of several values.
   *
   * @param parser at the value's first token; then at its last
   */
  public static JsonNode read(JsonParser parser) throws IOException {
    return TREE.value(parser);
  }

  private static JsonNode number(JsonParser parser) throws IOException {
    return switch (parser.getNumberType()) {
      case INT -> IntNode.valueOf(parser.getIntValue());
      case LONG -> LongNode.valueOf(parser.getLongValue());
      case BIG_INTEGER -> BigIntegerNode.valueOf(parser.getBigIntegerValue());
      default -> DoubleNode.valueOf(parser.getDoubleValue());
    };
  }
}
