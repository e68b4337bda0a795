package org.certdrop.verdict;

import org.certdrop.files.FileContent;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.submission.Field;
import org.certdrop.submission.Limits;
import org.certdrop.submission.SubmittedFile;
import org.certdrop.text.Printable;

/** What may be wrong with a submission as a whole, in words. */
final class SubmissionFindings {
  private SubmissionFindings() {}

  /** Why a file was not read. */
  static Finding unread(SubmittedFile file) {
    return file.content() instanceof FileContent.TooLarge large
        ? tooLarge(file.name(), large)
        : unreadable(file.name(), (FileContent.Unreadable) file.content());
  }

  private static Finding tooLarge(String name, FileContent.TooLarge large) {
    return new Finding(
        Code.TOO_LARGE,
        "The file "
            + Printable.quoted(name)
            + " has "
            + large.size()
            + " bytes; at most "
            + Limits.of(name)
            + " are read.",
        "A certificate or sidecar takes a few kilobytes: ask the sender for the right file.");
  }

  private static Finding unreadable(String name, FileContent.Unreadable unreadable) {
    return new Finding(
        Code.UNREADABLE,
        "The file " + Printable.quoted(name) + " " + unreadable.reason() + ".",
        unreadable.isDenied()
            ? "Let its owner type chmod g+r FILE, or chmod a+r FILE if certdrop's user is not in its"
                + " group, and then do the same again."
            : "It must be a plain file that is there.");
  }

  static Finding missingCertificate() {
    return new Finding(
        Code.MISSING_CERTIFICATE,
        "There is a sidecar, but no certificate file of its name came in time.",
        "Drop the certificate as STEM.pem together with STEM.json.");
  }

  static Finding loneSignature() {
    return new Finding(
        Code.MISSING_SIDECAR,
        "There is a signature, but the file that it signs did not come in time.",
        "Drop all files from the other site's outbox/registration together.");
  }

  static Finding missingSidecar() {
    return new Finding(
        Code.MISSING_SIDECAR,
        "There is a certificate file, but no sidecar of its name came in time, and it holds no"
            + " registration instructions.",
        "Drop STEM.json with party_id, ip and port together with the certificate; or drop the whole text"
            + " that the other site's registration-instructions print.");
  }

  /** A printed text has no address: the sender cannot add one, but a sidecar can. */
  static Finding notPrinted(Field field) {
    return new Finding(
        Code.MISSING_FIELD,
        "The text names no " + field.key() + ": Fed-BioMed prints no address since 5.4.",
        "If nobody here needs the parties' addresses, set certdrop.policy.endpoint=optional in"
            + " etc/certdrop.properties. Otherwise ask the sender for address and port, write them"
            + " into a sidecar of the text's name, such as hospital.json beside hospital.txt:"
            + " {\"party_id\": \"node_...\", \"ip\": \"10.221.0.2\", \"port\": 14001}, and drop both.");
  }
}
