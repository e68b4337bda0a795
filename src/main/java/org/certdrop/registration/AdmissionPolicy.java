package org.certdrop.registration;

import java.util.Objects;

/**
 * What a registry does by itself, and what it leaves to the operator.
 *
 * @param firstContact what a valid first drop of an unknown party becomes
 * @param rotation what a new key that the registered one vouches for becomes
 * @param oneResearcher whether one researcher alone may be active: at a node of a star (SPEC
 *     section 12)
 */
public record AdmissionPolicy(
    FirstContact firstContact, RotationPolicy rotation, boolean oneResearcher) {
  /** Does all of it by itself. */
  public static final AdmissionPolicy AUTOMATIC =
      new AdmissionPolicy(FirstContact.REGISTER, RotationPolicy.AUTO);

  /** A policy that lets any number of researchers be active. */
  public AdmissionPolicy(FirstContact firstContact, RotationPolicy rotation) {
    this(firstContact, rotation, false);
  }

  /** Nothing may be null. */
  public AdmissionPolicy {
    Objects.requireNonNull(firstContact);
    Objects.requireNonNull(rotation);
  }
}
