package org.certdrop.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who is let in: requests that can change nothing, and that name this server by an address or by
 * its own name. A page of somebody else's whose name was made to lead here (DNS rebinding) names
 * another.
 */
final class Guard {
  static final String POLICY = "Content-Security-Policy";

  /**
   * On every answer. Nothing is loaded from elsewhere, kept, framed or sent on. (Where no referrer
   * were sent at all, a browser would not say of a form that it is ours.)
   */
  static final Map<String, String> HEADERS =
      Map.of(
          POLICY,
          "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
              + " img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  private static final Pattern ADDRESS =
      Pattern.compile("\\[[0-9a-f:.]+]|[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
  private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");

  private final String host;
  private final String scheme;

  /**
   * A guard.
   *
   * @param host the name, or the address, by which the server goes
   * @param secure whether it serves by TLS
   */
  Guard(String host, boolean secure) {
    this.host = host.toLowerCase(Locale.ROOT);
    this.scheme = secure ? "https://" : "http://";
  }

  /**
   * Why a form is not taken: it must come from a page of this very server.
   *
   * @param hosts the request's Host headers
   * @param origins its Origin headers; a client that is no browser sends none
   * @param sites its Sec-Fetch-Site headers
   */
  Optional<Response> objectionToForm(List<String> hosts, List<String> origins, List<String> sites) {
    Optional<Response> objection = objection("GET", hosts);
    boolean foreign =
        objection.isEmpty()
            && !(origins.stream().allMatch((scheme + hosts.get(0).strip())::equalsIgnoreCase)
                && sites.stream().allMatch("same-origin"::equals));
    return foreign
        ? Optional.of(Response.page(403, "This form comes from a page of another site.", Map.of()))
        : objection;
  }

  /**
   * Why a request is not answered.
   *
   * @param hosts its Host headers
   */
  Optional<Response> objection(String method, List<String> hosts) {
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return Optional.of(
          Response.page(405, "Nothing can be changed here.", Map.of("Allow", "GET, HEAD")));
    }
    if (hosts.size() != 1) {
      return Optional.of(Response.page(400, "The request must name one host.", Map.of()));
    }
    return isOurs(hosts.get(0))
        ? Optional.empty()
        : Optional.of(
            Response.page(
                421,
                "This server does not go by that name. Ask it by its address, or give it the name:"
                    + " certdrop.http.address=NAME:PORT.",
                Map.of()));
  }

  private boolean isOurs(String named) {
    String name = PORT.matcher(named.strip().toLowerCase(Locale.ROOT)).replaceFirst("");
    return name.equals(host) || name.equals("localhost") || ADDRESS.matcher(name).matches();
  }
}
