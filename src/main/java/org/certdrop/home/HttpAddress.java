package org.certdrop.home;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certdrop.text.Parsed;

/**
 * Where the page is served: a host of this computer, and a port.
 *
 * @param host a name or an IP literal, without brackets
 * @param port from 1 to 65535; 0 for any that is free
 */
public record HttpAddress(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]{2,45})\\]|([A-Za-z0-9.-]{1,253})):([0-9]{1,5})");
  private static final int GREATEST_PORT = 65_535;

  /** Reads {@code HOST:PORT}; an IPv6 literal stands in brackets. */
  static Parsed<HttpAddress> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (matcher.matches()) {
      int port = Integer.parseInt(matcher.group(3));
      if (port <= GREATEST_PORT) {
        return Parsed.good(
            new HttpAddress(matcher.group(1) == null ? matcher.group(2) : matcher.group(1), port));
      }
    }
    return Parsed.bad(
        "It is no HOST:PORT.",
        "Write an address of this computer and a port, such as 127.0.0.1:8077 or [::1]:8077, or"
            + " nothing for no page.");
  }

  /** As it is written in a URL. */
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
