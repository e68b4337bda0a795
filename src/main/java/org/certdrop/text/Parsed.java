package org.certdrop.text;

import java.util.function.Function;

/**
 * What came of reading a value from outside: the value, or what is wrong with it. Bad input is a
 * value here, never an exception.
 *
 * @param <T> what a good value is
 */
public sealed interface Parsed<T> {

  /** A value that keeps the rules of its type. */
  record Good<T>(T value) implements Parsed<T> {}

  /**
   * A value that does not.
   *
   * @param problem what is wrong, in one sentence with the value seen, fit to be shown
   * @param hint what to do about it
   */
  record Bad<T>(String problem, String hint) implements Parsed<T> {}

  /** A good value. */
  static <T> Parsed<T> good(T value) {
    return new Good<>(value);
  }

  /** A bad value: the problem in one sentence, and a hint. */
  static <T> Parsed<T> bad(String problem, String hint) {
    return new Bad<>(problem, hint);
  }

  /**
   * What comes of reading on.
   *
   * @param next what is done with a good value
   * @return what that gives; a bad value stays as it is
   */
  default <R> Parsed<R> then(Function<? super T, Parsed<R>> next) {
    return this instanceof Bad<T> bad
        ? bad(bad.problem(), bad.hint())
        : next.apply(((Good<T>) this).value());
  }

  /** The value; for callers that know it to be good, as with their own configuration's defaults. */
  default T orElseThrow(Function<Bad<T>, ? extends RuntimeException> refusal) {
    if (this instanceof Bad<T> bad) {
      throw refusal.apply(bad);
    }
    return ((Good<T>) this).value();
  }
}
