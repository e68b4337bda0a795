package org.certdrop.outbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.certdrop.json.StrictJson;
import org.certdrop.party.PartyId;
import org.certdrop.text.Timestamps;
import org.certdrop.x509.Fingerprint;

/**
 * What this party tells another one that it holds of it (SPEC section 9).
 *
 * @param from this party
 * @param to the other one, whose certificate it is about
 * @param certificate that certificate
 * @param result what became of it here
 * @param seq the journal line that says so
 */
public record OwnReceipt(
    PartyId from, PartyId to, Fingerprint certificate, String result, long seq) {

  private static final String TO = "--to--";
  private static final String ENDING = ".receipt.json";

  /** What its file is called. */
  String name() {
    return name(from, to);
  }

  static String name(PartyId from, PartyId to) {
    return from + TO + to + ENDING;
  }

  /**
   * To whom a file's name says that it goes.
   *
   * @param name the name
   * @param from this party
   * @return the other one's id; empty if it is not the name of a receipt by this party
   */
  static Optional<String> addressee(String name, PartyId from) {
    String start = from + TO;
    return name.startsWith(start)
            && name.endsWith(ENDING)
            && PartyId.isForm(name.substring(start.length(), name.length() - ENDING.length()))
        ? Optional.of(name.substring(start.length(), name.length() - ENDING.length()))
        : Optional.empty();
  }

  /** The file's content; of the same time it is the same. */
  String text(Instant at) {
    ObjectNode json = StrictJson.mapper().createObjectNode();
    json.put("type", "receipt");
    json.put("from", from.value());
    json.put("to", to.value());
    json.putObject("about").put("party_id", to.value()).put("sha256", certificate.toString());
    json.put("result", result);
    json.put("registry_seq", seq);
    json.put("at", Timestamps.millis(at));
    try {
      return StrictJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of text and numbers is always JSON", e);
    }
  }

  /** Whether a file says the same of the same certificate, whenever it was written. */
  boolean isSaidBy(byte[] content) {
    return read(content)
        .filter(json -> isAbout(json) && json.path("result").asText().equals(result))
        .isPresent();
  }

  /** Whether a file is about the same certificate, whatever became of it. */
  boolean isAboutSame(byte[] content) {
    return read(content).filter(this::isAbout).isPresent();
  }

  private boolean isAbout(JsonNode json) {
    return json.path("from").asText().equals(from.value())
        && json.at("/about/party_id").asText().equals(to.value())
        && json.at("/about/sha256").asText().equals(certificate.toString());
  }

  private static Optional<JsonNode> read(byte[] content) {
    try {
      return Optional.of(StrictJson.read(content));
    } catch (IOException e) {
      return Optional.empty(); // no JSON, so that it says nothing: reading from memory never fails
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }
}
