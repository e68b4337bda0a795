package org.certdrop.web;

import java.util.List;
import java.util.Optional;
import org.certdrop.identity.OwnParty;
import org.certdrop.party.Number;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.status.Bulletin;
import org.certdrop.trust.Labels;
import org.certdrop.trust.TrustText;

/** One party: what is known of it, what waits, and what a person can do. */
final class PartyPage {
  private PartyPage() {}

  /**
   * The page's content.
   *
   * @param party the party's id, which need not be known: a key that was refused may be confirmed
   */
  static Html of(PartyId party, Bulletin bulletin, Session session) {
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
    html.add(compare(party, active, pending, bulletin, session));
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
    return html.add(Forms.confirm(party.value(), ours, moves, session))
        .close("div")
        .close("div")
        .close("section");
  }
}
