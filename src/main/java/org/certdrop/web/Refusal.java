package org.certdrop.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.certdrop.inbox.RefusedKeys;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.rules.Code;
import org.certdrop.status.Bulletin;
import org.certdrop.status.Settlement;
import org.certdrop.x509.Fingerprint;

/**
 * A verdict that refuses, and what became of it since.
 *
 * @param verdict the verdict as it lies in the inbox
 * @param bulletin what is known now
 */
record Refusal(JsonNode verdict, Bulletin bulletin) {
  /** What may be mended here, so that the same files are taken then; nothing else may. */
  private static final Set<String> MENDED_HERE =
      words(
          Code.NOT_ON_ROSTER,
          Code.DISTRUSTED,
          Code.EXPIRED,
          Code.NOT_YET_VALID,
          Code.UNKNOWN_ISSUER,
          Code.UNREADABLE,
          Code.SECOND_RESEARCHER,
          Code.CERTIFICATE_IN_USE,
          Code.PARTY_ID_CONFLICT,
          Code.BAD_BUNDLE_SIGNATURE);

  /** What a person's word overrides, with the box that says so. */
  private static final Set<String> OVERRIDDEN =
      words(Code.KEY_CHANGE, Code.CERTIFICATE_IN_USE, Code.PARTY_ID_CONFLICT);

  private static Set<String> words(Code... codes) {
    return Set.copyOf(Stream.of(codes).map(Code::toString).toList());
  }

  String submission() {
    return VerdictFields.text(verdict, "submission");
  }

  /** The certificate that came. */
  Optional<Fingerprint> certificate() {
    return Fingerprint.parse(VerdictFields.text(verdict, "sha256"));
  }

  private Optional<RegistryView> registry() {
    return bulletin.status().registry();
  }

  private Optional<PartyId> party() {
    return PartyText.other(VerdictFields.text(verdict, "party_id"), bulletin);
  }

  private Optional<Entry> active() {
    return party().flatMap(id -> registry().flatMap(view -> view.find(id)));
  }

  /** What ended it, in a sentence; empty while it stands. */
  Optional<String> ended() {
    return Settlement.ofRefusal(verdict, bulletin.status());
  }

  /** Whether the same files may be taken if they are dropped again. */
  boolean mayBeTaken() {
    List<String> codes = refusing();
    return ended().isEmpty() && !codes.isEmpty() && MENDED_HERE.containsAll(codes);
  }

  private List<String> refusing() {
    return VerdictFields.elements(verdict, "findings").stream()
        .filter(finding -> VerdictFields.text(finding, "severity").equals("refuse"))
        .map(finding -> VerdictFields.text(finding, "code"))
        .toList();
  }

  /** Whether a person who compared it may let it take the place of what is registered. */
  boolean mayReplace() {
    return ended().isEmpty() && !isFormer() && refusing().stream().anyMatch(OVERRIDDEN::contains);
  }

  /** Whether the certificate counted here before the one that is known now. */
  private boolean isFormer() {
    String sha256 = VerdictFields.text(verdict, "sha256");
    return active()
        .or(() -> party().flatMap(id -> registry().flatMap(view -> view.removed(id))))
        .stream()
        .filter(entry -> refusing().contains(Code.KEY_CHANGE.toString()))
        .flatMap(RefusedKeys::known)
        .anyMatch(sha256::equals);
  }

  /** What the page can do about a finding of it; nothing if there is nothing to be done. */
  Html here(JsonNode finding, Optional<Session> session) {
    return here(finding, session, line -> line);
  }

  /** The same, in other words. */
  Html here(JsonNode finding, Optional<Session> session, UnaryOperator<OnThisPage> words) {
    String code = VerdictFields.text(finding, "code");
    boolean isNothing = code.equals(Code.KEY_CHANGE.toString()) && !mayReplace();
    return session
        .filter(one -> !isNothing)
        .flatMap(one -> OnThisPage.of(code))
        .map(line -> words.apply(line).line(party()))
        .orElse(new Html());
  }
}
