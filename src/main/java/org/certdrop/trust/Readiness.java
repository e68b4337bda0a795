package org.certdrop.trust;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.certdrop.json.StrictJson;
import org.certdrop.party.Aliases;
import org.certdrop.party.PartyId;
import org.certdrop.registration.RegistryView;
import org.certdrop.registration.Verified;
import org.certdrop.text.Problem;
import org.certdrop.text.Timestamps;

/**
 * Whether an experiment may begin: every expected party, and what is still missing.
 *
 * @param parties those that are expected: of the roster, else all registered ones and this one
 * @param shortcomings what keeps it from being ready; none means that it is
 * @param notices what is worth knowing all the same: certificates of registered parties that wait
 */
public record Readiness(List<Row> parties, List<Problem> shortcomings, List<Problem> notices) {
  /** Keeps copies of the lists. */
  public Readiness {
    parties = List.copyOf(parties);
    shortcomings = List.copyOf(shortcomings);
    notices = List.copyOf(notices);
  }

  /** Which certificate of ours a party says to hold. */
  public enum Holding {
    /** The one that we have now. */
    CURRENT,
    /** One that we had before. */
    OLD;

    /** The word in JSON. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One party.
   *
   * @param party its id: as it is registered, else as it stands on the roster
   * @param isUs whether it is this party
   * @param registered whether it is registered here; we always are
   * @param verified how a person made sure of its certificate; empty for us and the unregistered
   * @param notAfter the end of its certificate; empty for the unregistered
   * @param holdsOurs which certificate of ours it has acknowledged; empty if none
   * @param shortcomings what of it keeps the experiment from beginning
   */
  public record Row(
      PartyId party,
      boolean isUs,
      boolean registered,
      Optional<Verified.Method> verified,
      Optional<Instant> notAfter,
      Optional<Holding> holdsOurs,
      List<Problem> shortcomings) {
    /** Nothing may be null. */
    public Row {
      Objects.requireNonNull(party);
      Objects.requireNonNull(verified);
      Objects.requireNonNull(notAfter);
      Objects.requireNonNull(holdsOurs);
      shortcomings = List.copyOf(shortcomings);
    }
  }

  /**
   * Judges.
   *
   * @param membership who is expected, and who is distrusted
   * @param registry who is registered
   * @param us this party; empty if it has no certificate yet
   * @param at the time to judge at
   * @param strict whether each other party must be verified and have acknowledged our certificate
   */
  public static Readiness of(
      Membership membership, RegistryView registry, Optional<Us> us, Instant at, boolean strict) {
    return of(membership, registry, us, at, strict, Expectations.MESH);
  }

  /**
   * Judges, as {@link #of(Membership, RegistryView, Optional, Instant, boolean)} does.
   *
   * @param expectations whom this party must hold
   */
  public static Readiness of(
      Membership membership,
      RegistryView registry,
      Optional<Us> us,
      Instant at,
      boolean strict,
      Expectations expectations) {
    return new ReadinessJudge(membership, registry, us, at, strict, expectations).hold();
  }

  /** The same, and first of all this is missing. */
  public Readiness lacking(Problem first) {
    return new Readiness(
        parties, Stream.concat(Stream.of(first), shortcomings.stream()).toList(), notices);
  }

  /** The same, with more that is worth knowing. */
  public Readiness noting(List<Problem> more) {
    return new Readiness(
        parties, shortcomings, Stream.concat(notices.stream(), more.stream()).toList());
  }

  /** Whether nothing is missing. */
  public boolean isReady() {
    return shortcomings.isEmpty();
  }

  /** The document of {@code ready --json} (SPEC section 9), with those aliases that there are. */
  public ObjectNode toJson(Aliases aliases) {
    ObjectNode json = StrictJson.mapper().createObjectNode().put("ready", isReady());
    ArrayNode rows = json.putArray("parties");
    for (Row row : parties) {
      ObjectNode one = rows.addObject().put("party_id", row.party().value());
      aliases.of(row.party()).ifPresent(alias -> one.put("alias", alias));
      one.put("registered", row.registered())
          .put("verified", row.verified().map(Readiness::word).orElse(null))
          .put("not_after", row.notAfter().map(Timestamps::seconds).orElse(null))
          .put("holds_ours", row.holdsOurs().map(Holding::toString).orElse(null));
    }
    return json;
  }

  private static String word(Verified.Method method) {
    return method.name().toLowerCase(Locale.ROOT);
  }
}
