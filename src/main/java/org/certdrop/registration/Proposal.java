package org.certdrop.registration;

import java.util.Objects;

/**
 * A submission's wish to have a party registered.
 *
 * @param submission the submission's id, unlike that of any other
 * @param registrant who is to be registered
 * @param backing what stands behind it
 */
public record Proposal(String submission, Registrant registrant, Backing backing) {
  /** Nothing may be null. */
  public Proposal {
    Objects.requireNonNull(submission);
    Objects.requireNonNull(registrant);
    Objects.requireNonNull(backing);
  }

  /** A drop, or with {@code upsert} what the operator asks for in person. */
  public Proposal(String submission, Registrant registrant, boolean upsert) {
    this(submission, registrant, upsert ? Backing.UPSERT : Backing.DROP);
  }
}
