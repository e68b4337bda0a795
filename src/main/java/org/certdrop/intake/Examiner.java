package org.certdrop.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.certdrop.party.IpAddress;
import org.certdrop.rules.CertificateRules;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.rules.Judgement;
import org.certdrop.text.Printable;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.Fingerprint;

/** Judges a submission by itself: its metadata, its certificate, and whether they agree. */
public final class Examiner {
  private final CertificateRules rules;
  private final EndpointPolicy endpointPolicy;

  /**
   * An examiner by one site's rules.
   *
   * @param rules what a certificate must be
   * @param endpointPolicy whether a party must come with an endpoint
   */
  public Examiner(CertificateRules rules, EndpointPolicy endpointPolicy) {
    this.rules = rules;
    this.endpointPolicy = endpointPolicy;
  }

  /**
   * Judges a submission.
   *
   * @param at the instant to judge at
   */
  public Assessment examine(Submission submission, Instant at) {
    Examination examination = new Examination(submission);
    examination.read();
    examination.demandParts();
    return examination.assess(at);
  }

  /**
   * Judges files that need not be a whole submission: nothing that is absent is missed.
   *
   * @param at the instant to judge at
   */
  public Assessment check(Submission submission, Instant at) {
    Examination examination = new Examination(submission);
    examination.read();
    if (submission.certificate().isPresent() && submission.sidecar().isPresent()) {
      examination.demandParts();
    }
    return examination.assess(at);
  }

  /** One submission being judged. */
  private final class Examination {
    private final Submission submission;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Fingerprint> inputs = new TreeMap<>();
    private Optional<Sidecar> sidecar = Optional.empty();
    private Optional<InstructionsText> instructions = Optional.empty();
    private Optional<byte[]> certificateFile = Optional.empty();
    private Optional<byte[]> text = Optional.empty();
    private Metadata metadata = Metadata.NONE;

    Examination(Submission submission) {
      this.submission = submission;
    }

    void read() {
      certificateFile = submission.certificate().flatMap(this::bytes);
      text = submission.text().flatMap(this::bytes);
      sidecar = submission.sidecar().flatMap(this::bytes).map(Sidecar::read);
      instructions = certificateFile.flatMap(InstructionsText::read);
      sidecar.ifPresent(part -> findings.addAll(part.findings()));
      Optional<InstructionsText> beside = text.flatMap(InstructionsText::read);
      merge(sidecar.map(Sidecar::metadata), "The sidecar", instructions, "the certificate file");
      merge(Optional.of(metadata), "The sidecar", beside, "the text beside the pair");
      certificateFile =
          instructions.map(InstructionsText::certificateBytes).or(() -> certificateFile);
      text = beside.map(InstructionsText::certificateBytes).or(() -> text);
    }

    private Optional<byte[]> bytes(SubmittedFile file) {
      if (file.content() instanceof SubmittedFile.Bytes whole) {
        inputs.put(file.name(), Fingerprint.of(whole.bytes()));
        return Optional.of(whole.bytes());
      }
      findings.add(
          file.content() instanceof SubmittedFile.TooLarge large
              ? tooLarge(file.name(), large)
              : unreadable(file.name(), (SubmittedFile.Unreadable) file.content()));
      return Optional.empty();
    }

    /** Where both speak, they must agree; where one is silent, the other one counts. */
    private void merge(
        Optional<Metadata> first,
        String firstName,
        Optional<InstructionsText> second,
        String secondName) {
      metadata = first.orElse(metadata);
      if (second.isPresent()) {
        findings.addAll(second.get().findings());
        Metadata other = second.get().metadata();
        compare(Field.PARTY_ID, Metadata::party, firstName, other, secondName);
        compare(Field.IP, Metadata::ip, firstName, other, secondName);
        compare(Field.PORT, Metadata::port, firstName, other, secondName);
        metadata = metadata.or(other);
      }
    }

    private void compare(
        Field field,
        Function<Metadata, Optional<?>> value,
        String firstName,
        Metadata other,
        String otherName) {
      Optional<?> one = value.apply(metadata);
      Optional<?> two = value.apply(other);
      if (one.isPresent() && two.isPresent() && !one.equals(two)) {
        findings.add(field.contradicts(firstName, one.get(), otherName, two.get()));
      }
    }

    /** What a submission must have: a certificate, and something that says whose it is. */
    void demandParts() {
      if (submission.certificate().isEmpty()) {
        findings.add(missingCertificate());
      }
      if (submission.sidecar().isEmpty() && instructions.isEmpty()) {
        findings.add(missingSidecar());
      } else if (instructions.isPresent() || isReadable(sidecar)) {
        demandFields();
      }
    }

