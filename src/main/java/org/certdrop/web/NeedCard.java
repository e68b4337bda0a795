package org.certdrop.web;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.status.Bulletin;
import org.certdrop.text.Problem;
import org.certdrop.trust.Readiness;
import org.certdrop.trust.TrustText;

/**
 * What of one party needs a person.
 *
 * @param party the party; empty for what belongs to none
 * @param missing what keeps it from being ready
 * @param isRegistered whether it is registered
 * @param pending what of it waits for a confirmation
 * @param bulletin where that was found
 */
record NeedCard(
    Optional<PartyId> party,
    List<Problem> missing,
    boolean isRegistered,
    List<Entry> pending,
    Bulletin bulletin) {

  /** The cards, first what belongs to no party, then who is expected, then who else waits. */
  static List<NeedCard> of(Bulletin bulletin) {
    Map<String, List<Entry>> pending = new LinkedHashMap<>();
    bulletin
        .status()
        .registry()
        .map(RegistryView::pending)
        .orElse(List.of())
        .forEach(
            entry ->
                pending.computeIfAbsent(entry.party().key(), key -> new ArrayList<>()).add(entry));
    List<NeedCard> cards = new ArrayList<>();
    Set<Problem> ofParties = new HashSet<>();
    for (Readiness.Row row : bulletin.readiness().map(Readiness::parties).orElse(List.of())) {
      List<Entry> waiting =
          Optional.ofNullable(pending.remove(row.party().key())).orElse(List.of());
      ofParties.addAll(row.shortcomings());
      if (!row.shortcomings().isEmpty() || !waiting.isEmpty()) {
        cards.add(
            new NeedCard(
                Optional.of(row.party()), row.shortcomings(), row.registered(), waiting, bulletin));
      }
    }
    pending.values().forEach(waiting -> cards.add(unexpected(waiting, bulletin)));
    List<Problem> others =
        bulletin.readiness().map(Readiness::shortcomings).orElse(List.of()).stream()
            .filter(problem -> !ofParties.contains(problem))
            .toList();
    return others.isEmpty()
        ? cards
        : Stream.concat(
                Stream.of(new NeedCard(Optional.empty(), others, false, List.of(), bulletin)),
                cards.stream())
            .toList();
  }

  private static NeedCard unexpected(List<Entry> waiting, Bulletin bulletin) {
    PartyId party = waiting.get(0).party();
    boolean isRegistered =
        bulletin.status().registry().flatMap(view -> view.find(party)).isPresent();
    return new NeedCard(Optional.of(party), List.of(), isRegistered, waiting, bulletin);
  }

  boolean waits() {
    return !pending.isEmpty();
  }

  boolean isShown(Filter filter) {
    List<String> words = new ArrayList<>();
    party.ifPresent(id -> words.add(bulletin.status().aliases().beside(id)));
    missing.forEach(problem -> words.addAll(List.of(problem.message(), problem.hint())));
    pending.forEach(entry -> words.add(why(entry)));
    return filter.shows(words.toArray(String[]::new));
  }

  /** For a person who signed in the party leads to its page, in the place of commands. */
  Html html(Optional<Session> session) {
    Html html = new Html().open("li").open("h3");
    party.ifPresentOrElse(
        id -> html.add(PartyText.of(id, bulletin.status().aliases(), session)),
        () -> html.text("The federation"));
    html.close("h3");
    if (session.isPresent() && !missing.isEmpty()) {
      here().ifPresent(line -> html.add(line.line(party)));
    }
    for (Problem problem : missing) {
      // The hint of who waits names commands: they stand below, or the party's page does it.
      boolean isSaidBelow = waits();
      html.add(
          isSaidBelow
              ? new Html().open("p").add(PartyText.text(problem.message())).close("p")
              : NeedsSection.lines(problem));
    }
    pending.forEach(entry -> html.add(of(entry, session)));
    return html.close("li");
  }

  /** The hints name what to type; most of it can be done here. Who is not here sends files. */
  private Optional<OnThisPage> here() {
    if (party.isEmpty()) {
      return Optional.of(OnThisPage.FEDERATION);
    }
    boolean isUs =
        bulletin.status().own().filter(own -> own.id().key().equals(party.get().key())).isPresent();
    return isUs
        ? Optional.of(OnThisPage.OURSELVES)
        : isRegistered || waits() ? Optional.of(OnThisPage.OF_PARTY) : Optional.empty();
  }

  private String why(Entry entry) {
    return bulletin.status().registry().map(view -> TrustText.reason(entry, view)).orElse("");
  }

  private Html of(Entry entry, Optional<Session> session) {
    Optional<Entry> registered =
        bulletin.status().registry().flatMap(view -> view.find(entry.party()));
    Html html = new Html();
    html.open("p")
        .text("Waits since ")
        .add(Times.since(entry.registeredAt(), bulletin.at()))
        .text(": " + why(entry))
        .close("p")
        .open("p", "class", "hint")
        .text("Certificate ")
        .inline("code", entry.sha256().brief() + "...")
        .text(" " + TrustText.endpoint(entry))
        .close("p");
    return session.isPresent()
        ? html
        : html.add(Typed.of("number " + entry.party()))
            .add(Typed.of(TrustText.confirmation(entry, registered)));
  }
}
