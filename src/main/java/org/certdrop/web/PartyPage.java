package org.certdrop.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.certdrop.home.Federation;
import org.certdrop.identity.OwnParty;
import org.certdrop.party.Component;
import org.certdrop.party.Number;
import org.certdrop.party.PartyId;
import org.certdrop.party.Topology;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.status.Bulletin;
import org.certdrop.trust.Labels;
import org.certdrop.trust.TrustText;

/** One party: what is known of it, what waits, and what a person can do. */
final class PartyPage {
  private static final Optional<Topology> STAR = Optional.of(Topology.STAR);
  private static final int MOST_REFUSALS = 5;
  private static final String NEW_KEY =
      "They changed their key, and say so: let the certificate that was refused take the place of"
          + " what stands against it here.";

  private PartyPage() {}

  /**
   * The page's content.
   *
   * @param party the party's id, which need not be known: a key that was refused may be confirmed
   * @param refusals the verdicts that refused something of it lately, newest first
   */
  static Html of(PartyId party, Bulletin bulletin, List<JsonNode> refusals, Session session) {
    Html html = new Html();
    html.open("p").inline("a", "Back to all parties", "href", "/").close("p");
    html.open("h2").add(PartyText.of(party, bulletin.status().aliases())).close("h2");
    html.open("p", "class", "papers").add(Handouts.link(party)).close("p");
    Optional<RegistryView> registry = bulletin.status().registry();
    if (registry.isEmpty()) {
      return html.element("p", "The registry cannot be read now; the faults say why.");
    }
    Optional<Entry> active = registry.get().find(party);
    List<Entry> pending = registry.get().pending(party);
    if (active.isPresent()) {
      html.open("section", "class", "card").add(facts("Registered", active.get()));
      html.close("section");
    } else {
      html.element("p", "It is not registered.");
    }
    for (Entry waiting : pending) {
      html.open("section", "class", "card");
      html.add(facts("Waits for a confirmation", waiting));
      html.element("p", "It waits: " + TrustText.reason(waiting, registry.get()));
      html.add(Forms.reject(waiting, session)).close("section");
    }
    List<Refusal> standing =
        refusals.stream()
            .map(verdict -> new Refusal(verdict, bulletin))
            .filter(refusal -> refusal.ended().isEmpty())
            .toList();
    standing.stream().limit(MOST_REFUSALS).forEach(one -> html.add(refused(one, session)));
    boolean replaces = standing.stream().anyMatch(Refusal::mayReplace);
    html.add(compare(party, active, pending, replaces, bulletin, session));
    String alias = bulletin.status().aliases().of(party).orElse("");
    html.add(fold("naming", "Name this site", Forms.alias(party.value(), alias, session)));
    if (active.isPresent() || !pending.isEmpty()) {
      html.add(fold("removal", "Remove this party", Forms.delete(party.value(), session)));
    }
    return html;
  }

  private static Html fold(String id, String title, Html form) {
    return Folded.of(id, new Html().text(title), form, false);
  }

  /** The call is about its certificate, which is shown; its number is read out, and not shown. */
  private static Html refused(Refusal refusal, Session session) {
    Html html = new Html().open("section", "class", "card").element("h3", "Refused");
    html.open("dl", "class", "facts");
    refusal
        .certificate()
        .ifPresent(
            sha256 ->
                fact(html, "Certificate (SHA-256)", OwnSection.fingerprint(sha256.toString())));
    fact(html, "When", VerdictFields.decided(refusal.verdict()));
    fact(html, "Came as", new Html().text(refusal.submission()));
    html.close("dl");
    html.add(
        RefusalsSection.list(
            VerdictFields.elements(refusal.verdict(), "findings"),
            refusal,
            one -> refusal.here(one, Optional.of(session), OnThisPage::opened)));
    return html.add(Forms.putAside(refusal.submission(), session)).close("section");
  }

  private static Html facts(String title, Entry entry) {
    Html html = new Html().element("h3", title).open("dl", "class", "facts");
    fact(html, "Certificate (SHA-256)", OwnSection.fingerprint(entry.sha256().toString()));
    fact(html, "Address", new Html().text(Labels.endpoint(entry)));
    fact(html, "Verified", new Html().text(Labels.verified(entry.verified())));
    fact(html, "Since", Times.at(entry.registeredAt()));
    fact(html, "Came as", new Html().text(entry.submission()));
    if (!entry.rotatedFrom().isEmpty()) {
      fact(html, "Follows", new Html().text(follows(entry.rotatedFrom().size())));
    }
    return html.close("dl");
  }

  private static String follows(int earlier) {
    return earlier == 1
        ? "one earlier certificate, the key of which signed for it"
        : earlier + " earlier certificates, each key signed for the next";
  }

  private static void fact(Html html, String name, Html value) {
    html.open("div").element("dt", name).open("dd").add(value).close("dd").close("div");
  }

  private static Html compare(
      PartyId party,
      Optional<Entry> active,
      List<Entry> pending,
      boolean replaces,
      Bulletin bulletin,
      Session session) {
    Html html = new Html().open("section", "class", "card").element("h3", "Compare by phone");
    Optional<OwnParty> own = bulletin.status().own();
    if (own.isEmpty()) {
      return html.element("p", "This party has no certificate yet, and so no number.")
          .close("section");
    }
    String ours = Number.of(own.get().id(), own.get().certificate().fingerprint()).toString();
    html.element(
        "p",
        "Call them at a phone number that you already had, not at one that came with the files."
            + " Read out our number; they type it. Then they read out theirs, and you type it.");
    html.open("div", "class", "numbers").open("div");
    html.element("p", "Ours, to read out", "class", "label");
    html.open("p").inline("code", ours, "class", "number").close("p").close("div");
    html.open("div");
    boolean moves = pending.stream().anyMatch(waiting -> TrustText.isMove(waiting, active));
    Optional<String> box = replaces ? Optional.of(NEW_KEY) : instead(party, pending, bulletin);
    return html.add(Forms.confirm(party.value(), ours, moves, box, session))
        .close("div")
        .close("div")
        .close("section");
  }

  /** A node of a star has one researcher: the one that waits takes the place of that one. */
  private static Optional<String> instead(PartyId party, List<Entry> pending, Bulletin bulletin) {
    boolean isOne =
        party.component() == Component.RESEARCHER
            && !pending.isEmpty()
            && bulletin.status().federation().map(Federation::topology).equals(STAR)
            && bulletin
                .status()
                .own()
                .filter(own -> !own.id().component().equals(party.component()))
                .isPresent();
    return bulletin.status().registry().stream()
        .filter(view -> isOne)
        .flatMap(view -> view.active().stream())
        .map(Entry::party)
        .filter(other -> other.component() == Component.RESEARCHER)
        .filter(other -> !other.key().equals(party.key()))
        .findFirst()
        .map(other -> "It takes the place of " + other + ", which is removed here by that.");
  }
}
