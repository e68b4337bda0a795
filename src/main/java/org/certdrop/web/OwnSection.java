package org.certdrop.web;

import java.time.Instant;
import java.util.Optional;
import org.certdrop.identity.OwnParty;
import org.certdrop.party.Endpoint;
import org.certdrop.party.Number;
import org.certdrop.status.Bulletin;
import org.certdrop.trust.Labels;

/** Who this party is. */
final class OwnSection {
  private OwnSection() {}

  static Html of(Bulletin bulletin, Optional<Session> session) {
    Html html = new Html();
    html.open("section", "class", "card own", "aria-labelledby", "own");
    html.element("h2", "This party", "id", "own");
    bulletin
        .status()
        .own()
        .ifPresentOrElse(
            own -> {
              html.add(facts(own, bulletin)).add(papers(session));
              session.ifPresent(one -> html.add(Renewing.section(own, bulletin, one)));
            },
            () -> html.element("p", "It has no certificate yet."));
    return html.close("section");
  }

  private static Html facts(OwnParty own, Bulletin bulletin) {
    Html html = new Html().open("dl");
    fact(html, "Party", PartyText.of(own.id(), bulletin.status().aliases()));
    fact(
        html,
        "Address",
        new Html().text(own.endpoint().map(Endpoint::toString).orElse("no address")));
    fact(
        html,
        "Number",
        new Html()
            .inline(
                "code",
                Number.of(own.id(), own.certificate().fingerprint()).toString(),
                "class",
                "number")
            .inline("span", "to be read out on the phone", "class", "remark"));
    fact(html, "Certificate", expiry(own.certificate().notAfter(), bulletin));
    return html.close("dl")
        .add(
            Folded.of(
                "more-own",
                new Html().text("Fingerprint and service"),
                more(own, bulletin),
                false));
  }

  /** What is given to other sites. */
  private static Html papers(Optional<Session> session) {
    Html html = new Html().open("p", "class", "papers").add(Sheet.link());
    session.ifPresent(one -> html.text(" ").add(Handouts.link()));
    return html.close("p");
  }

  private static Html more(OwnParty own, Bulletin bulletin) {
    Html html = new Html().open("dl");
    fact(html, "Fingerprint", fingerprint(own.certificate().fingerprint().toString()));
    bulletin
        .status()
        .federation()
        .ifPresent(
            federation ->
                fact(
                    html,
                    "Topology",
                    new Html()
                        .text(federation.topology().toString())
                        .inline("span", "by " + federation.topologyFrom(), "class", "remark")));
    bulletin
        .status()
        .service()
        .ifPresent(since -> fact(html, "Service", new Html().text("since ").add(Times.at(since))));
    return html.close("dl");
  }

  /** A line may end between two octets, and nowhere else. */
  static Html fingerprint(String octets) {
    Html html = new Html().open("code", "class", "fingerprint");
    for (String octet : octets.split("(?<=:)", -1)) {
      html.text(octet).open("wbr");
    }
    return html.end("code");
  }

  private static Html expiry(Instant end, Bulletin bulletin) {
    return new Html()
        .text("until ")
        .add(Expiries.mark(end, bulletin).on(Labels.expires(end, bulletin.at())));
  }

  private static void fact(Html html, String term, Html value) {
    html.open("div").element("dt", term).open("dd").add(value).close("dd").close("div");
  }
}
