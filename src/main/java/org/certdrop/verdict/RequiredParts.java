package org.certdrop.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certdrop.rules.Finding;
import org.certdrop.submission.Field;
import org.certdrop.submission.Metadata;
import org.certdrop.submission.Submission;
import org.certdrop.submission.UnknownName;

/**
 * What a submission must have: a certificate, and something that says whose it is.
 *
 * @param submission the files
 * @param metadata what they say
 * @param said the fields that they have, sound or not: what is not sound has a finding of its own
 * @param printed whether a text as registration-instructions print it is among them
 * @param unknown the names of fields that nobody knows, which may be misspelled ones
 * @param endpointPolicy whether an endpoint is among what must be said
 */
record RequiredParts(
    Submission submission,
    Metadata metadata,
    Set<Field> said,
    boolean printed,
    List<UnknownName> unknown,
    EndpointPolicy endpointPolicy) {

  /** What is missing. */
  List<Finding> missing() {
    if (submission.certificate().isEmpty() && submission.sidecar().isEmpty()) {
      return List.of(SubmissionFindings.loneSignature());
    }
    List<Finding> found = new ArrayList<>();
    if (submission.certificate().isEmpty()) {
      found.add(SubmissionFindings.missingCertificate());
    }
    boolean alone = submission.sidecar().isEmpty() && !printed;
    if (alone && (metadata.party().isEmpty() || endpointPolicy == EndpointPolicy.REQUIRED)) {
      found.add(SubmissionFindings.missingSidecar());
    } else {
      found.addAll(missingFields());
    }
    return found;
  }

  private List<Finding> missingFields() {
    List<Finding> found = new ArrayList<>();
    demand(Field.PARTY_ID, metadata.party(), found);
    boolean neither = metadata.ip().isEmpty() && metadata.port().isEmpty();
    if (endpointPolicy == EndpointPolicy.REQUIRED || !neither) {
      demand(Field.IP, metadata.ip(), found);
      demand(Field.PORT, metadata.port(), found);
    }
    return found;
  }

  private void demand(Field field, Optional<?> value, List<Finding> found) {
    if (value.isEmpty() && !said.contains(field)) {
      boolean ofText = field != Field.PARTY_ID && printed;
      found.add(ofText ? SubmissionFindings.notPrinted(field) : field.missing(unknown));
    }
  }
}
