package org.certdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TableTest {
  private static String printed(Table table) {
    StringWriter text = new StringWriter();
    table.print(new PrintWriter(text, true));
    return text.toString();
  }

  @Test
  void eachColumnIsAsWideAsItsWidestCell() {
    Table table = new Table("A", "LONG");
    table.add("wide", "x");
    assertThat(printed(table).lines()).containsExactly("A     LONG", "wide  x");
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void aLongTableIsPrintedInOneGo() {
    Table table = new Table("A");
    for (int row = 0; row < 200_000; row++) {
      table.add("cell");
    }
    assertThat(printed(table).lines()).hasSize(200_001);
  }
}
