package org.certdrop.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
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
        "-----BEGIN A-----AA-----END A-----",
        "\ufeff  -----BEGIN A-----\r\nAA\r\n  -----END A-----",
        "> -----BEGIN A-----\n> AA\n> -----END A-----",
        "\u001b[1m-----BEGIN A-----\nAA\n-----END A-----\u001b[0m",
        "-----BEGIN A-----\n-----END A-----\nkeep all from -----BEGIN A----- on",
        "keep all from -----BEGIN A----- on",
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
        "-----BEGIN CERTIFICA",
        "> -----BEGIN A-----\n> AA",
        "\u001b[1m-----BEGIN A-----\nAA",
        "-----BEGIN A-----\nAA\n-----END A\n-----\n",
        "-----BEGIN A-----\n-----END A----------BEGIN B-----\nAA",
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

  @Property(tries = 500)
  void aTextCutBeforeItsLastLineEndsIsNeverComplete(
      @ForAll @IntRange(min = 1, max = 52) int length) {
    String text = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";
    assertThat(Completeness.isCompleteCertificateText(bytes(text.substring(0, length))))
        .isEqualTo(length < "-----BEGIN ".length()); // no BEGIN line yet
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN ",
        "-----END ",
        "-----BEGIN A-----\n",
        "{",
        "\"",
        "> ",
        " ",
        "\u001b["
      })
  void aLongHostileFileIsLookedAtInNoTime(String piece) {
    byte[] content = bytes(piece.repeat(Limits.FILE_BYTES / piece.length()));
    assertTimeout(
        Duration.ofSeconds(2),
        () -> {
          Completeness.isCompleteCertificateText(content);
          Completeness.isCompleteSidecar(content);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----",
        "> -----BEGIN A-----\n> AA\n> -----END A-----",
        "Certificate:\n    Data:\n-----BEGIN A-----\nAA\n-----END A-----"
      })
  void legibleCertificateText(String text) {
    assertThat(Completeness.isLegibleCertificateText(bytes(text))).isTrue();
    byte[] utf16 = ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE);
    assertThat(Completeness.isLegibleCertificateText(utf16)).as("as PowerShell saves it").isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0\0\0\0",
        "-----BEGIN A-----\nAA\n-----END A-----\n\0\0",
        "\0\0-----BEGIN A-----\nAA\n-----END A-----",
        "Certificate:\n    Data:\n        Version: 3 (0x2)\n",
        "keep all from -----BEGIN A----- on"
      })
  void illegibleCertificateText(String text) {
    assertThat(Completeness.isLegibleCertificateText(bytes(text))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "\ufeff{\"a\": [1, {}]}\n", " {\"port\": \"x\"}"})
  void legibleSidecar(String text) {
    assertThat(Completeness.isLegibleSidecar(bytes(text))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\0\0\0", "{}\0", "{\"a\": }", "[1]", "no json", "{\"a\": 1"})
  void illegibleSidecar(String text) {
    assertThat(Completeness.isLegibleSidecar(bytes(text))).isFalse();
  }
}
