package org.certdrop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExcerptTest {
  private static final List<Integer> NUMBERS = IntStream.range(0, 100_000).boxed().toList();

  @Test
  void ofManyRowsTheFirstAreShownAndTheRestIsCounted() {
    Excerpt<Integer> shown = Excerpt.of(NUMBERS, 3, number -> true);
    assertThat(shown.rows()).containsExactly(0, 1, 2);
    assertThat(shown.rest()).asString().contains("And 99997 more");
  }

  @Test
  void whatIsFilteredOutIsCountedApart() {
    Excerpt<Integer> shown = Excerpt.of(NUMBERS, 10, number -> number % 10_000 == 0);
    assertThat(shown.rows()).hasSize(10);
    assertThat(shown.rest()).asString().contains("99990 others do not match").doesNotContain("And");
  }

  @Test
  void whereAllIsShownNothingIsSaid() {
    assertThat(Excerpt.of(List.of(1, 2), 2, number -> true).rest()).hasToString("");
  }

  @Test
  void oneIsNotCalledMany() {
    assertThat(Excerpt.of(List.of(1, 2), 2, number -> number == 1).rest())
        .asString()
        .contains("1 other does not match");
  }
}
