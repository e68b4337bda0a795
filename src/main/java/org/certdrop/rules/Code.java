package org.certdrop.rules;

import static org.certdrop.rules.Severity.REFUSE;
import static org.certdrop.rules.Severity.WARN;

import java.util.Locale;

/**
 * The codes of all findings, in the order in which a verdict lists them: what endangers the sender
 * first, then from the envelope to the content, then what the registry says.
 */
public enum Code {
  PRIVATE_KEY_PRESENT(REFUSE, "RFC 7468 section 10"),
  DISTRUSTED(REFUSE, "etc/distrusted.txt"),
  NOT_PEM(REFUSE, "RFC 7468 section 3"),
  WRONG_LABEL(REFUSE, "RFC 7468 section 5.1"),
  MULTIPLE_CERTIFICATES(REFUSE, "one submission, one certificate"),
  TRUNCATED(REFUSE, "RFC 7468 section 3"),
  MALFORMED_CERTIFICATE(REFUSE, "RFC 5280 section 4.1"),
  UNSUPPORTED_VERSION(REFUSE, "RFC 5280 section 4.1.2.1"),
  UNRECOGNIZED_CRITICAL_EXTENSION(REFUSE, "RFC 5280 section 4.2"),
  UNSUPPORTED_KEY(REFUSE, "RFC 5480, RFC 8410, RFC 9881"),
  WEAK_KEY(REFUSE, "NIST SP 800-131A, RFC 8017 section 3.1"),
  WEAK_SIGNATURE(REFUSE, "RFC 6194, RFC 6151"),
  BAD_SIGNATURE(REFUSE, "RFC 5280 section 6.1.3"),
  UNKNOWN_ISSUER(REFUSE, "RFC 5280 section 6.1"),
  EXPIRED(REFUSE, "RFC 5280 section 4.1.2.5"),
  NOT_YET_VALID(REFUSE, "RFC 5280 section 4.1.2.5"),
  IDENTITY_MISMATCH(REFUSE, "RFC 5280 section 4.1.2.6"),
  WRONG_ROLE(REFUSE, "RFC 5280 section 4.2.1.12"),
  NO_HOST_IN_CERTIFICATE(REFUSE, "RFC 9525 section 4"),
  NO_ROLE_IN_CERTIFICATE(WARN, "RFC 5280 section 4.2.1.12"),
  HOST_NOT_IN_CERTIFICATE(WARN, "RFC 9525 section 6"),
  CONFLICTING_METADATA(REFUSE, "all parts of a submission agree"),
  NO_PARTY_IN_CERTIFICATE(WARN, "RFC 5280 section 4.1.2.6"),
  EXPIRING_SOON(WARN, "RFC 5280 section 4.1.2.5"),
  NONCONFORMING_SERIAL(WARN, "RFC 5280 section 4.1.2.2"),
  USAGE_EXCLUDES_SIGNATURE(WARN, "RFC 5280 section 4.2.1.3"),
  LOOPBACK_ENDPOINT(WARN, "RFC 1122 section 3.2.1.3"),
  DUPLICATE_ENDPOINT(WARN, "one endpoint, one party"),
  UNREADABLE(REFUSE, "the file's permissions"),
  TOO_LARGE(REFUSE, "64 KiB a file, 16 levels of JSON"),
  MISSING_SIDECAR(REFUSE, "a certificate needs its sidecar"),
  MISSING_CERTIFICATE(REFUSE, "a sidecar needs its certificate"),
  MALFORMED_SIDECAR(REFUSE, "RFC 8259"),
  MALFORMED_ARCHIVE(REFUSE, "APPNOTE.TXT of the ZIP format, sections 4.3 and 4.4"),
  LEFT_IN_ARCHIVE(WARN, "an archive may hold other files"),
  FORMER_CERTIFICATE(WARN, "a receipt may be about what we had before"),
  MISSING_FIELD(REFUSE, "the sidecar's fields"),
  INVALID_FIELD(REFUSE, "the sidecar's fields"),
  OWN_PARTY(REFUSE, "this party's own id"),
  BAD_BUNDLE_SIGNATURE(REFUSE, "RFC 5652 section 5"),
  KEY_CHANGE(REFUSE, "a new key never overwrites"),
  SECOND_RESEARCHER(REFUSE, "one researcher a node"),
  CERTIFICATE_IN_USE(REFUSE, "one key, one party"),
  PARTY_ID_CONFLICT(REFUSE, "ids differ in more than letter case"),
  REMOVED(REFUSE, "what was removed stays removed"),
  NOT_ON_ROSTER(REFUSE, "etc/roster.json"),
  REPLAYED(REFUSE, "nothing older than what is registered");

  private final Severity severity;
  private final String citation;

  Code(Severity severity, String citation) {
    this.severity = severity;
    this.citation = citation;
  }

  /** What a finding of this code does. */
  public Severity severity() {
    return severity;
  }

  /** Where the rule is written. */
  public String citation() {
    return citation;
  }

  /** The code in a verdict, such as {@code not-pem}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
