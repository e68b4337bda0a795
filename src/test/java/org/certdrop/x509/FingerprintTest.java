package org.certdrop.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {
  /** SHA-256 of nothing. */
  private static final Fingerprint EMPTY = Fingerprint.of(new byte[0]);

  @Test
  void itIsWrittenAsOpensslDoes() {
    assertThat(EMPTY.toString()).startsWith("E3:B0:C4:42").hasSize(95);
    assertThat(EMPTY.brief()).isEqualTo("E3:B0:C4:42:98:FC:1C:14");
    assertThat(EMPTY.bytes()).hasSize(32).startsWith(0xe3, 0xb0);
  }

  @Test
  void anyUsualSpellingIsRead() {
    String colons = EMPTY.toString();

    assertThat(Fingerprint.parse(colons)).contains(EMPTY);
    assertThat(Fingerprint.parse(colons.replace(":", "").toLowerCase(Locale.ROOT))).contains(EMPTY);
    assertThat(Fingerprint.parse(colons.replace(':', ' '))).contains(EMPTY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "E3:B0", "zz"})
  void anythingElseIsNone(String text) {
    assertThat(Fingerprint.parse(text)).isEmpty();
    assertThat(Fingerprint.parse(text + " ".repeat(300))).isEmpty();
  }

  @Test
  void theFormIsChecked() {
    assertThatThrownBy(() -> new Fingerprint("E3")).isInstanceOf(IllegalArgumentException.class);
  }
}
