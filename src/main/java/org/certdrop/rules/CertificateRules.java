package org.certdrop.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.certdrop.party.PartyId;
import org.certdrop.x509.PemDocument;
import org.certdrop.x509.TrustedIssuers;

/** All the rules about a certificate file, from its envelope to the certificate's content. */
public final class CertificateRules {
  /**
   * The rules under a policy.
   *
   * @param issuers who may vouch for certificates that are not self-signed
   * @param expiryWarning how long before a certificate's end to warn
   */
  public CertificateRules(TrustedIssuers issuers, Duration expiryWarning) {}

  /**
   * Applies every rule to a file.
   *
   * @param certificateFile the file's content
   * @param expectedParty whose certificate it should be, if that is known
   * @param at when to judge
   */
  public Judgement judge(byte[] certificateFile, Optional<PartyId> expectedParty, Instant at) {
    return judge(PemDocument.read(certificateFile), expectedParty, at);
  }

  /** The same for a file that was read already. */
  public Judgement judge(PemDocument document, Optional<PartyId> expectedParty, Instant at) {
    throw new UnsupportedOperationException();
  }
}
