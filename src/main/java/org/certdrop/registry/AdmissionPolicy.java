package org.certdrop.registry;

import java.util.Objects;

/**
 * What a registry does by itself, and what it leaves to the operator.
 *
 * @param firstContact what a valid first drop of an unknown party becomes
 * @param rotation what a new key that the registered one vouches for becomes
 */
public record AdmissionPolicy(FirstContact firstContact, RotationPolicy rotation) {
  /** Does all of it by itself. */
  public static final AdmissionPolicy AUTOMATIC =
      new AdmissionPolicy(FirstContact.REGISTER, RotationPolicy.AUTO);

  /** Nothing may be null. */
  public AdmissionPolicy {
    Objects.requireNonNull(firstContact);
    Objects.requireNonNull(rotation);
  }
}
