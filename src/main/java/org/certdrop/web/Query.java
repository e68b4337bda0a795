package org.certdrop.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Optional;
import java.util.stream.Stream;

/** The query of a URL, as a form writes it. */
final class Query {
  private Query() {}

  /**
   * The first field of a name.
   *
   * @param query as it came; null if there is none
   * @return its text; empty if there is none, or it is not encoded as a browser does
   */
  static Optional<String> field(String query, String name) {
    if (query == null) {
      return Optional.empty();
    }
    try {
      return Stream.of(query.split("&"))
          .filter(field -> field.startsWith(name + "="))
          .findFirst()
          .map(field -> URLDecoder.decode(field.substring(name.length() + 1), UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no percent code of a browser
    }
  }
}
