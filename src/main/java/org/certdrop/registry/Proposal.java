package org.certdrop.registry;

import java.util.Objects;

/**
 * A submission's wish to have a party registered.
 *
 * @param submission the submission's id, unlike that of any other
 * @param registrant who is to be registered
 * @param upsert whether the operator asks for it in person: then a key change, an earlier removal
 *     and an older certificate are no obstacle (SPEC section 11)
 */
public record Proposal(String submission, Registrant registrant, boolean upsert) {
  /** Nothing may be null. */
  public Proposal {
    Objects.requireNonNull(submission);
    Objects.requireNonNull(registrant);
  }
}
