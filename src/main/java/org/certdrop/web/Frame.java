package org.certdrop.web;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page without its content: {@code page.html}, with a name in braces for each piece. */
final class Frame {
  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

  private final String frame = Resource.read("page.html");

  /** The page with its pieces, each where its name stands. */
  String fill(Map<String, Html> pieces) {
    return PLACE
        .matcher(frame)
        .replaceAll(place -> Matcher.quoteReplacement(pieces.get(place.group(1)).toString()));
  }
}
