package org.certdrop.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.PemDocument;
import org.certdrop.x509.TrustedIssuers;

/** All the rules about a certificate file, from its envelope to the certificate's content. */
public final class CertificateRules {
  /**
   * By how much a certificate may begin in the future: clocks of two sites differ (SPEC section 4).
   */
  public static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  private static final List<Rule<CertificateFile>> ENVELOPE =
      List.of(
          new PrivateKeyPresent(),
          new NotPem(),
          new WrongLabel(),
          new MultipleCertificates(),
          new Truncated(),
          new MalformedCertificate());

  private final List<Rule<Candidate>> content;
  private final TrustedIssuers issuers;
  private final Supplier<Site> site;

  /**
   * The rules under a policy, in a mesh.
   *
   * @param issuers who may vouch for certificates that are not self-issued
   * @param expiryWarning how long before a certificate's end to warn
   */
  public CertificateRules(TrustedIssuers issuers, Duration expiryWarning) {
    this(issuers, expiryWarning, () -> Site.MESH);
  }

  /**
   * The rules under a policy.
   *
   * @param issuers who may vouch for certificates that are not self-issued
   * @param expiryWarning how long before a certificate's end to warn
   * @param site where certificates are judged; asked for each certificate, since it may change
   */
  public CertificateRules(TrustedIssuers issuers, Duration expiryWarning, Supplier<Site> site) {
    this.issuers = issuers;
    this.site = site;
    this.content =
        List.of(
            new UnsupportedVersion(),
            new UnrecognizedCriticalExtension(),
            new UnsupportedKey(),
            new WeakKey(),
            new WeakSignature(),
            new BadSignature(),
            new UnknownIssuer(),
            new Expired(),
            new NotYetValid(),
            new IdentityMismatch(),
            new WrongRole(),
            new NoHostInCertificate(),
            new NoRoleInCertificate(),
            new HostNotInCertificate(),
            new NoPartyInCertificate(),
            new ExpiringSoon(expiryWarning),
            new NonconformingSerial(),
            new UsageExcludesSignature());
  }

  /**
   * Applies every rule to a file.
   *
   * @param certificateFile the file's content
   * @param expectedParty the party that it should belong to, if that is known
   * @param at the time as of which to judge
   */
  public Judgement judge(byte[] certificateFile, Optional<PartyId> expectedParty, Instant at) {
    return judge(CertificateFile.open(certificateFile), expectedParty, at);
  }

  /** The same for a file that was opened already. */
  public Judgement judge(CertificateFile file, Optional<PartyId> expectedParty, Instant at) {
    Optional<Certificate> certificate = file.certificate();
    List<Finding> findings = new ArrayList<>(findings(ENVELOPE, file));
    certificate.ifPresent(read -> findings.addAll(judge(read, expectedParty, at)));
    findings.sort(Comparator.comparing(Finding::code));
    return new Judgement(certificate, findings);
  }

  /** The finding that there is a private key in a file, of whatever kind the file is. */
  public Optional<Finding> privateKey(PemDocument document) {
    return new PrivateKeyPresent().check(CertificateFile.open(document));
  }

  /**
   * Applies the rules about the content to a certificate that was read already, such as one that is
   * pending.
   */
  public List<Finding> judge(Certificate certificate, Optional<PartyId> expectedParty, Instant at) {
    boolean vouchedFor = !certificate.selfIssued() && issuers.vouchesFor(certificate, at);
    return findings(content, new Candidate(certificate, vouchedFor, expectedParty, at, site.get()));
  }

  /** Where certificates are judged now. */
  public Site site() {
    return site.get();
  }

  private static <T> List<Finding> findings(List<Rule<T>> rules, T subject) {
    return rules.stream().map(rule -> rule.check(subject)).flatMap(Optional::stream).toList();
  }
}
