package org.certdrop.party;

import java.text.Normalizer;
import java.util.Locale;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;

/**
 * What the operator calls a party, beside its id: text for people, by which nothing is decided.
 *
 * @param value as it was written
 */
public record Alias(String value) {
  /** In characters. */
  private static final int LONGEST = 64;

  /**
   * Reads an alias.
   *
   * @param text the alias; spaces around it do not count
   * @return the alias, or why the text is none
   */
  public static Parsed<Alias> parse(String text) {
    String alias = Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
    if (alias.isEmpty()) {
      return Parsed.bad("The alias is empty.", "Write what people call the site.");
    }
    if (alias.codePointCount(0, alias.length()) > LONGEST) {
      return Parsed.bad(
          "The alias " + Printable.quoted(alias) + " is longer than " + LONGEST + " characters.",
          "Choose a shorter one.");
    }
    if (alias.contains("\\") || alias.contains("\ufffd") || !Printable.of(alias).equals(alias)) {
      return Parsed.bad(
          "The alias " + Printable.quoted(alias) + " has a character that cannot be shown.",
          "Write it in UTF-8, without backslashes and control characters.");
    }
    if (beginsAsIds(alias)) {
      return Parsed.bad(
          "The alias " + Printable.quoted(alias) + " begins as party ids do.",
          "Choose one that nobody takes for an id.");
    }
    return Parsed.good(new Alias(alias));
  }

  private static boolean beginsAsIds(String text) {
    String folded = fold(text);
    return folded.startsWith(Component.NODE.prefix())
        || folded.startsWith(Component.RESEARCHER.prefix());
  }

  /** Equal for two spellings of the same alias, in any letter case. */
  public String key() {
    return fold(value);
  }

  /** A typed text as {@link #key} has it. */
  static String fold(String text) {
    return Normalizer.normalize(text.strip(), Normalizer.Form.NFC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return value;
  }
}
