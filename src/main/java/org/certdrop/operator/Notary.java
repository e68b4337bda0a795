package org.certdrop.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.certdrop.files.FileContent;
import org.certdrop.home.Home;
import org.certdrop.identity.OwnParty;
import org.certdrop.inbox.RefusedKeys;
import org.certdrop.inbox.RefusedSubmissions;
import org.certdrop.json.StrictJson;
import org.certdrop.party.Endpoint;
import org.certdrop.party.Mark;
import org.certdrop.party.PartyId;
import org.certdrop.registration.ConfirmationRequest;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.registration.Verified;
import org.certdrop.registry.Registry;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.submission.Submission;
import org.certdrop.submission.SubmittedFile;
import org.certdrop.verdict.Intake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the operator's word for a certificate (SPEC sections 6, 9 and 11). The value that the
 * operator compared is all that identifies the certificate: Notary looks for it among what is
 * registered, what waits and, when asked, what was refused.
 */
final class Notary {
  private static final Logger LOG = LoggerFactory.getLogger(Notary.class);

  private final Home home;
  private final Registry registry;
  private final Intake intake;
  private final OwnParty own;
  private final KeyChanges keyChanges;
  private final LateReceipts receipts;
  private final Clock clock;

  Notary(Home home, Registry registry, Intake intake, OwnParty own, Clock clock) {
    this.home = home;
    this.registry = registry;
    this.intake = intake;
    this.own = own;
    RefusedSubmissions refused = new RefusedSubmissions(home);
    this.keyChanges = new KeyChanges(refused, registry, intake);
    this.receipts = new LateReceipts(home, refused, intake, clock);
    this.clock = clock;
  }

  /**
   * Confirms a party's certificate; an entry that waits becomes active, if the rules still let it.
   * A receipt that was refused before, for its key, counts then.
   *
   * @param party the party's id, in any letter case
   * @param mark what was compared
   * @param by who says so
   * @param replace whether a certificate that was refused is meant, too; and whether what stands
   *     against it, or the one researcher of a node, gives way to it
   * @param address the waiting address that was asked for, too; empty if none: then a registered
   *     party stays where it is
   * @throws IOException if registry or inbox cannot be read or written now
   */
  Endorsement confirm(
      PartyId party, Mark mark, String by, boolean replace, Optional<Endpoint> address)
      throws IOException {
    Endorsement endorsement = endorse(party, mark, by, replace, address);
    return endorsement instanceof Endorsement.Given given && given.isNew()
        ? given.with(receipts.take(given.entry().party(), by))
        : endorsement;
  }

  private Endorsement endorse(
      PartyId party, Mark mark, String by, boolean replace, Optional<Endpoint> address)
      throws IOException {
    RegistryView view = registry.refresh();
    Mismatches mismatches = new Mismatches(home, view, own);
    Verified verified = new Verified(method(mark), Optional.of(by), Optional.of(clock.instant()));
    Optional<Entry> waiting = fitting(view.pending(party), mark);
    Optional<Entry> active = fitting(view.find(party).stream().toList(), mark);
    boolean known = waiting.isPresent() || active.isPresent();
    if (known
        && address.isPresent()
        && waiting.filter(entry -> entry.endpoint().equals(address)).isEmpty()) {
      return Mismatches.noSuchAddress(party, address.get());
    }
    if (waiting.isPresent() && (active.isEmpty() || address.isPresent())) {
      return activate(
          waiting.get(),
          verified,
          replace,
          address,
          active.isEmpty() ? Endorsement.Effect.ACTIVATED : Endorsement.Effect.MOVED);
    }
    if (active.isPresent()) {
      return vouchFor(active.get(), verified);
    }
    if (replace) {
      return keyChanges
          .replace(party, mark, verified)
          .orElseGet(() -> mismatches.noCandidate(party, mark));
    }
    return mismatch(party, mark, mismatches);
  }

