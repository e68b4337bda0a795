package org.certdrop.rules;

import java.util.Optional;
import org.certdrop.text.Printable;
import org.certdrop.x509.Certificate;

/** A serial number is positive and takes at most 20 octets; Fed-BioMed draws some that are 0. */
final class NonconformingSerial implements Rule<Candidate> {
  private static final int MAX_OCTETS = 20;

  @Override
  public Code code() {
    return Code.NONCONFORMING_SERIAL;
  }

  @Override
  public Optional<Finding> check(Candidate candidate) {
    Certificate certificate = candidate.certificate();
    boolean conforming =
        certificate.serial().signum() > 0 && certificate.serialOctets() <= MAX_OCTETS;
    return conforming
        ? Optional.empty()
        : broken(
            "The certificate's serial number "
                + Printable.quoted(certificate.serialHex())
                + " (hexadecimal) is not a positive number of at most 20 octets.",
            "Nothing needs to be done: certdrop never identifies a certificate by its serial number.");
  }
}
