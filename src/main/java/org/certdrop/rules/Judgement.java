package org.certdrop.rules;

import java.util.List;
import java.util.Optional;
import org.certdrop.x509.Certificate;

/**
 * What the rules say about a certificate file.
 *
 * @param certificate the certificate, if the file holds exactly one that can be read; a finding may
 *     still refuse it
 * @param findings every rule that fails, in the order of {@link Code}
 */
public record Judgement(Optional<Certificate> certificate, List<Finding> findings) {
  /** Keeps a copy of the findings. */
  public Judgement {
    findings = List.copyOf(findings);
  }

  /** Whether some finding keeps the certificate out. */
  public boolean refuses() {
    return findings.stream().anyMatch(Finding::refuses);
  }
}
