package org.certdrop.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class ParsedTest {

  @Test
  void aGoodValueIsHandedOver() {
    assertThat(Parsed.good(7).orElseThrow(bad -> new IllegalStateException(bad.problem())))
        .isEqualTo(7);
  }

  @Test
  void aBadValueIsWhatTheCallerMakesOfIt() {
    Parsed<Integer> bad = Parsed.bad("port is 0.", "Take another one.");
    assertThat(bad).isEqualTo(new Parsed.Bad<Integer>("port is 0.", "Take another one."));
    assertThatIllegalStateException()
        .isThrownBy(() -> bad.orElseThrow(it -> new IllegalStateException(it.problem())))
        .withMessage("port is 0.");
  }
}
