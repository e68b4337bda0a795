package org.certdrop.rules;

import java.util.Optional;

/** One submission is about one certificate: of several, nobody could say which is meant. */
final class MultipleCertificates implements Rule<CertificateFile> {
  @Override
  public Code code() {
    return Code.MULTIPLE_CERTIFICATES;
  }

  @Override
  public Optional<Finding> check(CertificateFile file) {
    int count = file.document().certificates().size();
    return count > 1
        ? broken(
            "The file holds " + count + " CERTIFICATE blocks instead of one.",
            "Ask the sender for the file with the party's own certificate alone, without a chain and"
                + " without copies; a CA's certificate belongs into the folder"
                + " certdrop.policy.issuers.")
        : Optional.empty();
  }
}
