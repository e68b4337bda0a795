package org.certdrop.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.certdrop.json.StrictJson;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.text.Printable;

/**
 * A JSON file that says whose certificate it accompanies and where the party listens; see {@code
 * etc/schema/sidecar.schema.json}.
 *
 * @param metadata what it says, as far as it is sound
 * @param findings what is wrong with it; that a field is missing is not said here
 * @param ignoredFields names of fields that mean nothing to certdrop, fit to be shown
 */
record Sidecar(Metadata metadata, List<Finding> findings, List<String> ignoredFields) {
  /**
   * Reads a sidecar.
   *
   * @param content the file's bytes, at most {@link Limits#FILE_BYTES}
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
      JsonNode root = StrictJson.mapper().readTree(decode(content));
      return root instanceof ObjectNode fields
          ? new SidecarFields(fields).read()
          : malformed("it is no JSON object");
    } catch (StreamConstraintsException e) {
      return unreadable(
          Code.TOO_LARGE,
          "The sidecar nests deeper than "
              + StrictJson.MAX_DEPTH
              + " levels or holds a number of more than 1000 digits.",
          "A sidecar is a flat JSON object of a few fields: ask the sender for one.");
    } catch (JsonProcessingException e) {
      return malformed(Printable.of(e.getOriginalMessage()));
    } catch (CharacterCodingException e) {
      return malformed("it is not UTF-8");
    }
  }

  private static String decode(byte[] content) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static Sidecar malformed(String why) {
    return unreadable(
        Code.MALFORMED_SIDECAR,
        "The sidecar cannot be read as one JSON object: " + why + ".",
        "Ask the sender for a sidecar such as {\"party_id\": \"node_...\", \"ip\": \"10.221.0.2\","
            + " \"port\": 14001}, in UTF-8, each field once.");
  }

  private static Sidecar unreadable(Code code, String message, String hint) {
    return new Sidecar(Metadata.NONE, List.of(new Finding(code, message, hint)), List.of());
  }
}
