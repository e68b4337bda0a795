package org.certdrop.status;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certdrop.home.Faults;
import org.certdrop.identity.OwnParty;
import org.certdrop.party.Endpoint;
import org.certdrop.party.IpAddress;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.rules.CertificateRules;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.text.Problem;
import org.certdrop.verdict.EndpointFindings;

/**
 * What a verdict warned of when a party was registered, as long as it is true: a warning that is
 * shown once only is soon forgotten.
 *
 * @param party the party
 * @param finding what is doubtful about it
 */
record PartyWarning(PartyId party, Finding finding) {
  /** Judging takes time, so certdrop judges no more than this many of the certificates. */
  private static final int MOST_JUDGED = 500;

  /**
   * The warnings about registered parties, in the order of the registry.
   *
   * @param registered the parties
   * @param own this party, whose endpoint is its own
   * @param rules what a certificate must be
   * @param at when they are judged
   */
  static List<PartyWarning> of(
      Collection<Entry> registered, Optional<OwnParty> own, CertificateRules rules, Instant at) {
    Map<Endpoint, List<PartyId>> byEndpoint = new HashMap<>();
    for (Entry entry : registered) {
      entry
          .endpoint()
          .ifPresent(
              endpoint ->
                  byEndpoint
                      .computeIfAbsent(endpoint, first -> new ArrayList<>(1))
                      .add(entry.party()));
    }
    List<PartyWarning> warnings = new ArrayList<>();
    int judged = 0;
    for (Entry entry : registered) {
      List<Finding> found = new ArrayList<>();
      if (judged++ < MOST_JUDGED) {
        found.addAll(ofCertificate(entry, rules, at));
      }
      entry.endpoint().ifPresent(place -> found.addAll(ofEndpoint(entry, place, byEndpoint, own)));
      found.forEach(finding -> warnings.add(new PartyWarning(entry.party(), finding)));
    }
    return warnings;
  }

  /**
   * The warnings about a certificate. {@link ExpiryWatch} warns of its end, so that is left out.
   */
  private static List<Finding> ofCertificate(Entry entry, CertificateRules rules, Instant at) {
    byte[] pem = entry.certificate().pem().getBytes(StandardCharsets.US_ASCII);
    return rules.judge(pem, Optional.of(entry.party()), at).findings().stream()
        .filter(finding -> !finding.refuses() && finding.code() != Code.EXPIRING_SOON)
        .toList();
  }

  private static List<Finding> ofEndpoint(
      Entry entry,
      Endpoint endpoint,
      Map<Endpoint, List<PartyId>> byEndpoint,
      Optional<OwnParty> own) {
    List<Finding> found = new ArrayList<>();
    Optional.of(endpoint.ip())
        .filter(IpAddress::isLoopback)
        .map(EndpointFindings::loopback)
        .ifPresent(found::add);
    own.filter(us -> us.endpoint().equals(Optional.of(endpoint)))
        .map(us -> EndpointFindings.ofOurs(us.id(), endpoint))
        .ifPresent(found::add);
    byEndpoint.get(endpoint).stream()
        .filter(other -> !other.equals(entry.party()))
        .findFirst()
        .map(other -> EndpointFindings.duplicate(other, endpoint))
        .ifPresent(found::add);
    return found;
  }

  /** For the status. */
  Faults.Fault asFault(Instant at) {
    return new Faults.Fault(
        party.value(), finding.code() + ": " + finding.message() + " " + finding.hint(), at);
  }

  /** For those who ask whether an experiment may begin. */
  Problem asNotice() {
    return new Problem(party + ", " + finding.code() + ": " + finding.message(), finding.hint());
  }
}
