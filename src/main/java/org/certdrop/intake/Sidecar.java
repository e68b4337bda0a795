package org.certdrop.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.certdrop.json.StrictJson;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.text.Printable;

/**
 * A JSON file that says whose certificate it accompanies and where the party listens; see {@code
 * etc/schema/sidecar.schema.json}.
 *
 * @param metadata what it says, as far as it is sound
 * @param said of which fields it speaks, soundly or not; all of them where it cannot be read
 * @param findings what is wrong with it; that a field is missing is not said here
 * @param ignoredFields names of fields that mean nothing to certdrop, fit to be shown
 */
record Sidecar(
    Metadata metadata, Set<Field> said, List<Finding> findings, List<String> ignoredFields) {
  /** Of the JSON parser's words, in characters: they may quote the content. */
  private static final int LONGEST_REASON = 160;

  /**
   * Reads a sidecar.
   *
   * @param content the file's bytes, at most {@link Limits#FILE_BYTES}
   * @return what it says and what is wrong with it; never fails, whatever the content
   */
  static Sidecar read(byte[] content) {
    if (!Completeness.isCompleteSidecar(content)) {
      return unreadable(
          Code.TRUNCATED,
          "The sidecar ends before the closing brace of its JSON object, after "
              + content.length
              + " bytes.",
          "The transfer may have been cut off: send the file again.");
    }
    try {
      return SidecarFields.read(SidecarSyntax.parse(decode(content)));
    } catch (StreamConstraintsException e) {
      return unreadable(
          Code.TOO_LARGE,
          "The sidecar nests objects or lists deeper than " + StrictJson.MAX_DEPTH + " levels.",
          "A sidecar is a flat JSON object of a few fields: ask the sender for one.");
    } catch (JsonProcessingException e) {
      return malformed(reason(e));
    } catch (CharacterCodingException e) {
      return malformed("it is not UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  /** Malformed UTF-8 is refused, not replaced: what is shown must be what was sent. */
  private static String decode(byte[] content) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static String reason(JsonProcessingException e) {
    // What the parser takes for a token may be the part of a key between two signs.
    String words = e.getOriginalMessage().replaceAll("'(\\w{12})\\w+'", "'$1...'");
    return "line "
        + e.getLocation().getLineNr()
        + ", column "
        + e.getLocation().getColumnNr()
        + ": "
        + Printable.excerpt(words, LONGEST_REASON);
  }

  private static Sidecar malformed(String why) {
    return unreadable(
        Code.MALFORMED_SIDECAR,
        "The sidecar cannot be read as one JSON object: " + why + ".",
        "Ask the sender for a sidecar such as {\"party_id\": \"node_...\", \"ip\": \"10.221.0.2\","
            + " \"port\": 14001}, in UTF-8, each field once.");
  }

  private static Sidecar unreadable(Code code, String message, String hint) {
    return new Sidecar(
        Metadata.NONE,
        EnumSet.allOf(Field.class),
        List.of(new Finding(code, message, hint)),
        List.of());
  }
}
