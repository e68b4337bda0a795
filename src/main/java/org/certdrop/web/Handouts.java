package org.certdrop.web;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.certdrop.outbox.Pack;
import org.certdrop.outbox.Packs;
import org.certdrop.party.PartyId;
import org.certdrop.text.Parsed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives out what another site should get: one ZIP, as the command {@code pack} makes it. */
final class Handouts {
  private static final Logger LOG = LoggerFactory.getLogger(Handouts.class);

  /** Where they are; the party follows in the query, and without one it is for every site. */
  static final String PATH = "/pack";

  private static final String PARTY = "party";

  private final Packs packs;

  /** Handouts of an outbox. */
  Handouts(Packs packs) {
    this.packs = packs;
  }

  /** A link to the files for a party. */
  static Html link(PartyId party) {
    String query = "?" + PARTY + "=" + URLEncoder.encode(party.value(), StandardCharsets.UTF_8);
    return new Html()
        .open("a", "href", PATH + query, "class", "get")
        .text("Files for ")
        .add(PartyText.text(party.value()))
        .end("a");
  }

  /** A link to the files for every site. */
  static Html link() {
    return new Html().inline("a", "Files for everybody", "href", PATH, "class", "get");
  }

  /**
   * The ZIP, of at most 64 files of 64 KiB; it is in memory alone.
   *
   * @param query as it came; null if there is none
   * @return the file, or the way to the page that says why there is none
   */
  Response of(String query, Session session) {
    Optional<String> party = Query.field(query, PARTY);
    try {
      Parsed<Pack> pack = pack(party);
      if (pack instanceof Parsed.Good<Pack> good) {
        String name = good.value().fileName(Instant.now());
        LOG.info("{} took {} from the page.", session.name(), name);
        return Response.file("application/zip", name, good.value().zip());
      }
      session.say(Said.of((Parsed.Bad<Pack>) pack));
    } catch (IOException e) {
      session.say(Said.failed(session, e));
    }
    return Response.seeOther(
        party.filter(PartyId::isForm).map(Desk::partyPage).orElse("/"), Map.of());
  }

  private Parsed<Pack> pack(Optional<String> party) throws IOException {
    if (party.isEmpty()) {
      return packs.forAll();
    }
    Parsed<PartyId> id = PartyId.parse(party.get());
    return id instanceof Parsed.Bad<PartyId> bad
        ? Parsed.bad(bad.problem(), bad.hint())
        : packs.forParty(((Parsed.Good<PartyId>) id).value());
  }
}
