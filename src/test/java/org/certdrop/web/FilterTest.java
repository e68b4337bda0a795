package org.certdrop.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {
  @ParameterizedTest
  @CsvSource({
    "filter=Lyon, Lyon",
    "x=1&filter=a+b, a b",
    "filter=%C3%A9&filter=z, é",
    "filter=+a+, a"
  })
  void aFormAsksForAText(String query, String text) {
    assertThat(Filter.ofQuery(query).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "filter=", "filter", "filter=%", "filter=%zz", "filters=a", "&&&"})
  void whatAsksForNothingShowsEverything(String query) {
    assertThat(Filter.ofQuery(query).isOn()).isFalse();
    assertThat(Filter.ofQuery(query).shows()).isTrue();
  }

  @Test
  void withoutAQueryEverythingIsShown() {
    assertThat(Filter.ofQuery(null).shows("x")).isTrue();
  }

  @Test
  void letterCaseIsNoMatter() {
    assertThat(new Filter("LYON").shows("x", "node_hospital-lyon")).isTrue();
    assertThat(new Filter("lyon").shows("x", "y")).isFalse();
  }

  @Test
  void noTextIsLongerThanItsField() {
    assertThat(new Filter("x".repeat(5000)).text()).hasSize(100);
  }
}