  /**
   * Whether a certificate of a party other than this one waits, or was refused for its key: a
   * person who has compared one may have meant the other. What was refused and cannot be read is
   * among the faults of the status.
   */
  boolean isAnotherOffered(Entry entry) {
    Set<String> known = RefusedKeys.known(entry).collect(Collectors.toUnmodifiableSet());
    return registry.view().pending(entry.party()).stream()
            .anyMatch(waiting -> !waiting.sha256().equals(entry.sha256()))
        || isAnotherRefused(entry.party(), known);
  }

  private boolean isAnotherRefused(PartyId party, Set<String> known) {
    try {
      return RefusedKeys.sentence(home, party, known).isPresent();
    } catch (IOException e) {
      LOG.debug("the status says it", e);
      return false;
    }
  }

  /** What was refused is never taken without being asked for, but not denied either. */
  private Endorsement.Mismatch mismatch(PartyId party, Mark mark, Mismatches mismatches)
      throws IOException {
    Optional<Endorsement.Mismatch> unknown = mismatches.unknown(party);
    if (unknown.isPresent()) {
      return unknown.get();
    }
    Optional<Endorsement.Mismatch> refused =
        mismatches.isOurs(mark) ? Optional.empty() : keyChanges.refusal(party, mark);
    return refused.orElseGet(() -> mismatches.of(party, mark));
  }

  /** Of what was registered under other rules only distrust is asked: it always wins. */
  private Endorsement vouchFor(Entry active, Verified verified) throws IOException {
    List<Finding> distrust =
        intake.objections(intake.assess(submission(active))).stream()
            .filter(finding -> finding.code() == Code.DISTRUSTED)
            .toList();
    return distrust.isEmpty()
        ? vouch(active, verified, false, Optional.empty(), Endorsement.Effect.NONE, List.of())
        : new Endorsement.Refused(distrust);
  }

  private static Verified.Method method(Mark mark) {
    return mark instanceof Mark.OfNumber ? Verified.Method.NUMBER : Verified.Method.FINGERPRINT;
  }

  private static Optional<Entry> fitting(List<Entry> entries, Mark mark) {
    return entries.stream().filter(entry -> mark.fits(entry.party(), entry.sha256())).findFirst();
  }

  /** Time has gone by since the entry was judged, and what the rules know may have changed. */
  private Endorsement activate(
      Entry waiting,
      Verified verified,
      boolean replace,
      Optional<Endpoint> address,
      Endorsement.Effect effect)
      throws IOException {
    List<Finding> findings = intake.objections(intake.assess(submission(waiting)));
    return findings.stream().anyMatch(Finding::refuses)
        ? new Endorsement.Refused(findings)
        : vouch(waiting, verified, replace, address, effect, findings);
  }

  /** The entry as somebody would drop it. */
  private static Submission submission(Entry entry) throws IOException {
    ObjectNode sidecar = StrictJson.mapper().createObjectNode();
    sidecar.put("party_id", entry.party().value());
    Optional<Endpoint> endpoint = entry.endpoint();
    endpoint.ifPresent(at -> sidecar.put("ip", at.ip().toString()).put("port", at.port()));
    byte[] certificate = entry.certificate().pem().getBytes(StandardCharsets.US_ASCII);
    return Submission.of(
        entry.submission(),
        List.of(
            new SubmittedFile("pending.pem", new FileContent.Bytes(certificate)),
            new SubmittedFile(
                "pending.json",
                new FileContent.Bytes(StrictJson.mapper().writeValueAsBytes(sidecar)))));
  }

  private Endorsement vouch(
      Entry entry,
      Verified verified,
      boolean replace,
      Optional<Endpoint> address,
      Endorsement.Effect effect,
      List<Finding> warnings)
      throws IOException {
    return Endorsement.of(
        entry.party(),
        registry.confirm(
            new ConfirmationRequest(entry.party(), entry.sha256(), verified, replace, address)),
        effect,
        warnings);
  }
}
