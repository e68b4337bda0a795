package org.certdrop.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certdrop.home.AliasFile;
import org.certdrop.home.Home;
import org.certdrop.home.ListFile;
import org.certdrop.home.Registries;
import org.certdrop.home.UnusableListException;
import org.certdrop.inbox.RecentVerdicts;
import org.certdrop.party.Alias;
import org.certdrop.party.Aliases;
import org.certdrop.party.Component;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.registry.RegistryReader;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;

/** Which party a person means: by its id, its alias, or the beginning of either. */
public final class PartyNames {
  /** In characters: what is shorter is meant by chance too often. */
  private static final int SHORTEST = 4;

  private static final int MOST_NAMED = 10;
  private static final int MOST_REFUSED = 50;

  private final Home home;
  private final Aliases aliases;

  /** The ids that the registry knows, by their keys. */
  private final Map<String, PartyId> known;

  private PartyNames(Home home, RegistryView registry) {
    this.home = home;
    this.aliases = AliasFile.read(home);
    this.known =
        Stream.of(registry.active(), registry.pending(), registry.removed())
            .flatMap(List::stream)
            .map(Entry::party)
            .collect(Collectors.toMap(PartyId::key, id -> id, (a, b) -> a, TreeMap::new));
  }

  /**
   * Finds out who is meant: the party of that id, in any letter case; else the one of that alias;
   * else the only one whose id or alias begins so.
   *
   * @param typed what the person typed
   * @return the id as it is known here; what was typed, if nobody is found; or, if several parties
   *     may be meant, which ones
   * @throws IOException if registry or inbox cannot be read
   */
  public static Parsed<String> resolve(Home home, String typed) throws IOException {
    return new PartyNames(home, RegistryReader.read(Registries.of(home))).resolve(typed);
  }

  private Parsed<String> resolve(String typed) throws IOException {
    if (PartyId.isForm(typed) && known.containsKey(new PartyId(typed).key())) {
      return Parsed.good(typed); // the command says itself in which spelling it is known
    }
    Optional<PartyId> called = aliases.party(typed);
    if (called.isPresent()) {
      return Parsed.good(asKnown(called.get()).value());
    }
    List<PartyId> candidates = beginning(typed);
    if (candidates.isEmpty()) {
      return kind(typed)
          .filter(prefix -> known.keySet().stream().anyMatch(key -> key.startsWith(prefix)))
          .map(
              prefix ->
                  Parsed.<String>bad(
                      Printable.quoted(typed) + " tells the kind of party, and not which one.",
                      "Type more of the id, behind " + prefix + "."))
          .orElseGet(() -> Parsed.good(typed));
    }
    if (isElsewhere(typed)) {
      return Parsed.good(typed);
    }
    if (isShort(typed)) {
      return Parsed.bad(
          Printable.quoted(typed) + " is too little to tell whom you mean.",
          "Type at least four characters of an id or an alias.");
    }
    return candidates.size() == 1
        ? Parsed.good(candidates.get(0).value())
        : Parsed.bad(
            Printable.quoted(typed) + " may be any of these: " + named(candidates) + ".",
            "Type more of it.");
  }

  private static boolean isShort(String typed) {
    return typed.codePointCount(0, typed.length()) < SHORTEST;
  }

  private PartyId asKnown(PartyId party) {
    return known.getOrDefault(party.key(), party);
  }

  /** With what the ids begin of which no more was typed. */
  private static Optional<String> kind(String typed) {
    String start = typed.toLowerCase(Locale.ROOT);
    return Stream.of(Component.values())
        .map(Component::prefix)
        .filter(p -> p.startsWith(start))
        .findFirst();
  }

  private List<PartyId> beginning(String typed) {
    Map<String, PartyId> found = new TreeMap<>();
    String start = typed.toLowerCase(Locale.ROOT);
    if (kind(typed).isEmpty()) {
      known.forEach(
          (key, id) -> {
            if (key.startsWith(start)) {
              found.put(key, id);
            }
          });
    }
    aliases.beginning(typed).forEach(party -> found.put(party.key(), asKnown(party)));
    return new ArrayList<>(found.values());
  }

  /** Whether it is the whole id of a party that is not registered: on the roster, or refused. */
  private boolean isElsewhere(String typed) throws IOException {
    if (!PartyId.isForm(typed)) {
      return false;
    }
    try {
      PartyId party = new PartyId(typed);
      if (ListFile.ROSTER.read(home).flatMap(roster -> roster.place(party)).isPresent()) {
        return true;
      }
    } catch (UnusableListException e) {
      return true; // it may be on it: nobody else is meant then
    }
    for (Path folder : RecentVerdicts.refused(home, MOST_REFUSED)) {
      Optional<JsonNode> verdict = RecentVerdicts.find(folder);
      if (verdict.filter(it -> typed.equalsIgnoreCase(it.path("party_id").asText())).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private String named(List<PartyId> parties) {
    String first =
        parties.stream().limit(MOST_NAMED).map(aliases::beside).collect(Collectors.joining(", "));
    int more = parties.size() - MOST_NAMED;
    return first + (more > 0 ? " and " + more + " more" : "");
  }

  /**
   * Gives a party an alias, or takes it away.
   *
   * @param name what the party is called, not yet checked; empty for nothing
   * @param by who says so
   * @return all aliases from now on, or why the alias cannot be given
   * @throws IOException if the file cannot be read or written
   */
  public static Parsed<Aliases> rename(
      Home home, PartyId party, Optional<String> name, LoginName by, Clock clock)
      throws IOException {
    Parsed<Aliases> changed = rename(home, party, name);
    if (changed instanceof Parsed.Good<Aliases>) {
      String done =
          name.map(text -> "called it " + Printable.quoted(text.strip()))
              .orElse("took its alias away");
      by.note(home, clock, done, Optional.of(party));
    }
    return changed;
  }

  private static Parsed<Aliases> rename(Home home, PartyId party, Optional<String> name)
      throws IOException {
    if (name.isEmpty()) {
      return AliasFile.change(home, party, Optional.empty());
    }
    Parsed<Alias> alias = Alias.parse(name.get());
    return alias instanceof Parsed.Bad<Alias> bad
        ? Parsed.bad(bad.problem(), bad.hint())
        : AliasFile.change(home, party, Optional.of(((Parsed.Good<Alias>) alias).value()));
  }
}
