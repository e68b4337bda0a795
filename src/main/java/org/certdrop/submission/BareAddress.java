package org.certdrop.submission;

import java.util.Optional;
import java.util.regex.Pattern;

/** An address in a JSON text that has no quotation marks around it. */
final class BareAddress {
  /** What was meant for an address: digits of any base between several points or colons. */
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9a-fA-F]*(?:[.:][0-9a-fA-F]*){2,}(?:/\\d+)?");

  private static final String AROUND = ",{}[]\" \t\r\n";

  private BareAddress() {}

  /** The address at the place, unless it stands in quotation marks. */
  static Optional<String> at(String text, int at) {
    return wordAt(text, at)
        .or(() -> wordAt(text, at - 1))
        .filter(word -> ADDRESS.matcher(word).matches());
  }

  private static Optional<String> wordAt(String text, int place) {
    int start = place;
    int end = place;
    while (start > 0 && start <= text.length() && AROUND.indexOf(text.charAt(start - 1)) < 0) {
      start--;
    }
    while (end >= 0 && end < text.length() && AROUND.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    if (start < 0 || start >= end || end - start > 64) {
      return Optional.empty();
    }
    boolean afterKey = start > 0 && text.charAt(start - 1) == '"' && text.charAt(start) == ':';
    return Optional.of(text.substring(afterKey ? start + 1 : start, end));
  }
}
