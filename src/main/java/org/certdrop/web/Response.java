package org.certdrop.web;

import java.util.HashMap;
import java.util.Map;

/**
 * What is answered.
 *
 * @param status the HTTP status
 * @param type the media type
 * @param body the content, to be sent in UTF-8
 * @param headers beside those that every answer has
 * @param isSlow whether it is to come late, since its client may guess
 */
record Response(int status, String type, String body, Map<String, String> headers, boolean isSlow) {
  static final String TEXT = "text/plain; charset=utf-8";

  Response {
    headers = Map.copyOf(headers);
  }

  static Response ok(String type, String body) {
    return new Response(200, type, body, Map.of(), false);
  }

  static Response text(int status, String text, Map<String, String> headers) {
    return new Response(status, TEXT, text + "\n", headers, false);
  }

  /** The same, late. */
  Response slowly() {
    return new Response(status, type, body, headers, true);
  }

  /** Where to go on after a form. */
  static Response seeOther(String path, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Location", path);
    return text(303, "Go on at " + path + ".", all);
  }

  static Response json(int status, String text) {
    return new Response(status, "application/json", text + "\n", Map.of(), false);
  }

  /**
   * There is nothing to show yet; a request for health is answered in health's own form.
   *
   * @param seconds after which to ask again
   */
  static Response unavailable(String path, String message, int seconds) {
    return path.startsWith("/health")
        ? json(503, "{\"status\":\"DOWN\",\"checks\":[]}")
        : text(503, message, Map.of("Retry-After", Integer.toString(seconds)));
  }
}
