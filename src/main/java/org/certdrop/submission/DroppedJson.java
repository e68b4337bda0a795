package org.certdrop.submission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.certdrop.json.StrictJson;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.submission.SidecarSyntax.Value;
import org.certdrop.x509.PemDocument;

/** What came of reading a dropped JSON file: a sidecar or a receipt. */
sealed interface DroppedJson {
  /** Its fields, in its order. */
  record Fields(Map<String, Value> byName) implements DroppedJson {}

  /** It is not one JSON object. */
  record Bad(Finding finding) implements DroppedJson {}

  /**
   * Reads a file.
   *
   * @param content its bytes, at most {@link Limits#FILE_BYTES}
   * @param what what it is called: sidecar or receipt
   * @param example what the sender should be asked for
   */
  static DroppedJson read(byte[] content, String what, String example) {
    PemDocument.Form form = PemDocument.read(content).form();
    if (!Completeness.isCompleteSidecar(content) && !isBrokenBeforeItsEnd(content)) {
      String where =
          form == PemDocument.Form.EMPTY
              ? " is empty."
              : " ends before the closing brace of its JSON object, after "
                  + content.length
                  + " bytes.";
      return bad(
          Code.TRUNCATED,
          "The " + what + where,
          "The transfer may have been cut off: send the file again.");
    }
    if (form == PemDocument.Form.ZEROS) {
      return bad(
          Code.MALFORMED_SIDECAR,
          "The " + what + " is all zero octets: its copy was not complete.",
          "Copy the file once more, or ask the sender to send it again.");
    }
    if (form == PemDocument.Form.UTF16) {
      return malformed(what, "it is text in UTF-16, as PowerShell's \">\" writes it", example);
    }
    try {
      return parsed(decode(content), what, example);
    } catch (CharacterCodingException e) {
      return malformed(what, "it is not UTF-8", example);
    }
  }

  /** What is broken before it ends is not told to be cut off: sent again, it would be no better. */
  private static boolean isBrokenBeforeItsEnd(byte[] content) {
    try {
      String text = decode(content);
      try {
        SidecarSyntax.parse(text);
        return false;
      } catch (StreamConstraintsException e) {
        return false;
      } catch (JsonProcessingException e) {
        return !CutJson.mayBeCut(e, text);
      }
    } catch (CharacterCodingException e) {
      return false; // a cut may go through a letter
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  private static DroppedJson parsed(String text, String what, String example) {
    try {
      return new Fields(SidecarSyntax.parse(text));
    } catch (StreamConstraintsException e) {
      return bad(
          Code.TOO_LARGE,
          "The "
              + what
              + " nests objects or lists deeper than "
              + StrictJson.MAX_DEPTH
              + " levels.",
          "A " + what + " is a flat JSON object of a few fields: ask the sender for one.");
    } catch (JsonProcessingException e) {
      return malformed(what, BrokenJson.reason(e, text), example);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  /** Malformed UTF-8 is refused, not replaced: what is shown must be what was sent. */
  private static String decode(byte[] content) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static Bad malformed(String what, String why, String example) {
    return bad(
        Code.MALFORMED_SIDECAR,
        "The " + what + " cannot be read as one JSON object: " + why + ".",
        "Ask the sender for " + example + ", in UTF-8, each field once.");
  }

  private static Bad bad(Code code, String message, String hint) {
    return new Bad(new Finding(code, message, hint));
  }
}
