package org.certdrop.party;

import static org.assertj.core.api.Assertions.assertThat;

import org.certdrop.text.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComponentTest {

  @ParameterizedTest
  @CsvSource({
    "NODE, NODE",
    "node, NODE",
    "Node, NODE",
    "RESEARCHER, RESEARCHER",
    "researcher, RESEARCHER"
  })
  void aComponentIsReadInAnyLetterCase(String text, Component component) {
    assertThat(Component.parse(text)).isEqualTo(Parsed.good(component));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ADMIN", "NODE ", "node_", "N\u041eDE", "RE\u017fEARCHER", "re\u017fearcher"})
  void anyOtherTextIsRefusedAndShown(String text) {
    Parsed.Bad<Component> bad = (Parsed.Bad<Component>) Component.parse(text);
    assertThat(bad.problem()).startsWith("component is \"" + text + "\"");
    assertThat(bad.hint()).contains("NODE", "RESEARCHER");
  }

  @Test
  void thePrefixIsThatOfFedbiomed4() {
    assertThat(Component.NODE.prefix()).isEqualTo("node_");
    assertThat(Component.RESEARCHER.prefix()).isEqualTo("researcher_");
  }
}
