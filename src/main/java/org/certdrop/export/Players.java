package org.certdrop.export;

import java.io.IOException;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.certdrop.home.Home;
import org.certdrop.identity.OwnParty;
import org.certdrop.inbox.Unregistered;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;

/**
 * The parties of a computation in the order of their numbers, this one among them.
 *
 * @param list player 0, 1, 2, ...
 * @param self this party's number
 * @param key this party's private key
 */
public record Players(List<Player> list, int self, PrivateKey key) {
  /** Keeps a copy of the list. */
  public Players {
    list = List.copyOf(list);
  }

  /**
   * Looks the parties up.
   *
   * @param ids their ids in the order wanted, in any letter case; this party's own among them
   * @param registered the parties that may be exported
   * @param own this party, if it has a certificate
   * @param home where lies what became of the files of others
   * @return the players, or the first thing that is wrong
   * @throws IOException if what was refused cannot be read
   */
  public static Parsed<Players> of(
      List<String> ids, ExportedParties registered, Optional<OwnParty> own, Home home)
      throws IOException {
    if (own.isEmpty() || own.get().privateKey().isEmpty()) {
      return Parsed.bad(
          "This party has no private key in etc/identity, and MP-SPDZ needs one.",
          "Put component.key beside component.pem there; without both, ./certdrop generate makes"
              + " them.");
    }
    List<Player> players = new ArrayList<>();
    for (String id : ids) {
      Parsed<Player> player = player(id, registered, own.get(), home);
      if (player instanceof Parsed.Bad<Player> bad) {
        return Parsed.bad(bad.problem(), bad.hint());
      }
      players.add(((Parsed.Good<Player>) player).value());
    }
    return numbered(players, own.get().id(), own.get().privateKey().get());
  }

  private static Parsed<Players> numbered(List<Player> players, PartyId own, PrivateKey key) {
    Map<String, Integer> numbers = new HashMap<>();
    for (Player player : players) {
      if (numbers.putIfAbsent(player.id().key(), numbers.size()) != null) {
        return Parsed.bad(player.id() + " is named twice.", "Name each party once.");
      }
    }
    Integer self = numbers.get(own.key());
    return self == null
        ? Parsed.bad(
            "This party, " + own + ", is not among the parties named.",
            "Add it to --parties at its place: every site names all parties in the same order.")
        : Parsed.good(new Players(players, self, key));
  }

  private static Parsed<Player> player(
      String text, ExportedParties registered, OwnParty own, Home home) throws IOException {
    if (!PartyId.isForm(text)) {
      return Parsed.bad(
          Printable.quoted(text) + " is not a party id.",
          "Name the ids that ./certdrop list shows, and this party's own, separated by commas.");
    }
    PartyId id = new PartyId(text);
    if (id.key().equals(own.id().key())) {
      return Player.of(own);
    }
    Optional<Parsed<Entry>> found = registered.find(id);
    return found.isEmpty()
        ? Unregistered.sentence(home, registered.registry(), text)
        : found.get().then(Player::of);
  }

  /** The ids, in their order. */
  public List<PartyId> ids() {
    return list.stream().map(Player::id).toList();
  }

  /**
   * A sentence for each whose certificate has expired, and one on those without MP-SPDZ's names.
   */
  public List<String> warnings(Instant now) {
    List<String> warnings =
        list.stream()
            .flatMap(
                player ->
                    ExpiredWarning.warning(player.id(), player.certificate().notAfter(), now)
                        .stream())
            .collect(Collectors.toCollection(ArrayList::new));
    List<String> nameless =
        IntStream.range(0, list.size())
            .filter(number -> !list.get(number).isNamed(number))
            .mapToObj(number -> "P" + number + " (" + list.get(number).id() + ")")
            .toList();
    if (!nameless.isEmpty()) {
      warnings.add(
          "MP-SPDZ 0.4.1 and newer look for P0, P1, ... in the certificate of the player of that"
              + " number, and these do not bear it: "
              + String.join(", ", nameless)
              + ". An older MP-SPDZ does not look; for a newer one the parties need certificates"
              + " with that name.");
    }
    return List.copyOf(warnings);
  }

  /** The ids; never the key. */
  @Override
  public String toString() {
    return ids().toString();
  }
}
