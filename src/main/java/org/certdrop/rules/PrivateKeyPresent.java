package org.certdrop.rules;

import java.util.Optional;

/** No private key may travel, not even beside a good certificate. Nothing of it is shown. */
final class PrivateKeyPresent implements Rule<CertificateFile> {
  @Override
  public Code code() {
    return Code.PRIVATE_KEY_PRESENT;
  }

  @Override
  public Optional<Finding> check(CertificateFile file) {
    return file.document().holdsPrivateKey()
        ? broken(
            "The file holds a private key.",
            "Everybody who could read this file may have copied the key: it must be considered"
                + " compromised. Ask the sender to make a new key and certificate and to send the"
                + " certificate alone, then delete this file.")
        : Optional.empty();
  }
}
