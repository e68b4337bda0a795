package org.certdrop.rules;

import java.util.Optional;
import org.certdrop.text.Printable;
import org.certdrop.x509.Certificate;

/** A certificate that somebody else issued is vouched for by an issuer that is trusted here. */
final class UnknownIssuer implements Rule<Candidate> {
  @Override
  public Code code() {
    return Code.UNKNOWN_ISSUER;
  }

  @Override
  public Optional<Finding> check(Candidate candidate) {
    Certificate certificate = candidate.certificate();
    return certificate.selfIssued() || candidate.vouchedFor()
        ? Optional.empty()
        : broken(
            "The certificate was issued by "
                + Printable.quoted(certificate.issuer())
                + ", and no certificate among the trusted issuers vouches for it.",
            "If your federation trusts this CA, put the CA's certificate, and those between, into the"
                + " folder that certdrop.policy.issuers names (etc/issuers); otherwise ask the sender"
                + " for a self-signed certificate.");
  }
}
