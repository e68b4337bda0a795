package org.certdrop.rules;

import java.util.Optional;
import org.certdrop.party.Component;
import org.certdrop.text.Printable;

/** In a star, a researcher's certificate states by which host its nodes reach it. */
final class NoHostInCertificate implements Rule<Candidate> {
  @Override
  public Code code() {
    return Code.NO_HOST_IN_CERTIFICATE;
  }

  @Override
  public Optional<Finding> check(Candidate candidate) {
    return candidate.site().isStar()
            && candidate.isOf(Component.RESEARCHER)
            && Hosts.of(candidate.certificate()).isEmpty()
        ? broken(
            "The researcher's certificate states no host: its subjectAltName is "
                + shown(candidate)
                + ".",
            "A node does not start with it. Ask the researcher for a certificate whose"
                + " subjectAltName has the name or address at which the nodes reach it; Fed-BioMed"
                + " takes it from [server] host, certdrop from certdrop.san.")
        : Optional.empty();
  }

  private static String shown(Candidate candidate) {
    String names = String.join(", ", candidate.certificate().subjectAltNames());
    return names.isBlank() ? "absent or blank" : Printable.quoted(names);
  }
}
