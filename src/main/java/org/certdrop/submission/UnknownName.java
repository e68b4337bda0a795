package org.certdrop.submission;

import java.util.Locale;
import java.util.Set;
import org.certdrop.text.Misspelling;
import org.certdrop.text.Printable;

/**
 * The name of a sidecar's field that means nothing to certdrop, fit to be shown.
 *
 * @param name the field's name
 * @param inside the name of the unknown object that holds the field; empty if it is the sidecar
 */
public record UnknownName(String name, String inside) {
  private static final int MOST_MISTAKES = 2;
  private static final int LONGEST = 80;

  /** A field of the sidecar itself. */
  static UnknownName of(String name) {
    return new UnknownName(Printable.excerpt(name, LONGEST), "");
  }

  /** A field of an object in the sidecar. */
  static UnknownName of(String name, String inside) {
    return new UnknownName(Printable.excerpt(name, LONGEST), Printable.excerpt(inside, LONGEST));
  }

  /** Whether it stands in the sidecar and not in an object of its own. */
  boolean isOutermost() {
    return inside.isEmpty();
  }

  /** Whether it is another word for a field's name, without regard to case and signs. */
  boolean isOneOf(Set<String> words) {
    return words.contains(letters(name));
  }

  /** Whether it differs from a field's name by case, signs or a few mistakes in typing. */
  boolean isLike(String key) {
    String typed = letters(name);
    String known = letters(key);
    int most = Math.max(1, Math.min(MOST_MISTAKES, known.length() / 3));
    return Misspelling.distance(typed, known) <= most;
  }

  /** Asks whether a field was meant by it. */
  String question(String key) {
    return isOutermost()
        ? "Found \"" + name + "\"; did you mean \"" + key + "\"? "
        : "Found \""
            + name
            + "\" inside \""
            + inside
            + "\"; did you mean \""
            + key
            + "\", outside of it? ";
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
