package org.certdrop.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is answered.
 *
 * @param status the HTTP status
 * @param type the media type
 * @param body the content
 * @param headers beside those that every answer has
 * @param isSlow whether it is to come late, since its client may guess
 */
record Response(int status, String type, byte[] body, Map<String, String> headers, boolean isSlow) {
  static final String TEXT = "text/plain; charset=utf-8";

  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]");

  Response {
    headers = Map.copyOf(headers);
  }

  static Response ok(String type, String body) {
    return new Response(200, type, body.getBytes(UTF_8), Map.of(), false);
  }

  /**
   * A file to be kept, in the place of a page.
   *
   * @param name what to call it; what is more than a plain letter in it is not sent
   */
  static Response file(String type, String name, byte[] body) {
    String safe = UNSAFE.matcher(name).replaceAll("_");
    return new Response(
        200,
        type,
        body,
        Map.of("Content-Disposition", "attachment; filename=\"" + safe + "\""),
        false);
  }

  static Response text(int status, String text, Map<String, String> headers) {
    return new Response(status, TEXT, line(text), headers, false);
  }

  /** A sentence for a person, that fits a phone. */
  static Response page(int status, String sentence, Map<String, String> headers) {
    Html main =
        new Html()
            .element("p", sentence)
            .open("p")
            .inline("a", "To the page", "href", "/")
            .close("p");
    String page = new Frame("plain.html").fill(Map.of("main", main));
    return new Response(status, Router.HTML, page.getBytes(UTF_8), headers, false);
  }

  /** The same, late. */
  Response slowly() {
    return new Response(status, type, body, headers, true);
  }

  /** The same as the last one of a connection, of which more was sent than anybody has read. */
  Response last() {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Connection", "close");
    return new Response(status, type, body, all, isSlow);
  }

  /** Where to go on after a form. */
  static Response seeOther(String path, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Location", path);
    return text(303, "Go on at " + path + ".", all);
  }

  static Response json(int status, String text) {
    return new Response(status, "application/json", line(text), Map.of(), false);
  }

  private static byte[] line(String text) {
    return (text + "\n").getBytes(UTF_8);
  }

  /**
   * There is nothing to show yet; a request for health is answered in health's own form.
   *
   * @param seconds after which to ask again
   */
  static Response unavailable(String path, String message, int seconds) {
    return path.startsWith("/health")
        ? json(503, "{\"status\":\"DOWN\",\"checks\":[]}")
        : page(503, message, Map.of("Retry-After", Integer.toString(seconds)));
  }
}
