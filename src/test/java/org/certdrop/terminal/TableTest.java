package org.certdrop.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.certdrop.home.TypedCommands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
  private static final String ID = "node_9e3779b1-ee0b-480f-8a3d-3b0b8d92f40e";

  private static String printed(Table table) {
    return printed(table, Terminal.NONE);
  }

  private static String printed(Table table, Terminal terminal) {
    StringWriter text = new StringWriter();
    table.print(new Screen(new PrintWriter(text, true), terminal, TypedCommands.PLAIN));
    return text.toString();
  }

  private static Terminal plain(int columns) {
    return new Terminal(true, columns, true, false);
  }

  private static Table parties() {
    Table table = new Table("PARTY", "ENDPOINT", "VERIFIED");
    table.add(ID, "10.9.0.1:14001 (claimed)", "by number, ana, 2026-11-26");
    table.add("node_b", "-", "no");
    return table;
  }

  @Test
  void eachColumnIsAsWideAsItsWidestCell() {
    Table table = new Table("A", "LONG");
    table.add("wide", "x");
    assertThat(printed(table).lines()).containsExactly("A     LONG", "wide  x");
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void aLongTableIsPrintedInOneGo() {
    Table table = new Table("A");
    for (int row = 0; row < 200_000; row++) {
      table.add("cell");
    }
    assertThat(printed(table).lines()).hasSize(200_001);
  }

  @Test
  void whatFitsIsPrintedAsElsewhere() {
    assertThat(printed(parties(), plain(95))).isEqualTo(printed(parties()));
    assertThat(printed(parties(), plain(94))).isNotEqualTo(printed(parties()));
  }

  @Test
  void longCellsAreContinuedInTheirColumns() {
    assertThat(printed(parties(), plain(80)).lines())
        .containsExactly(
            "PARTY                                      ENDPOINT        VERIFIED",
            ID + "  10.9.0.1:14001  by number, ana,",
            "                                           (claimed)       2026-11-26",
            "node_b                                     -               no");
  }

  @Test
  void whereThatIsTooNarrowTheFirstColumnStandsAboveAndStaysWhole() {
    assertThat(printed(parties(), plain(56)).lines())
        .containsExactly(
            "PARTY",
            "  ENDPOINT                  VERIFIED",
            ID,
            "  10.9.0.1:14001 (claimed)  by number, ana, 2026-11-26",
            "node_b",
            "  -                         no");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 41, 44, 50, 60, 70, 79, 81, 90, 96})
  void noLineIsWiderThanTheTerminalAndNothingIsCutOff(int columns) {
    Table table = new Table("PARTY", "ENDPOINT", "FINGERPRINT", "WHO");
    String address = "[2001:db8:85a3:8d3:1319:8a2e:370:7348]:14001";
    table.add(ID, address, "86:3A:64:6E:7F:FB:BB:FF...", "東京大学 病院 東京大学 病院 東京大学");
    String text = printed(table, plain(columns));

    assertThat(text.lines()).allMatch(line -> TextWidth.of(line) <= columns);
    assertThat(characters(text)).isEqualTo(characters(printed(table)));
  }

  /** Which characters there are, and how many of each; where they stand is another matter. */
  private static List<Integer> characters(String text) {
    return text.codePoints()
        .filter(point -> !Character.isWhitespace(point))
        .sorted()
        .boxed()
        .toList();
  }

  @Test
  void twoThatDifferAtTheirEndsAloneStillDo() {
    Table table = new Table("PARTY", "WHY");
    table.add("node_" + "x".repeat(63) + "1", "new");
    table.add("node_" + "x".repeat(63) + "2", "new");
    assertThat(printed(table, plain(40))).contains("x1\n", "x2\n");
  }

  @Test
  void aColourIsOnTheWordsAndNotOnTheSpacesAroundThem() {
    Table table = new Table("A", "B", "C");
    table.add(Cell.of("a"), Cell.of("no", Tone.BAD), Cell.of("c"));
    table.add("a", "long one", "c");
    Terminal coloured = new Terminal(true, 80, true, true);

    assertThat(printed(table, coloured).lines().skip(1))
        .containsExactly("a  \u001b[31mno\u001b[39m        c", "a  long one  c");
    assertThat(printed(table, plain(80))).doesNotContain("\u001b");
  }

  @Test
  void whatComesFromOutsideBringsNoColours() {
    Table table = new Table("A");
    table.add(Cell.of("\u001b[32mx@|green y|@", Tone.BAD));
    assertThat(printed(table, new Terminal(true, 80, true, true)).lines().skip(1))
        .containsExactly("\u001b[31m\\u001b[32mx@|green y|@\u001b[39m");
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void aLongTableThatDoesNotFitIsPrintedInOneGo() {
    Table table = new Table("A", "B");
    for (int row = 0; row < 100_000; row++) {
      table.add("cell", "one word and another and one word more");
    }
    assertThat(printed(table, plain(40)).lines()).hasSize(1 + 100_000 * 2);
  }
}
