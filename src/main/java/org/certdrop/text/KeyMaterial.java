package org.certdrop.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps a private key that somebody put into a wrong place out of what is shown.
 *
 * <p>A value that names a private key is not shown at all. Of a run of base64 no more than the
 * first characters are; what has no upper-case, no lower-case letter, or neither digit nor sign is
 * a word, a party id or a fingerprint, and stays.
 */
final class KeyMaterial {
  /**
   * As a PEM boundary has it, or what is left of one; prose about private keys is no such thing.
   */
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("PRIVATE KEY|(?i:--[^-]{0,64}PRIVATE KEY|PRIVATE KEY\\s{0,64}--)");

  /** Less than a line of any key has; a word of so many characters has no digit. */
  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9+/]{24,}+=*");

  private static final int SHOWN_OF_RUN = 8;

  private KeyMaterial() {}

  /**
   * A text as it may be shown.
   *
   * @param text any text
   * @return the text, what may be a private key left out
   */
  static String withheld(String text) {
    return PRIVATE_KEY.matcher(text).find()
        ? "(not shown: it names a private key)"
        : RUN.matcher(text).replaceAll(run -> Matcher.quoteReplacement(shown(run.group())));
  }

  private static String shown(String run) {
    boolean isBase64 =
        run.chars().anyMatch(c -> c >= 'A' && c <= 'Z')
            && run.chars().anyMatch(c -> c >= 'a' && c <= 'z')
            && run.chars().anyMatch(c -> c < 'A');
    return isBase64 ? run.substring(0, SHOWN_OF_RUN) + "..." : run;
  }
}
