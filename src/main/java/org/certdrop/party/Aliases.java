package org.certdrop.party;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;

/** What the operator calls the parties; a line that cannot be used leaves out one alias. */
public final class Aliases {
  /** Nobody is called anything. */
  public static final Aliases NONE = unusable(List.of());

  private final Map<String, AliasLine.Said> byParty;
  private final Map<String, AliasLine.Said> byAlias;
  private final List<String> problems;

  private Aliases(
      Map<String, AliasLine.Said> byParty,
      Map<String, AliasLine.Said> byAlias,
      List<String> problems) {
    this.byParty = byParty;
    this.byAlias = byAlias;
    this.problems = List.copyOf(problems);
  }

  /** A list that cannot be read. */
  public static Aliases unusable(List<String> problems) {
    return new Aliases(Map.of(), Map.of(), problems);
  }

  /** Reads the list; {@link #problems} says which lines do not count. */
  public static Aliases parse(byte[] content) {
    Aliases read = new Aliases(new LinkedHashMap<>(), new LinkedHashMap<>(), List.of());
    List<String> problems = new ArrayList<>();
    int number = 0;
    for (AliasLine line : AliasLine.of(content)) {
      number++;
      Optional<Parsed<AliasLine.Said>> said = line.said();
      if (said.isEmpty()) {
        continue;
      }
      Parsed<AliasLine.Said> taken = said.get().then(read::admit);
      if (taken instanceof Parsed.Good<AliasLine.Said> good) {
        read.byParty.put(good.value().party().key(), good.value());
        read.byAlias.put(good.value().alias().key(), good.value());
      } else if (taken instanceof Parsed.Bad<AliasLine.Said> bad) {
        problems.add("Line " + number + " does not count. " + bad.problem() + " " + bad.hint());
      }
    }
    return new Aliases(read.byParty, read.byAlias, problems);
  }

  private Parsed<AliasLine.Said> admit(AliasLine.Said said) {
    return byParty.containsKey(said.party().key())
        ? Parsed.bad(said.party() + " has an alias in an earlier line.", "Remove one of the lines.")
        : unlessTaken(said);
  }

  private Parsed<AliasLine.Said> unlessTaken(AliasLine.Said said) {
    return party(said.alias().value())
        .filter(other -> !other.key().equals(said.party().key()))
        .<Parsed<AliasLine.Said>>map(
            other ->
                Parsed.bad(
                    Printable.quoted(said.alias().value()) + " is the alias of " + other + ".",
                    "Give each party an alias of its own; letter case makes no difference."))
        .orElseGet(() -> Parsed.good(said));
  }

  /**
   * The list with another alias of a party; all other lines stay as they are.
   *
   * @param content the list as it is
   * @param alias the alias; empty for none
   * @return the list as it will be, or why the alias cannot be given
   */
  public static Parsed<byte[]> change(byte[] content, PartyId party, Optional<Alias> alias) {
    if (alias.isPresent()
        && parse(content).unlessTaken(new AliasLine.Said(party, alias.get()))
            instanceof Parsed.Bad<AliasLine.Said> bad) {
      return Parsed.bad(bad.problem(), bad.hint());
    }
    StringBuilder text = new StringBuilder();
    Optional<String> next =
        alias.map(name -> new String((party + " = " + name + "\n").getBytes(UTF_8), ISO_8859_1));
    for (AliasLine line : AliasLine.of(content)) {
      if (!line.isOf(party)) {
        text.append(line.octets());
      } else if (next.isPresent()) {
        text.append(next.get());
        next = Optional.empty();
      }
    }
    if (next.isPresent()) {
      boolean inLine = text.length() > 0 && "\r\n".indexOf(text.charAt(text.length() - 1)) < 0;
      text.append(inLine ? "\n" : "").append(next.get());
    }
    return Parsed.good(text.toString().getBytes(ISO_8859_1));
  }

  /** What a party is called; empty if it has no alias. */
  public Optional<String> of(PartyId party) {
    return Optional.ofNullable(byParty.get(party.key())).map(said -> said.alias().value());
  }

  /** A party's id with its alias, if it has one, such as {@code node_a (St. Anna)}. */
  public String beside(PartyId party) {
    return party + of(party).map(alias -> " (" + alias + ")").orElse("");
  }

  /** Says what a party is called, in a sentence. */
  public String sentence(PartyId party) {
    return party + of(party).map(" is called "::concat).orElse(" has no alias") + ".";
  }

  /** Who is called so, in any letter case. */
  public Optional<PartyId> party(String alias) {
    return Optional.ofNullable(byAlias.get(Alias.fold(alias))).map(AliasLine.Said::party);
  }

  /** Whose alias begins so, in any letter case. */
  public List<PartyId> beginning(String text) {
    String start = Alias.fold(text);
    return byAlias.entrySet().stream()
        .filter(named -> named.getKey().startsWith(start))
        .map(named -> named.getValue().party())
        .toList();
  }

  /** Why lines of the list do not count, each a sentence and a hint. */
  public List<String> problems() {
    return problems;
  }
}
