package org.certdrop.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What path validation asks of a certificate before it follows any path. */
class ExtensionsTest {
  private static final String BASIC_CONSTRAINTS = "0603551d13";
  private static final String KEY_USAGE = "0603551d0f";
  private static final String ALT_NAME = "0603551d11";

  private static Certificate with(String oid, String content) {
    byte[] value = RawCertificate.tlv(0x04, HexFormat.of().parseHex(content));
    byte[] extension = RawCertificate.tlv(0x30, HexFormat.of().parseHex(oid), value);
    byte[] der = new RawCertificate().extensions(extension).der();
    return Certificate.parse(der).sound().orElseThrow();
  }

  @Test
  void aPathLengthIsANumber() {
    assertThat(with(BASIC_CONSTRAINTS, "30060101ff020103").extensions().pathLength()).isEqualTo(3);
  }

  @Test
  void aPathLengthBeyondAllMeasureIsNoLimit() {
    assertThat(with(BASIC_CONSTRAINTS, "300c0101ff02077fffffffffffff").extensions().pathLength())
        .isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void withoutAPathLengthThereIsNoLimit() {
    assertThat(with(BASIC_CONSTRAINTS, "30030101ff").extensions().pathLength())
        .isEqualTo(Integer.MAX_VALUE);
    assertThat(TestCertificate.of("node_a").certificate().extensions().pathLength())
        .isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void keyUsageSaysWhetherItMayIssue() {
    assertThat(with(KEY_USAGE, "03020204").extensions().permitCertificateSigning()).isTrue();
    assertThat(with(KEY_USAGE, "03020780").extensions().permitCertificateSigning()).isFalse();
  }

  @Test
  void onlyACaMayIssue() {
    assertThat(CertificationPath.mayIssue(with(BASIC_CONSTRAINTS, "30030101ff"))).isTrue();
    assertThat(CertificationPath.mayIssue(with(BASIC_CONSTRAINTS, "3000"))).isFalse();
    assertThat(CertificationPath.mayIssue(TestCertificate.of("node_a").certificate())).isFalse();
  }

  @Test
  void anIssuerIsNamedByItsSubject() {
    Certificate one = TestCertificate.of("node_a").certificate();

    assertThat(one.namesAsIssuer(TestCertificate.of("node_a").certificate())).isTrue();
    assertThat(one.namesAsIssuer(TestCertificate.of("node_b").certificate())).isFalse();
  }

  @Test
  void anOtherNameIsShownByItsType() {
    assertThat(with(ALT_NAME, "300ba009060355040aa0020500").subjectAltNames())
        .containsExactly("otherName:2.5.4.10");
  }
}
