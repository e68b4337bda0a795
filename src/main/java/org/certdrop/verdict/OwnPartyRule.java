package org.certdrop.verdict;

import java.util.List;
import java.util.Optional;
import org.certdrop.registration.Registrant;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;

/** Nobody else may come under this party's id or with its key. */
final class OwnPartyRule {
  private final Ourselves us;

  OwnPartyRule(Ourselves us) {
    this.us = us;
  }

  /** Whether it is this party's own, current certificate under its own id. */
  boolean isOurs(Registrant registrant) {
    return registrant.party().equals(us.party())
        && registrant.certificate().sha256().equals(us.certificate());
  }

  /** What refuses the registrant; nothing if it is somebody else, or this party as it is. */
  List<Finding> findings(Registrant registrant) {
    if (isOurs(registrant)) {
      return misplaced(registrant).stream().toList();
    }
    if (registrant.party().equals(us.party())) {
      return List.of(impostor(registrant));
    }
    if (registrant.party().key().equals(us.party().key())) {
      return List.of(RivalFindings.likeOurs(registrant.party(), us.party()));
    }
    return registrant.certificate().publicKey().equals(us.publicKey())
        ? List.of(RivalFindings.ours(us.party()))
        : warnings(registrant);
  }

  /** What is worth knowing of somebody else although it refuses nobody. */
  List<Finding> warnings(Registrant registrant) {
    return registrant.endpoint().stream()
        .filter(said -> us.endpoint().equals(Optional.of(said)))
        .map(said -> EndpointFindings.ofOurs(us.party(), said))
        .toList();
  }

  /** A drop without an endpoint says nothing wrong. */
  private Optional<Finding> misplaced(Registrant registrant) {
    return registrant
        .endpoint()
        .filter(said -> !us.endpoint().equals(Optional.of(said)))
        .map(
            said ->
                new Finding(
                    Code.CONFLICTING_METADATA,
                    "The files say that "
                        + us.party()
                        + ", this party itself, listens at "
                        + said
                        + ", but it is configured "
                        + us.endpoint().map(own -> "for " + own).orElse("without an address")
                        + ".",
                    "Old files of ours need nothing. If the address in them is right, correct the own"
                        + " configuration (certdrop.ip and certdrop.port); otherwise find out who sent"
                        + " them, and whether the other sites got them, too."));
  }

  private Finding impostor(Registrant registrant) {
    return new Finding(
        Code.OWN_PARTY,
        us.party()
            + " is this party's own id, but the certificate "
            + registrant.certificate().sha256()
            + " is not its own.",
        "An old certificate of ours needs nothing. Otherwise somebody uses our id: ask the sender where"
            + " the file came from, and tell the other sites which fingerprint is ours.");
  }
}
