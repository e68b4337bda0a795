package org.certdrop.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.certdrop.text.Parsed;

/**
 * JSON of other programs that certdrop reads, changes in part and writes back: what it does not
 * change keeps its value to the last digit. Numbers are kept as they are written and never
 * computed. {@code NaN} and {@code Infinity} are numbers here, as Python's {@code json} writes
 * them; a key that occurs twice and trailing content are refused.
 */
public final class ExactJson {
  /** Python, which wrote it, follows no more than about a thousand levels. */
  private static final int MAX_DEPTH = 500;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY).build();

  private static final JsonTree TREE = new JsonTree(ExactJson::number);

  private ExactJson() {}

  /**
   * Reads a document.
   *
   * @param content all of it; UTF-8 without a byte order mark
   * @return its value; or why it is none, in a clause that is fit to be shown
   */
  public static Parsed<JsonNode> read(byte[] content) {
    try (JsonParser parser = FACTORY.createParser(text(content))) {
      if (parser.nextToken() == null) {
        return Parsed.bad("it is empty", "");
      }
      JsonNode value = TREE.value(parser);
      return parser.nextToken() == null
          ? Parsed.good(value)
          : Parsed.bad("something follows the end of the value", "");
    } catch (CharacterCodingException e) {
      return Parsed.bad("it is not UTF-8", "");
    } catch (StreamConstraintsException e) {
      return Parsed.bad("it nests deeper than " + MAX_DEPTH + " levels", "");
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      return Parsed.bad(
          "it is not JSON, or not whole, or names a field twice: see line "
              + at.getLineNr()
              + ", column "
              + at.getColumnNr(),
          "");
    } catch (IOException e) {
      throw new IllegalStateException("a text is read without input and output", e);
    }
  }

  private static String text(byte[] content) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
  }

  /** A number that certdrop itself puts into a document. */
  public static JsonNode number(long value) {
    return lexeme(Long.toString(value));
  }

  /**
   * Writes a document.
   *
   * @param value what {@link #read} gave, changed or not
   * @return its JSON in one line of ASCII
   */
  public static String write(JsonNode value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of text and lexemes is always JSON", e);
    }
  }

  private static JsonNode number(JsonParser parser) throws IOException {
    String lexeme = parser.getText();
    // Jackson knows more names of infinity than Python does.
    if (lexeme.startsWith("+") || lexeme.endsWith("INF")) {
      throw new JsonParseException(parser, "no such number");
    }
    return lexeme(lexeme);
  }

  private static JsonNode lexeme(String number) {
    return new POJONode(new RawValue(number));
  }
}
