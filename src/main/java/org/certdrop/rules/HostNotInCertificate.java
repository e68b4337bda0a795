package org.certdrop.rules;

import java.util.List;
import java.util.Optional;
import org.certdrop.party.Component;
import org.certdrop.text.Printable;

/** Where this node looks for its researcher is a host that the researcher's certificate states. */
final class HostNotInCertificate implements Rule<Candidate> {
  @Override
  public Code code() {
    return Code.HOST_NOT_IN_CERTIFICATE;
  }

  @Override
  public Optional<Finding> check(Candidate candidate) {
    List<String> stated = Hosts.of(candidate.certificate());
    if (!candidate.site().isNodeOfStar()
        || !candidate.isOf(Component.RESEARCHER)
        || stated.isEmpty()) {
      return Optional.empty();
    }
    return candidate
        .site()
        .researcherHost()
        .filter(host -> !Hosts.contains(stated, host))
        .flatMap(
            host ->
                broken(
                    "This node's configuration has its researcher at "
                        + Printable.quoted(host)
                        + ", but the researcher's certificate states "
                        + Printable.quoted(String.join(", ", stated))
                        + ".",
                    "The handshake fails unless the two agree: correct [researcher] ip in the"
                        + " config.ini of this node, or ask the researcher for a certificate with"
                        + " that host."));
  }
}
