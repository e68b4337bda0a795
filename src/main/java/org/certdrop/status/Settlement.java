package org.certdrop.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.registration.JournalEvent;
import org.certdrop.registration.JournalLine;
import org.certdrop.registration.RegistryView;
import org.certdrop.verdict.Outcome;
import org.certdrop.x509.Fingerprint;

/** What became of a drop that waited for a confirmation, or was refused, since its verdict. */
public final class Settlement {
  private Settlement() {}

  /**
   * What ended a refusal: nobody has to do anything about it any more.
   *
   * @param verdict a verdict as it lies in the inbox
   * @param report the report that shows it
   * @return a sentence; empty if the refusal still stands, if it is none, or if that is unknown
   */
  public static Optional<String> ofRefusal(JsonNode verdict, StatusReport report) {
    String id = verdict.path("party_id").asText();
    boolean refused = verdict.path("outcome").asText().equals(Outcome.REFUSED.toString());
    return refused && PartyId.isForm(id)
        ? report.registry().flatMap(registry -> ofRefusal(verdict, new PartyId(id), registry))
        : Optional.empty();
  }

  private static Optional<String> ofRefusal(
      JsonNode verdict, PartyId party, RegistryView registry) {
    Optional<Fingerprint> sha256 = Fingerprint.parse(verdict.path("sha256").asText());
    Predicate<Entry> same = entry -> sha256.equals(Optional.of(entry.sha256()));
    if (registry.pending(party).stream().anyMatch(same)) {
      return Optional.of("This certificate waits for a confirmation now.");
    }
    Optional<Entry> active = registry.find(party);
    if (active.filter(same).isPresent()) {
      return Optional.of("This certificate is registered now.");
    }
    return active
        .map(Entry::registeredAt)
        .filter(at -> decided(verdict).filter(at::isAfter).isPresent())
        .map(at -> "Something that came later was registered for the party.");
  }

  private static Optional<Instant> decided(JsonNode verdict) {
    try {
      return Optional.of(Instant.parse(verdict.path("decided_at").asText()));
    } catch (DateTimeException e) {
      return Optional.empty(); // somebody changed it
    }
  }

  /**
   * What became of it.
   *
   * @param verdict a verdict as it lies in the inbox
   * @param report the report that shows it
   * @return such as "confirmed since"; empty if it still waits, never waited, or that is unknown
   */
  public static Optional<String> of(JsonNode verdict, StatusReport report) {
    String id = verdict.path("party_id").asText();
    Optional<Fingerprint> sha256 = Fingerprint.parse(verdict.path("sha256").asText());
    boolean waited = verdict.path("outcome").asText().equals(Outcome.PENDING.toString());
    return waited && PartyId.isForm(id) && sha256.isPresent()
        ? report
            .registry()
            .flatMap(
                registry ->
                    of(
                        new PartyId(id),
                        sha256.get(),
                        verdict.path("registry_seq").asLong(),
                        registry,
                        report.acts()))
        : Optional.empty();
  }

  private static Optional<String> of(
      PartyId party,
      Fingerprint sha256,
      long seq,
      RegistryView registry,
      List<JournalLine> newestFirst) {
    Predicate<Entry> same = entry -> entry.sha256().equals(sha256);
    List<Entry> waiting = registry.pending(party).stream().filter(same).toList();
    if (waiting.stream().anyMatch(entry -> entry.line() == seq)) {
      return Optional.empty();
    }
    Optional<JournalLine> act =
        newestFirst.stream()
            .filter(line -> line.seq() > seq && line.event() != JournalEvent.PENDING)
            .filter(line -> line.party().key().equals(party.key()))
            .filter(line -> line.event() == JournalEvent.REMOVED || line.sha256().equals(sha256))
            .reduce((newer, older) -> older);
    if (act.isEmpty() && !waiting.isEmpty()) {
      return Optional.empty(); // it came once more, and that waits
    }
    return Optional.of(
        act.map(Settlement::word)
            .orElse(
                registry.find(party).filter(same).isPresent()
                    ? "registered since"
                    : "waits no more"));
  }

  private static String word(JournalLine act) {
    return switch (act.event()) {
      case CONFIRMED -> "confirmed since";
      case REJECTED -> "rejected since";
      case REMOVED -> "removed since";
      case REGISTERED, REPLACED, PENDING, RECEIPT -> "registered since";
    };
  }
}
