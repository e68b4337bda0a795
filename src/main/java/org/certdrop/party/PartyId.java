package org.certdrop.party;

import java.util.Locale;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;

/**
 * The name of a party: {@code node_} or {@code researcher_}, in any letter case, and 1 to 64
 * letters, digits and inner hyphens, as Fed-BioMed makes them ({@code node_<uuid>} in 4.x, {@code
 * NODE_<uuid>} since 5).
 *
 * <p>Two ids that differ only in letter case name the same party; {@link #key()} compares them.
 *
 * @param value the id as it was written
 */
public record PartyId(String value) {
  /** In characters. */
  private static final int LONGEST_NAME = 64;

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if the text is not a party id; use {@link #parse} for text
   *     from outside
   */
  public PartyId {
    if (!isForm(value)) {
      throw new IllegalArgumentException("no party id: " + Printable.quoted(value));
    }
  }

  /** Whether a text has the form of a party id; false for null. */
  public static boolean isForm(String text) {
    return text != null
        && (hasForm(text, Component.NODE.prefix()) || hasForm(text, Component.RESEARCHER.prefix()));
  }

  private static boolean hasForm(String text, String prefix) {
    int name = prefix.length();
    int last = text.length() - 1;
    if (last < name
        || last >= name + LONGEST_NAME
        || text.charAt(name) == '-'
        || text.charAt(last) == '-') {
      return false;
    }
    for (int i = 0; i <= last; i++) {
      char c = text.charAt(i);
      boolean fits =
          i < name ? lowerCase(c) == prefix.charAt(i) : isLetterOrDigit(lowerCase(c)) || c == '-';
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static char lowerCase(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  /**
   * Reads a party id.
   *
   * @param text the id
   * @return the id, or why the text is none
   */
  public static Parsed<PartyId> parse(String text) {
    return isForm(text)
        ? Parsed.good(new PartyId(text))
        : Parsed.bad(
            "party_id is "
                + Printable.quoted(text)
                + ", which is not a party id: node_ or researcher_, then 1 to 64 letters, digits and"
                + " inner hyphens.",
            "Copy the id exactly as the other site's component prints it, such as"
                + " node_5d1c3e8a-1f0e-4f3b-9c55-0a8e7d6b2f11.");
  }

  /** What the prefix says the party is. */
  public Component component() {
    return value.regionMatches(
            true, 0, Component.NODE.prefix(), 0, Component.NODE.prefix().length())
        ? Component.NODE
        : Component.RESEARCHER;
  }

  /** The id in lower case: equal for two spellings of the same id. */
  public String key() {
    return value.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return value;
  }
}
