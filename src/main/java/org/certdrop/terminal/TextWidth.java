package org.certdrop.terminal;

/**
 * How many columns of a terminal a text takes: East Asian characters and emoji two, marks that
 * stand over another character none (Unicode Standard Annex 11, in broad strokes).
 */
final class TextWidth {
  private static final int FIRST_UNUSUAL = 0x300;

  /** First and last of each range of wide characters, in order. */
  private static final int[] WIDE = {
    0x1100, 0x115f, 0x2e80, 0x303e, 0x3041, 0xa4cf, 0xa960, 0xa97f, 0xac00, 0xd7a3, 0xf900, 0xfaff,
    0xfe30, 0xfe6f, 0xff00, 0xff60, 0xffe0, 0xffe6, 0x16fe0, 0x18aff, 0x1b000, 0x1b2ff, 0x1f300,
    0x1f64f, 0x1f680, 0x1f6ff, 0x1f900, 0x1faff, 0x20000, 0x3fffd
  };

  private TextWidth() {}

  /**
   * The width of a text.
   *
   * @param text without control characters
   */
  static int of(String text) {
    int width = 0;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      width += of(text.codePointAt(at));
    }
    return width;
  }

  /** The width of one character. */
  static int of(int point) {
    if (point < FIRST_UNUSUAL) {
      return 1;
    }
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    for (int range = 0; range < WIDE.length; range += 2) {
      if (point >= WIDE[range] && point <= WIDE[range + 1]) {
        return 2;
      }
    }
    return 1;
  }
}
