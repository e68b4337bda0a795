package org.certdrop.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.certdrop.json.StrictJson;
import org.certdrop.x509.Certificate;

/**
 * What this party tells the other sites about itself: its certificate, its sidecar and a text for
 * people. The same id, endpoint and certificate always give the same bytes; a private key is never
 * in them.
 */
public final class Instructions {
  private static final ObjectWriter PRETTY =
      StrictJson.mapper()
          .writer(
              new DefaultPrettyPrinter()
                  .withSeparators(
                      Separators.createDefaultInstance()
                          .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                  // Never the platform's line ends: the bytes are the same everywhere.
                  .withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private final OwnParty own;
  private final String text;

  private Instructions(OwnParty own) {
    this.own = Objects.requireNonNull(own);
    this.text = InstructionsText.of(own);
  }

  /** The instructions of a party. */
  public static Instructions of(OwnParty own) {
    return new Instructions(own);
  }

  /** The certificate: one PEM block. */
  public String certificate() {
    return own.certificate().pem();
  }

  /** The sidecar: pretty JSON in ASCII, with a final LF. */
  public String sidecar() {
    try {
      return PRETTY.writeValueAsString(sidecarFields()) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of text and numbers is always JSON", e);
    }
  }

  /** The text for people; a valid drop by itself if this party has an endpoint. */
  public String text() {
    return text;
  }

  /** The sidecar's fields and {@code certificate}, the PEM block, as a new JSON object. */
  public ObjectNode json() {
    return sidecarFields().put("certificate", certificate());
  }

  /**
   * The files of the outbox: {@code <party id>.pem}, {@code .json} and {@code .txt}.
   *
   * @return content by name, in this order
   */
  public Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(own.id() + ".pem", certificate());
    files.put(own.id() + ".json", sidecar());
    files.put(own.id() + ".txt", text());
    return files;
  }

  private ObjectNode sidecarFields() {
    Certificate certificate = own.certificate();
    ObjectNode fields = StrictJson.mapper().createObjectNode();
    fields.put("party_id", own.id().value());
    fields.put("component", own.component().name());
    own.endpoint()
        .ifPresent(
            endpoint -> fields.put("ip", endpoint.ip().toString()).put("port", endpoint.port()));
    fields.put("sha256", certificate.fingerprint().toString());
    fields.put("not_before", certificate.notBefore().toString());
    fields.put("not_after", certificate.notAfter().toString());
    return fields;
  }
}
