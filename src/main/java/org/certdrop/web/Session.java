package org.certdrop.web;

import java.util.Optional;
import org.certdrop.operator.Rosters;

/** A person who signed in, in one browser. */
final class Session {
  private final String name;
  private final String formToken;
  private volatile Optional<Said> said = Optional.empty();
  private volatile Optional<Rosters.Proposal> proposal = Optional.empty();

  /**
   * A session that begins.
   *
   * @param name what the journal calls the person
   * @param formToken what every form of the session carries, and no other site knows
   */
  Session(String name, String formToken) {
    this.name = name;
    this.formToken = formToken;
  }

  String name() {
    return name;
  }

  String formToken() {
    return formToken;
  }

  /** Takes the place of what was said before. */
  void say(Said now) {
    said = Optional.of(now);
  }

  /** Nothing more is to be said. */
  void forget() {
    said = Optional.empty();
  }

  /** A roster that the person looks at takes the place of the one before; empty for none. */
  void propose(Optional<Rosters.Proposal> looked) {
    proposal = looked;
  }

  Optional<Rosters.Proposal> proposal() {
    return proposal;
  }

  Optional<Said> said() {
    return said;
  }
}
