package org.certdrop.web;

import java.util.Optional;

/** A person who signed in, in one browser. */
final class Session {
  private final String name;
  private final String formToken;
  private volatile Optional<Said> said = Optional.empty();

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

  Optional<Said> said() {
    return said;
  }
}
