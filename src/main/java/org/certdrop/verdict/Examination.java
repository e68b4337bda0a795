package org.certdrop.verdict;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.certdrop.files.FileContent;
import org.certdrop.party.IpAddress;
import org.certdrop.party.PartyId;
import org.certdrop.rules.CertificateFile;
import org.certdrop.rules.CertificateRules;
import org.certdrop.rules.CertifiedParty;
import org.certdrop.rules.Finding;
import org.certdrop.rules.Judgement;
import org.certdrop.submission.Field;
import org.certdrop.submission.MailSource;
import org.certdrop.submission.Metadata;
import org.certdrop.submission.PrintedInstructions;
import org.certdrop.submission.Sidecar;
import org.certdrop.submission.Submission;
import org.certdrop.submission.SubmittedFile;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.Fingerprint;
import org.certdrop.x509.PemDocument;

/** One submission being judged. */
final class Examination {
  private final Submission submission;
  private final CertificateRules rules;
  private final EndpointPolicy endpointPolicy;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Fingerprint> inputs = new TreeMap<>();
  private Optional<Sidecar> sidecar = Optional.empty();
  private Optional<PrintedInstructions> instructions = Optional.empty();
  private Optional<byte[]> certificateFile = Optional.empty();
  private Optional<CertificateFile> opened = Optional.empty();
  private Optional<byte[]> text = Optional.empty();
  private Optional<BundleExamination> signed = Optional.empty();
  private final Set<Field> said = EnumSet.noneOf(Field.class);
  private Metadata metadata = Metadata.NONE;

  Examination(Submission submission, CertificateRules rules, EndpointPolicy endpointPolicy) {
    this.submission = submission;
    this.rules = rules;
    this.endpointPolicy = endpointPolicy;
  }

  void read() {
    certificateFile = submission.certificate().flatMap(this::bytes);
    text = submission.text().flatMap(this::bytes);
    Optional<byte[]> sidecarFile = submission.sidecar().flatMap(this::bytes);
    sidecarFile.ifPresent(this::demandNoPrivateKey);
    sidecar = sidecarFile.map(Sidecar::read);
    readSignatures(sidecarFile);
    instructions = certificateFile.flatMap(PrintedInstructions::read);
    sidecar.ifPresent(
        part -> {
          findings.addAll(part.findings());
          said.addAll(part.said());
        });
    Optional<PrintedInstructions> beside = text.flatMap(PrintedInstructions::read);
    merge(sidecar.map(Sidecar::metadata), "The sidecar", instructions, "the certificate file");
    merge(Optional.of(metadata), "The sidecar", beside, "the text beside the pair");
    certificateFile =
        instructions.map(PrintedInstructions::certificateBytes).or(() -> certificateFile);
    text = beside.map(PrintedInstructions::certificateBytes).or(() -> text);
    opened = certificateFile.map(CertificateFile::open);
    nameParty();
  }

  /** A certificate may say by itself whose it is; what is said beside it goes before. */
  private void nameParty() {
    Optional<PartyId> named = certificate().flatMap(CertifiedParty::of);
    if (!said.contains(Field.PARTY_ID)) {
      metadata = metadata.or(Metadata.of(named));
    }
  }

  private Optional<Certificate> certificate() {
    return opened.flatMap(CertificateFile::certificate);
  }

  private void readSignatures(Optional<byte[]> sidecarFile) {
    Optional<byte[]> signature = submission.signature().flatMap(this::bytes);
    Optional<byte[]> old = submission.oldSignature().flatMap(this::bytes);
    signature.ifPresent(this::demandNoPrivateKey);
    old.ifPresent(this::demandNoPrivateKey);
    if (signature.isPresent() && sidecarFile.isPresent()) {
      signed =
          Optional.of(
              new BundleExamination(
                  signature.get(), old, sidecarFile.get(), sidecar.orElseThrow()));
    }
  }

  private Optional<byte[]> bytes(SubmittedFile file) {
    if (file.content() instanceof FileContent.Bytes whole) {
      inputs.put(file.name(), Fingerprint.of(whole.bytes()));
      return Optional.of(whole.bytes());
    }
    findings.add(SubmissionFindings.unread(file));
    return Optional.empty();
  }

  /** A key is as compromised in a sidecar or a text as it is in a certificate file. */
  private void demandNoPrivateKey(byte[] content) {
    rules.privateKey(PemDocument.read(content)).ifPresent(findings::add);
  }

  /**
   * Where both speak, they must agree; where one is silent, the other one counts, but for a signed
   * sidecar: what nobody signed must not look as if it were.
   */
  private void merge(
      Optional<Metadata> first,
      String firstName,
      Optional<PrintedInstructions> second,
      String secondName) {
    metadata = first.orElse(metadata);
    if (second.isPresent()) {
      findings.addAll(second.get().findings());
      Metadata other = second.get().metadata();
      findings.addAll(metadata.contradictions(firstName, other, secondName));
      if (submission.signature().isEmpty()) {
        said.addAll(second.get().said());
        metadata = metadata.or(other);
      }
    }
  }

  /** Whether it holds a text as registration-instructions print it. */
  boolean isPrinted() {
    return instructions.isPresent();
  }

  void demandParts() {
    signed.map(BundleExamination::missingFields).ifPresent(findings::addAll);
    RequiredParts required =
        new RequiredParts(
            submission,
            metadata,
            said,
            isPrinted(),
            sidecar.map(Sidecar::unknown).orElse(List.of()),
            endpointPolicy);
    findings.addAll(required.missing());
  }

  Assessment assess(Instant at) {
    Optional<Certificate> certificate = Optional.empty();
    Optional<Bundle> bundle = Optional.empty();
    if (opened.isPresent()) {
      Judgement judgement = rules.judge(opened.get(), metadata.party(), at);
      findings.addAll(judgement.findings());
      certificate = judgement.certificate();
      certificate.ifPresent(this::compareFingerprint);
      judgeText(certificate, at);
      bundle = certificate.flatMap(this::judgeSignature);
    }
    metadata
        .ip()
        .filter(IpAddress::isLoopback)
        .ifPresent(ip -> findings.add(EndpointFindings.loopback(ip)));
    certificateFile.ifPresent(
        file -> MailSource.advise(findings, file, submission.sidecar().isEmpty()));
    findings.sort(Comparator.comparing(Finding::code));
    return new Assessment(
        submission,
        metadata,
        certificate,
        bundle,
        Optional.empty(),
        findings.stream().distinct().toList(),
        sidecar.map(Sidecar::ignoredFields).orElse(List.of()),
        inputs);
  }

  private Optional<Bundle> judgeSignature(Certificate certificate) {
    Optional<Finding> bad = signed.flatMap(parts -> parts.badSignature(certificate));
    bad.ifPresent(findings::add);
    return bad.isPresent() ? Optional.empty() : signed.flatMap(BundleExamination::bundle);
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
    demandNoPrivateKey(text.get());
    Optional<Fingerprint> other = judgement.certificate().map(Certificate::fingerprint);
    Optional<Fingerprint> own = certificate.map(Certificate::fingerprint);
    if (other.isPresent() && own.isPresent() && !other.equals(own)) {
      findings.add(
          Field.SHA256.contradicts(
              "The certificate file", own.get(), "the text beside it", other.get()));
    }
  }
}
