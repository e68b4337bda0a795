package org.certdrop.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certdrop.cms.SignatureVerification;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.submission.Declaration;
import org.certdrop.submission.Field;
import org.certdrop.submission.Sidecar;
import org.certdrop.x509.Certificate;

/** A signed sidecar being judged: whether it says what it must, and whose signature it bears. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BundleExamination(
    byte[] signature, Optional<byte[]> oldSignature, byte[] sidecarFile, Sidecar sidecar) {

  /** What a signed sidecar must say, and does not. */
  List<Finding> missingFields() {
    List<Finding> findings = new ArrayList<>();
    Optional<Declaration> declaration = sidecar.declaration();
    demand(Field.TYPE, declaration.isPresent(), findings);
    demand(Field.SEQ, declaration.filter(said -> said.seq().isPresent()).isPresent(), findings);
    if (declaration.filter(Declaration::isRotation).isPresent()) {
      demand(Field.SUPERSEDES, declaration.get().supersedes().isPresent(), findings);
    }
    return findings;
  }

  /** A field that is there but not sound has a finding of its own. */
  private void demand(Field field, boolean present, List<Finding> findings) {
    if (!present && !sidecar.said().contains(field)) {
      findings.add(field.missing(List.of()));
    }
  }

  /** What is wrong with the signature by the dropped certificate, never by one inside of it. */
  Optional<Finding> badSignature(Certificate certificate) {
    return SignatureVerification.problem(signature, sidecarFile, certificate)
        .map(
            why ->
                new Finding(
                    Code.BAD_BUNDLE_SIGNATURE,
                    "The signature beside the sidecar is not good: " + why + ".",
                    "Somebody may have changed the files on their way: ask the sender for all files from"
                        + " its outbox/registration again, and do not register them by hand before you"
                        + " compared the fingerprint by phone."));
  }

  /** The bundle, if the sidecar says what it must; for who knows that the signature is good. */
  Optional<Bundle> bundle() {
    return sidecar
        .declaration()
        .filter(said -> said.seq().isPresent())
        .map(said -> new Bundle(said, said.seq().getAsLong(), sidecarFile, oldSignature));
  }
}
