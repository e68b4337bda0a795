package org.certdrop.web;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page without its content, with a name in braces for each piece. */
final class Frame {
  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

  private final String frame;

  /** That of a resource. */
  Frame(String resource) {
    frame = Resource.read(resource);
  }

  /** The page with its pieces, each where its name stands. */
  String fill(Map<String, Html> pieces) {
    return PLACE
        .matcher(frame)
        .replaceAll(place -> Matcher.quoteReplacement(pieces.get(place.group(1)).toString()));
  }
}
