package org.certdrop.x509;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.bouncycastle.asn1.ASN1Primitive;
import org.certdrop.fuzz.DerMutations;
import org.certdrop.fuzz.Fuzz;
import org.certdrop.fuzz.Mutations;
import org.certdrop.proof.Proof;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, reading them ends in a value, and what is taken is what was written. */
@Proof
class CertificateFuzzTest {
  /** Changed as trees, and in armour as texts. */
  @Test
  void derIsTakenOrRefused() {
    Fuzz.run("der", 3000, new DerMutations(VariedCertificates.der()), CertificateFuzzTest::readDer);
  }

  @Test
  void pemIsTakenOrRefused() {
    Fuzz.run(
        "pem",
        3000,
        new Mutations(VariedCertificates.files(), VariedCertificates.words()),
        CertificateFuzzTest::readPem);
  }

  static void readDer(byte[] der) throws IOException {
    ParsedCertificate parsed = Certificate.parse(der);
    if (parsed.sound().isPresent()) {
      Certificate certificate = parsed.sound().get();
      assertThat(certificate.der()).isEqualTo(der);
      assertThat(ASN1Primitive.fromByteArray(der).getEncoded("DER")).isEqualTo(der);
      assertThat(Certificate.parsePem(TestCertificate.pem("CERTIFICATE", der).getBytes(US_ASCII)))
          .isEqualTo(parsed);
      lookAt(certificate);
    }
  }

  /** Nothing that can be asked of a sound certificate fails. */
  private static void lookAt(Certificate certificate) {
    assertThat(certificate.issuer()).isNotEmpty();
    assertThat(certificate.subjectNames().size()).isLessThanOrEqualTo(certificate.der().length / 8);
    assertThat(certificate.serialOctets()).isEqualTo(certificate.serial().toByteArray().length);
    assertThat(certificate.subjectAltNames()).doesNotContainNull();
    assertThat(certificate.notBefore()).isNotNull();
    SubjectPublicKey key = certificate.key();
    boolean taken = key.unsupported().isEmpty() && key.weakness().isEmpty();
    assertThat(key.publicKey().isPresent()).isEqualTo(taken);
    assertThat(certificate.extensions().pathLength()).isNotNegative();
    assertThat(certificate.subject()).hasSizeLessThan(100 * certificate.der().length);
  }

  static void readPem(byte[] file) {
    PemDocument document = PemDocument.read(file);
    List<PemBlock> blocks = document.blocks();
    assertThat(document.form() == PemDocument.Form.PEM).isEqualTo(!blocks.isEmpty());
    for (PemBlock block : blocks) {
      assertThat(block.der().length > 0).isEqualTo(block.state() == PemBlock.State.WHOLE);
      if (block.isPrivateKey()) {
        assertThat(document.holdsPrivateKey()).isTrue();
        assertThat(block.der()).isEmpty();
      }
    }
    if (Certificate.parsePem(file) instanceof ParsedCertificate.Sound sound) {
      byte[] again = sound.certificate().pem().getBytes(US_ASCII);
      assertThat(Certificate.parsePem(again)).isEqualTo(sound);
    }
  }
}
