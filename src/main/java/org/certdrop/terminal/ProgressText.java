package org.certdrop.terminal;

import java.util.Objects;

/**
 * How far something has come, such as {@code [#####---------------] 250 of 1000 parties}.
 *
 * @param things what is counted
 * @param done how many are done
 * @param total how many there are; not 0
 */
record ProgressText(String things, long done, long total) {
  private static final int LONGEST_BAR = 40;
  private static final int SHORTEST_BAR = 5;
  private static final String BETWEEN = "  ";

  /** None may be null. */
  ProgressText {
    Objects.requireNonNull(things);
  }

  /**
   * The text, for a terminal.
   *
   * @param columns how wide that is; the last column stays free, where some begin a new line
   */
  String fit(int columns) {
    String count = done + " of " + total + " " + things;
    int room = Math.min(LONGEST_BAR, columns - 1 - count.length() - BETWEEN.length() - 2);
    if (room < SHORTEST_BAR) {
      return count.substring(0, Math.min(count.length(), columns - 1));
    }
    int full = (int) (room * Math.min(done, total) / total);
    return '[' + "#".repeat(full) + "-".repeat(room - full) + ']' + BETWEEN + count;
  }
}
