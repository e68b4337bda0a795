package org.certdrop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletenessTest {

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----",
        "a\n-----BEGIN X-----\n-----END X-----\nb",
        "-----BEGIN A-----\n-----BEGIN B-----\n-----END B-----",
        "no begin line at all"
      })
  void completeCertificateText(String text) {
    assertThat(Completeness.isCompleteCertificateText(bytes(text))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n",
        "-----BEGIN CERTIFICATE-----\nAA",
        "-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICA",
        "-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE----",
        "-----BEGIN A-----\n-----END A-----\n-----BEGIN B-----\nAA"
      })
  void incompleteCertificateText(String text) {
    assertThat(Completeness.isCompleteCertificateText(bytes(text))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " \r\n{\"a\": \"}\"}",
        "{\"a\": \"\\\"}\"} trailing",
        "{\"a\": {\"b\": {}}}",
        "\ufeff{}",
        "[1, 2",
        "no json",
        "\u0000{"
      })
  void completeSidecar(String text) {
    assertThat(Completeness.isCompleteSidecar(bytes(text))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n",
        "\ufeff",
        "{",
        "{\"a\": {}",
        "{\"a\": \"}",
        "{\"a\\\"}\": 1",
        "{\"a\": \"\\"
      })
  void incompleteSidecar(String text) {
    assertThat(Completeness.isCompleteSidecar(bytes(text))).isFalse();
  }
}
