package org.certdrop.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.certdrop.registration.Entry;
import org.certdrop.registration.JournalLine;
import org.certdrop.registration.MalformedDocumentException;
import org.certdrop.x509.Fingerprint;

/** The public keys of certificates that were ever known here: replaced and rejected ones, too. */
public final class KnownKeys {
  private static final RawLine.Field CERTIFICATE = new RawLine.Field("sha256");

  private KnownKeys() {}

  /**
   * Looks certificates up in the journal, which is searched once if there is anything to look up:
   * only the lines about them are parsed. The journal may grow meanwhile.
   *
   * @param store the registry
   * @param certificates their fingerprints
   * @return certificate to public key, of those that the journal knows
   * @throws IOException if the journal cannot be read
   */
  public static Map<Fingerprint, Fingerprint> of(RegistryStore store, Set<Fingerprint> certificates)
      throws IOException {
    Map<Fingerprint, Fingerprint> keys = new HashMap<>();
    if (certificates.isEmpty()) {
      return keys;
    }
    Set<String> written =
        certificates.stream().map(Fingerprint::toString).collect(Collectors.toSet());
    try (JournalSource journal = store.source()) {
      Lines lines = journal.after(JournalMark.BEGINNING);
      for (Optional<RawLine> line = lines.next(); line.isPresent(); line = lines.next()) {
        line.filter(one -> one.has(CERTIFICATE, written))
            .flatMap(one -> entry(one.bytes()))
            .filter(entry -> certificates.contains(entry.sha256()))
            .ifPresent(entry -> keys.put(entry.sha256(), entry.publicKey()));
      }
    }
    return keys;
  }

  /** The reader of the registry says what is wrong with a line; here it tells nothing. */
  private static Optional<Entry> entry(byte[] line) {
    Optional<JsonNode> json = ParsedLine.json(line);
    try {
      return json.isEmpty() ? Optional.empty() : JournalLine.parse(json.get()).entry();
    } catch (MalformedDocumentException e) {
      return Optional.empty();
    }
  }
}
