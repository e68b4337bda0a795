package org.certdrop.x509;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** The targets of {@link CertificateFuzzTest}, on input that the coverage leads to. */
class GuidedCertificateFuzz {
  static List<byte[]> certificates() {
    return VariedCertificates.der();
  }

  static List<byte[]> files() {
    return VariedCertificates.files();
  }

  @MethodSource("certificates")
  @FuzzTest(maxDuration = "2m")
  void der(byte[] input) throws IOException {
    CertificateFuzzTest.readDer(input);
  }

  @MethodSource("files")
  @FuzzTest(maxDuration = "2m")
  void pem(byte[] input) {
    CertificateFuzzTest.readPem(input);
  }
}
