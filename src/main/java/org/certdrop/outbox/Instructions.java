package org.certdrop.outbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.certdrop.identity.OwnParty;

/**
 * What this party tells the other sites about itself: its certificate, its sidecar, the signatures
 * over it and a text for people; and the steps by which its certificate took the place of former
 * ones. The same party and statements always give the same bytes; a private key is never in them.
 */
public final class Instructions {
  private static final String SIGNATURE = ".json.p7s";
  private static final String OLD_SIGNATURE = ".json.old.p7s";

  private final OwnParty own;
  private final Optional<Statement> statement;
  private final List<Statement> rotations;
  private final String text;
  private volatile Map<String, byte[]> octets;

  private Instructions(OwnParty own, Optional<Statement> statement, List<Statement> rotations) {
    this.own = Objects.requireNonNull(own);
    this.statement = statement;
    this.rotations = rotations;
    this.text = InstructionsText.of(own, statement);
  }

  /** The instructions of a party that signs nothing. */
  public static Instructions unsigned(OwnParty own) {
    return new Instructions(own, Optional.empty(), List.of());
  }

  /**
   * The instructions of a party.
   *
   * @param own the party; without its private key the sidecar is a plain one
   * @param statements what it says of itself
   */
  static Instructions of(OwnParty own, Statements statements) {
    return new Instructions(
        own, own.privateKey().flatMap(key -> statements.current()), statements.rotations());
  }

  /** The certificate: one PEM block. */
  public String certificate() {
    return own.certificate().pem();
  }

  /** The sidecar: pretty JSON in ASCII, with a final LF. */
  public String sidecar() {
    return statement.map(Statement::sidecar).orElseGet(() -> OwnSidecar.file(fields()));
  }

  /** The text for people; a valid drop by itself if this party has an endpoint. */
  public String text() {
    return text;
  }

  /** The page for people, HTML in ASCII; no drop. */
  public String sheet() {
    return InstructionsSheet.of(own, statement);
  }

  /** The sidecar's fields and {@code certificate}, the PEM block, as a new JSON object. */
  public ObjectNode json() {
    return fields().put("certificate", certificate());
  }

  private ObjectNode fields() {
    return statement.map(Statement::fields).orElseGet(() -> OwnSidecar.facts(own));
  }

  /**
   * The files that another site may drop, each signature after what it signs, the text last, then
   * the rotations.
   *
   * @return content by name, in this order
   */
  public Map<String, String> files() {
    Map<String, String> files = bundle();
    for (Statement step : rotations) {
      String name = stem() + ".chain-" + step.seq();
      files.put(name + ".pem", step.certificate().pem());
      files.put(name + ".json", step.sidecar());
      putSignatures(name, step, files);
    }
    return files;
  }

  /** The same as octets, which are the same for every party that gets them, and so made once. */
  Map<String, byte[]> octets() {
    Map<String, byte[]> made = octets;
    if (made == null) {
      Map<String, byte[]> all = new LinkedHashMap<>();
      files().forEach((name, content) -> all.put(name, content.getBytes(US_ASCII)));
      made = Collections.unmodifiableMap(all);
      octets = made;
    }
    return made;
  }

  /**
   * The files that say what this party is now: certificate, sidecar, signatures and text.
   *
   * @return content by name, in this order
   */
  public Map<String, String> bundle() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(stem() + ".pem", certificate());
    files.put(stem() + ".json", sidecar());
    statement.ifPresent(said -> putSignatures(stem(), said, files));
    files.put(stem() + ".txt", text());
    return files;
  }

  private static void putSignatures(String name, Statement said, Map<String, String> files) {
    said.oldSignature().ifPresent(signature -> files.put(name + OLD_SIGNATURE, signature));
    files.put(name + SIGNATURE, said.signature());
  }

  /** With what the names of all these files begin, and those of other instructions of the party. */
  public String stem() {
    return own.id().value();
  }
}