    private static boolean isReadable(Optional<Sidecar> sidecar) {
      return sidecar.isPresent()
          && sidecar.get().findings().stream()
              .map(Finding::code)
              .noneMatch(
                  code ->
                      code == Code.TRUNCATED
                          || code == Code.TOO_LARGE
                          || code == Code.MALFORMED_SIDECAR);
    }

    private void demandFields() {
      demand(Field.PARTY_ID, metadata.party());
      boolean neither = metadata.ip().isEmpty() && metadata.port().isEmpty();
      if (endpointPolicy == EndpointPolicy.REQUIRED || !neither) {
        demand(Field.IP, metadata.ip());
        demand(Field.PORT, metadata.port());
      }
    }

    /** A field that is there but invalid has its own finding. */
    private void demand(Field field, Optional<?> value) {
      boolean said =
          findings.stream()
              .anyMatch(
                  finding ->
                      finding.code() == Code.INVALID_FIELD
                          && finding.message().startsWith(field.key() + " is "));
      if (value.isEmpty() && !said) {
        findings.add(field.missing());
      }
    }

    Assessment assess(Instant at) {
      Optional<Certificate> certificate = Optional.empty();
      if (certificateFile.isPresent()) {
        Judgement judgement = rules.judge(certificateFile.get(), metadata.party(), at);
        findings.addAll(judgement.findings());
        certificate = judgement.certificate();
        certificate.ifPresent(this::compareFingerprint);
        judgeText(certificate, at);
      }
      metadata.ip().filter(IpAddress::isLoopback).ifPresent(ip -> findings.add(loopback(ip)));
      findings.sort(Comparator.comparing(Finding::code));
      return new Assessment(
          submission,
          metadata,
          certificate,
          findings.stream().distinct().toList(),
          sidecar.map(Sidecar::ignoredFields).orElse(List.of()),
          inputs);
    }

    private void compareFingerprint(Certificate certificate) {
      metadata
          .sha256()
          .filter(sha256 -> !sha256.equals(certificate.fingerprint()))
          .ifPresent(
              sha256 ->
                  findings.add(
                      Field.SHA256.contradicts(
                          "The sidecar",
                          sha256,
                          "the certificate itself",
                          certificate.fingerprint())));
    }

    /**
     * A text that joined a pair may repeat the certificate, no other one, and never a private key.
     */
    private void judgeText(Optional<Certificate> certificate, Instant at) {
      if (text.isEmpty()) {
        return;
      }
      Judgement judgement = rules.judge(text.get(), metadata.party(), at);
      judgement.findings().stream()
          .filter(finding -> finding.code() == Code.PRIVATE_KEY_PRESENT)
          .forEach(findings::add);
      Optional<Fingerprint> other = judgement.certificate().map(Certificate::fingerprint);
      Optional<Fingerprint> own = certificate.map(Certificate::fingerprint);
      if (other.isPresent() && own.isPresent() && !other.equals(own)) {
        findings.add(
            Field.SHA256.contradicts(
                "The certificate file", own.get(), "the text beside it", other.get()));
      }
    }
  }

  private static Finding tooLarge(String name, SubmittedFile.TooLarge large) {
    return new Finding(
        Code.TOO_LARGE,
        "The file "
            + Printable.quoted(name)
            + " has "
            + large.size()
            + " bytes; at most "
            + Limits.FILE_BYTES
            + " are read.",
        "A certificate or sidecar takes a few kilobytes: ask the sender for the right file.");
  }

  private static Finding unreadable(String name, SubmittedFile.Unreadable unreadable) {
    return new Finding(
        Code.UNREADABLE,
        "The file " + Printable.quoted(name) + " " + unreadable.reason() + ".",
        "Drop a plain file that the user that certdrop runs as may read.");
  }

  private static Finding missingCertificate() {
    return new Finding(
        Code.MISSING_CERTIFICATE,
        "There is a sidecar, but no certificate file of its name came in time.",
        "Drop the certificate as STEM.pem together with STEM.json.");
  }

  private static Finding missingSidecar() {
    return new Finding(
        Code.MISSING_SIDECAR,
        "There is a certificate file, but no sidecar of its name came in time, and it holds no"
            + " registration instructions.",
        "Drop STEM.json with party_id, ip and port together with the certificate; or drop the whole text"
            + " that the other site's registration-instructions print.");
  }

  private static Finding loopback(IpAddress ip) {
    return new Finding(
        Code.LOOPBACK_ENDPOINT,
        "ip is " + ip + ", a loopback address: every machine means itself by it.",
        "Unless all parties run on this one machine, ask the sender for the address at which the others"
            + " reach the component.");
  }
}
