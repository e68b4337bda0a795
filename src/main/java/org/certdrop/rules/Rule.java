package org.certdrop.rules;

import java.util.Optional;

/**
 * One rule about a submission's certificate. Where the rule is written is its code's citation.
 *
 * @param <T> what it looks at
 */
interface Rule<T> {
  /** The code of its finding. */
  Code code();

  /**
   * Applies the rule.
   *
   * @return the finding, if the rule is broken
   */
  Optional<Finding> check(T subject);

  /** Makes the finding that the subject breaks this rule. */
  default Optional<Finding> broken(String message, String hint) {
    return Optional.of(new Finding(code(), message, hint));
  }
}
