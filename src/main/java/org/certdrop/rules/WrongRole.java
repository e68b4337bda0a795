package org.certdrop.rules;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.certdrop.party.Component;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.KeyPurpose;

/** A node's certificate may be a TLS client's, a researcher's a TLS server's. */
final class WrongRole implements Rule<Candidate> {
  @Override
  public Code code() {
    return Code.WRONG_ROLE;
  }

  /** In a mesh the certificate serves secure aggregation alone, which asks for no role. */
  @Override
  public Optional<Finding> check(Candidate candidate) {
    return candidate
        .party()
        .map(PartyId::component)
        .filter(component -> !Roles.permit(candidate.certificate(), component))
        .map(component -> finding(candidate, component));
  }

  private static Finding finding(Candidate candidate, Component component) {
    boolean node = component == Component.NODE;
    return new Finding(
        Code.WRONG_ROLE,
        candidate.site().isStar() ? Severity.REFUSE : Severity.WARN,
        "The certificate of this "
            + (node ? "node" : "researcher")
            + " has the ExtendedKeyUsage "
            + purposes(candidate.certificate())
            + ", without "
            + Roles.of(component)
            + ".",
        "Ask the sender for a certificate that Fed-BioMed issued for this "
            + (node ? "node: a node connects to" : "researcher: a researcher answers")
            + (node ? " the researcher" : " its nodes")
            + ", for which the certificate needs "
            + Roles.of(component)
            + ".");
  }

  private static String purposes(Certificate certificate) {
    return certificate.extendedKeyUsage().stream()
        .map(WrongRole::name)
        .collect(Collectors.joining(", "));
  }

  private static String name(String oid) {
    return List.of(KeyPurpose.values()).stream()
        .filter(purpose -> purpose.oid().equals(oid))
        .map(KeyPurpose::toString)
        .findFirst()
        .orElse(oid);
  }
}
