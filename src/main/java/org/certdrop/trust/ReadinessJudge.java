package org.certdrop.trust;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.text.Problem;
import org.certdrop.trust.Readiness.Row;

/** Calls the parties up, one after the other. */
final class ReadinessJudge {
  private final Membership membership;
  private final RegistryView registry;
  private final Optional<Us> us;
  private final boolean strict;
  private final Expectations expectations;
  private final Shortcomings shortcomings;
  private final Set<String> waiting;
  private final List<Row> rows = new ArrayList<>();
  private final List<Problem> found = new ArrayList<>();
  private final Quorum quorum;
  private final NotVouchedFor unlooked = new NotVouchedFor();

  ReadinessJudge(
      Membership membership,
      RegistryView registry,
      Optional<Us> us,
      Instant at,
      boolean strict,
      Expectations expectations) {
    this.membership = membership;
    this.registry = registry;
    this.us = us;
    this.strict = strict;
    this.expectations = expectations;
    this.quorum = new Quorum(expectations);
    this.shortcomings = new Shortcomings(membership, at);
    this.waiting =
        registry.pending().stream().map(entry -> entry.party().key()).collect(Collectors.toSet());
  }

  Readiness hold() {
    if (us.isEmpty()) {
      found.add(Shortcomings.noCertificate());
    }
    found.addAll(expectations.ourFaults());
    Optional<Roster> roster = membership.roster();
    List<PartyId> expected = roster.map(this::on).orElseGet(this::known);
    expected.forEach(this::call);
    if (roster.isPresent()) {
      findStrangers(expected);
    }
    if (roster.isEmpty() || expectations.isStar()) {
      quorum.shortcoming().ifPresent(found::add);
    }
    return new Readiness(rows, found, notices());
  }

  private List<Problem> notices() {
    Notices notices = new Notices(registry, us);
    return Stream.of(
            unlooked.sentence().stream(),
            expectations.ourNotices().stream(),
            rows.stream()
                .filter(row -> row.registered() && !row.isUs())
                .flatMap(row -> notices.of(row).stream()))
        .flatMap(found -> found)
        .toList();
  }

  /** A node of a star has one researcher, even where the roster names several. */
  private List<PartyId> on(Roster roster) {
    List<PartyId> known = known();
    return expectations.isNodeOfStar() && known.stream().anyMatch(expectations::counts)
        ? known
        : roster.places().stream().map(Roster.Place::party).filter(this::isExpected).toList();
  }

  private boolean isExpected(PartyId party) {
    return expectations.counts(party) || us.filter(own -> own.is(party)).isPresent();
  }

  /** Without a roster nobody else is expected. */
  private List<PartyId> known() {
    return Stream.concat(
            us.map(Us::party).stream(),
            registry.active().stream().map(Entry::party).filter(expectations::counts))
        .toList();
  }

  private void call(PartyId party) {
    Optional<Us> own = us.filter(we -> we.is(party));
    Optional<Entry> entry = registry.find(party);
    if (own.isPresent()) {
      callUs(own.get());
    } else if (entry.isPresent()) {
      call(entry.get());
    } else {
      quorum.call();
      Problem absent =
          shortcomings.ofAbsent(party, waiting.contains(party.key()), registry.removed(party));
      rows.add(
          new Row(
              party,
              false,
              false,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              List.of(absent)));
      found.add(absent);
    }
  }

  private void callUs(Us own) {
    List<Problem> ours = shortcomings.ofUs(own);
    rows.add(
        new Row(
            own.party(),
            true,
            true,
            Optional.empty(),
            Optional.of(own.certificate().notAfter()),
            Optional.empty(),
            ours));
    // Of our own kind nobody is missed in a star, and we are no researcher of our own node.
    note(own.party(), ours);
  }

  private void call(Entry entry) {
    quorum.call();
    Optional<Readiness.Holding> holding = holding(entry);
    List<Problem> more = new ArrayList<>(shortcomings.of(entry, registry.pending(entry.party())));
    more.addAll(expectations.objections().apply(entry));
    if (expectations.verified()) {
      StrictDemands.unverified(entry).ifPresent(more::add);
    }
    note(entry.party(), more);
    if (!strict) {
      unlooked.note(entry, holding);
    } else {
      StrictDemands.unmet(entry, holding).stream()
          .filter(demand -> !more.contains(demand))
          .forEach(found::add);
    }
    rows.add(
        new Row(
            entry.party(),
            false,
            true,
            Optional.of(entry.verified().method()),
            Optional.of(entry.notAfter()),
            holding,
            more));
  }

  private Optional<Readiness.Holding> holding(Entry entry) {
    return entry
        .holdsOurs()
        .map(
            said ->
                us.filter(own -> own.certificate().fingerprint().equals(said.sha256())).isPresent()
                    ? Readiness.Holding.CURRENT
                    : Readiness.Holding.OLD);
  }

  private void note(PartyId party, List<Problem> more) {
    found.addAll(more);
    if (more.isEmpty()) {
      quorum.count(party.component());
    }
  }

  /** Registered parties that nobody expects are left out by the exports. */
  private void findStrangers(List<PartyId> expected) {
    Set<String> keys = new HashSet<>();
    expected.forEach(party -> keys.add(party.key()));
    if (keys.isEmpty()) {
      found.add(Shortcomings.emptyRoster());
    }
    registry.active().stream()
        .filter(entry -> expectations.counts(entry.party()))
        .filter(entry -> !keys.contains(entry.party().key()))
        .forEach(entry -> found.addAll(shortcomings.of(entry, List.of())));
  }
}
