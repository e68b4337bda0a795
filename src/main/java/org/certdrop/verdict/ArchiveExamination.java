package org.certdrop.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.certdrop.files.FileContent;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.rules.Severity;
import org.certdrop.submission.Archive;
import org.certdrop.submission.LeftAlone;
import org.certdrop.submission.Submission;
import org.certdrop.submission.SubmittedFile;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;
import org.certdrop.x509.Fingerprint;
import org.certdrop.x509.PemDocument;

/** Judges an archive by itself: whether it can be unpacked, and what stays in it. */
final class ArchiveExamination {
  /** So many names stand in one sentence. */
  private static final int MOST_NAMED = 5;

  private ArchiveExamination() {}

  static Assessment of(Submission submission) {
    SubmittedFile file = submission.certificate().orElseThrow();
    return file.content() instanceof FileContent.Bytes whole
        ? Assessment.ofArchive(
            submission,
            findings(Archive.read(whole.bytes())),
            Map.of(file.name(), Fingerprint.of(whole.bytes())))
        : Assessment.ofArchive(submission, List.of(unread(file)), Map.of());
  }

  /** An archive that is too large is a bad archive. */
  private static Finding unread(SubmittedFile file) {
    Finding why = SubmissionFindings.unread(file);
    return file.content() instanceof FileContent.TooLarge
        ? new Finding(
            Code.MALFORMED_ARCHIVE,
            why.message(),
            "Ask the sender for a ZIP of the files that belong together, without anything else.")
        : why;
  }

  private static List<Finding> findings(Parsed<Archive> archive) {
    if (archive instanceof Parsed.Bad<Archive> bad) {
      return List.of(new Finding(Code.MALFORMED_ARCHIVE, bad.problem(), bad.hint()));
    }
    Map<String, byte[]> left = ((Parsed.Good<Archive>) archive).value().left();
    List<String> keys =
        left.keySet().stream()
            .filter(name -> PemDocument.read(left.get(name)).holdsPrivateKey())
            .toList();
    List<Finding> findings = new ArrayList<>();
    if (!keys.isEmpty()) {
      findings.add(
          new Finding(
              Code.PRIVATE_KEY_PRESENT,
              Severity.WARN,
              "The archive holds a private key, which must never travel, in " + named(keys) + ".",
              "The key must be considered compromised: take the archive away, and ask its sender for"
                  + " a certificate with a new key, without the key."));
    }
    if (!left.isEmpty()) {
      findings.add(
          new Finding(
              Code.LEFT_IN_ARCHIVE,
              "The archive holds what certdrop does not take: "
                  + named(List.copyOf(left.keySet()))
                  + ". It stays in the archive.",
              "If it belongs to the drop, take it out of the archive, and drop it in a form that"
                  + " certdrop takes."));
    }
    return findings;
  }

  private static String named(List<String> names) {
    String more = names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "";
    return names.stream()
            .limit(MOST_NAMED)
            .map(name -> Printable.name(name) + what(name))
            .collect(Collectors.joining(", "))
        + more;
  }

  private static String what(String name) {
    return LeftAlone.advice(name).map(advice -> " (" + advice + ")").orElse("");
  }
}
