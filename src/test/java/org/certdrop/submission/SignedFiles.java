package org.certdrop.submission;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.certdrop.cms.DetachedSignature;
import org.certdrop.files.FileContent;
import org.certdrop.x509.TestCertificate;

/** Signed sidecars and receipts for tests, as other sites might write them. */
public final class SignedFiles {
  private SignedFiles() {}

  public static SubmittedFile file(String name, byte[] content) {
    return new SubmittedFile(name, new FileContent.Bytes(content));
  }

  public static SubmittedFile file(String name, String content) {
    return file(name, content.getBytes(UTF_8));
  }

  /** The signature over a file by a certificate's key. */
  public static SubmittedFile signature(String name, SubmittedFile signed, TestCertificate by) {
    byte[] content = ((FileContent.Bytes) signed.content()).bytes();
    return file(
        name,
        DetachedSignature.make(
                content, by.certificate(), by.keyPair().getPrivate(), TestCertificate.NOW)
            .getBytes(US_ASCII));
  }

  /** The sidecar of node_a at some port, with more fields. */
  public static SubmittedFile sidecar(int port, String more) {
    return file(
        "a.json",
        "{\"party_id\": \"node_a\", \"ip\": \"10.9.0.9\", \"port\": " + port + more + "}");
  }

  public static SubmittedFile registration(int port, long seq) {
    return sidecar(port, ", \"type\": \"registration\", \"seq\": " + seq);
  }

  public static SubmittedFile rotation(long seq, TestCertificate predecessor) {
    return sidecar(
        14001,
        ", \"type\": \"rotation\", \"seq\": "
            + seq
            + ", \"supersedes\": {\"sha256\": \""
            + predecessor.certificate().fingerprint()
            + "\"}");
  }

  public static SubmittedFile pem(TestCertificate certificate) {
    return file("a.pem", certificate.pem());
  }
}
