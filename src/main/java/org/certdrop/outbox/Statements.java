package org.certdrop.outbox;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certdrop.identity.OwnParty;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Fingerprint;

/**
 * The statements that this party has made and must not forget.
 *
 * @param seq the highest number that any statement ever had; 0 if there was none
 * @param current what the party says now, if it has said anything
 * @param next a rotation to a certificate that is about to come into use
 * @param rotations the steps that led to the present certificate, the first one first
 */
record Statements(
    long seq, Optional<Statement> current, Optional<Statement> next, List<Statement> rotations) {
  /** Of a party that has not said anything. */
  static final Statements NONE = new Statements(0, Optional.empty(), Optional.empty(), List.of());

  /**
   * Checks that steps are steps.
   *
   * @throws IllegalArgumentException if one is no rotation
   */
  Statements {
    Objects.requireNonNull(current);
    rotations = List.copyOf(rotations);
    if (Stream.concat(rotations.stream(), next.stream()).anyMatch(s -> !s.isRotation())) {
      throw new IllegalArgumentException("a step that is no rotation");
    }
  }

  /** Whom they speak of: this party, and what it was before if it has said nothing since. */
  Set<PartyId> parties() {
    return Stream.of(current.stream(), next.stream(), rotations.stream())
        .flatMap(said -> said)
        .map(Statement::party)
        .collect(Collectors.toSet());
  }

  /** These and a rotation that is prepared: it counts once its certificate is in use. */
  Statements preparing(OwnParty own, OwnParty former, Instant now) {
    Statement rotation = Statement.rotation(own, former, nextSeq(now), now);
    return new Statements(rotation.seq(), current, Optional.of(rotation), rotations);
  }

  /**
   * What there is to say when the party is as given: the statement made before, to the byte, if it
   * is still true; else a new one. Of the rotations only those stay that lead to its certificate; a
   * prepared one becomes such a step, or its certificate never came into use and it goes.
   *
   * @param own the party; without a private key nothing new is said
   * @param now when a new statement is made
   */
  Statements about(OwnParty own, Instant now) {
    List<Statement> chain = chainTo(own);
    Optional<Statement> known =
        Stream.of(next, current).flatMap(Optional::stream).filter(s -> s.says(own)).findFirst();
    if (own.privateKey().isEmpty()) {
      return new Statements(seq, known, Optional.empty(), chain);
    }
    Statement said =
        known
            .map(statement -> statement.signedBy(own, now))
            .orElseGet(() -> Statement.registration(own, nextSeq(now), now));
    return new Statements(
        Math.max(seq, said.seq()),
        Optional.of(said),
        Optional.empty(),
        chain.stream().map(step -> step.sidecar().equals(said.sidecar()) ? said : step).toList());
  }

  /** Greater than every number before, and the time in milliseconds if that is. */
  private long nextSeq(Instant now) {
    return Math.max(seq + 1, now.toEpochMilli());
  }

  /** Backwards from the party's certificate, as far as one step joins the next. */
  private List<Statement> chainTo(OwnParty own) {
    Deque<Statement> chain = new ArrayDeque<>();
    Optional<Statement> step = stepTo(own, own.certificate().fingerprint(), Long.MAX_VALUE);
    while (step.isPresent()) {
      chain.addFirst(step.get());
      step = stepTo(own, step.get().superseded().orElseThrow(), step.get().seq());
    }
    return List.copyOf(chain);
  }

  /** The step by which another certificate takes the place of the party's, if there is one. */
  Optional<Statement> stepFrom(OwnParty own) {
    Optional<Fingerprint> ours = Optional.of(own.certificate().fingerprint());
    return Stream.concat(rotations.stream(), next.stream())
        .filter(step -> step.superseded().equals(ours))
        .findFirst();
  }

  private Optional<Statement> stepTo(OwnParty own, Fingerprint certificate, long before) {
    return Stream.concat(rotations.stream(), next.stream())
        .filter(step -> step.party().equals(own.id()))
        .filter(step -> step.certificate().fingerprint().equals(certificate))
        .filter(step -> step.seq() < before)
        .reduce((earlier, later) -> later);
  }
}
