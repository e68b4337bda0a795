package org.certdrop.text;

/** How far a typed word is from one that is known. */
public final class Misspelling {
  private Misspelling() {}

  /**
   * The optimal string alignment distance: how many letters were left out, added, mistaken, or
   * changed places with their neighbour.
   *
   * @param typed the word that was typed; the time taken grows with its length
   * @param known the word that may have been meant
   * @return how many mistakes there are at least
   */
  public static int distance(String typed, String known) {
    int[][] least = new int[typed.length() + 1][known.length() + 1];
    for (int i = 0; i <= typed.length(); i++) {
      for (int j = 0; j <= known.length(); j++) {
        least[i][j] = i == 0 || j == 0 ? i + j : step(typed, known, i, j, least);
      }
    }
    return least[typed.length()][known.length()];
  }

  private static int step(String typed, String known, int i, int j, int[][] least) {
    boolean same = typed.charAt(i - 1) == known.charAt(j - 1);
    int mistaken = least[i - 1][j - 1] + (same ? 0 : 1);
    int distance = Math.min(mistaken, 1 + Math.min(least[i - 1][j], least[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && typed.charAt(i - 1) == known.charAt(j - 2)
            && typed.charAt(i - 2) == known.charAt(j - 1);
    return swapped ? Math.min(distance, least[i - 2][j - 2] + 1) : distance;
  }
}
