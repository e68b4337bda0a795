package org.certdrop.verdict;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.certdrop.json.StrictJson;
import org.certdrop.party.PartyId;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.text.Timestamps;
import org.certdrop.x509.Fingerprint;

/**
 * What certdrop decided about a submission, and why.
 *
 * @param submission the submission's id
 * @param files the names of its files
 * @param inputs file name to SHA-256 of the bytes that were judged; files that were not read are
 *     left out
 * @param outcome what was done
 * @param party the party it is about, where it names one
 * @param certificate the certificate's fingerprint, where there is exactly one sound certificate
 * @param findings all that is wrong or worth knowing, in the codes' order
 * @param ignoredFields fields of the sidecar that mean nothing to certdrop
 * @param decidedAt when
 * @param registrySeq the journal line of the change, if there was one
 */
public record Verdict(
    String submission,
    List<String> files,
    Map<String, Fingerprint> inputs,
    Outcome outcome,
    Optional<PartyId> party,
    Optional<Fingerprint> certificate,
    List<Finding> findings,
    List<String> ignoredFields,
    Instant decidedAt,
    OptionalLong registrySeq) {

  /** What {@code format} says in the file. */
  public static final String FORMAT = "certdrop-verdict/1";

  /** Keeps copies of the lists. */
  public Verdict {
    files = List.copyOf(files);
    inputs = Map.copyOf(inputs);
    findings = List.copyOf(findings);
    ignoredFields = List.copyOf(ignoredFields);
    decidedAt = decidedAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /** The code of the first refusing finding; empty unless refused. */
  public Optional<Code> code() {
    return outcome == Outcome.REFUSED
        ? findings.stream().filter(Finding::refuses).map(Finding::code).findFirst()
        : Optional.empty();
  }

  /** The same with one more sentence of what to do about the first finding that refuses. */
  public Verdict withHint(String sentence) {
    List<Finding> said = new ArrayList<>(findings);
    findings.stream()
        .filter(Finding::refuses)
        .findFirst()
        .ifPresent(first -> said.set(findings.indexOf(first), first.withHint(sentence)));
    return new Verdict(
        submission,
        files,
        inputs,
        outcome,
        party,
        certificate,
        said,
        ignoredFields,
        decidedAt,
        registrySeq);
  }

  /** The verdict as {@code verdict.json} holds it; see {@code etc/schema/verdict.schema.json}. */
  public ObjectNode toJson() {
    ObjectNode json = StrictJson.mapper().createObjectNode();
    json.put("format", FORMAT);
    json.put("submission", submission);
    files.forEach(json.putArray("files")::add);
    json.put("outcome", outcome.toString());
    json.put("code", code().map(Code::toString).orElse(null));
    json.put("party_id", party.map(PartyId::value).orElse(null));
    json.put("sha256", certificate.map(Fingerprint::toString).orElse(null));
    json.set("findings", toJson(findings));
    ignoredFields.forEach(json.putArray("ignored_fields")::add);
    json.put("decided_at", Timestamps.millis(decidedAt));
    json.put(
        "registry_seq", registrySeq.isPresent() ? Long.valueOf(registrySeq.getAsLong()) : null);
    ObjectNode digests = json.putObject("inputs");
    new TreeMap<>(inputs).forEach((name, digest) -> digests.put(name, digest.hex()));
    return json;
  }

  /** Findings as a verdict lists them. */
  public static ArrayNode toJson(List<Finding> findings) {
    ArrayNode array = StrictJson.mapper().createArrayNode();
    findings.forEach(finding -> array.add(toJson(finding)));
    return array;
  }

  private static ObjectNode toJson(Finding finding) {
    return StrictJson.mapper()
        .createObjectNode()
        .put("code", finding.code().toString())
        .put("severity", finding.severity().toString())
        .put("message", finding.message())
        .put("hint", finding.hint());
  }
}
