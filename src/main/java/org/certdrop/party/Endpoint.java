package org.certdrop.party;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;

/**
 * Where a party listens for the other parties.
 *
 * @param ip the address
 * @param port the TCP port, 1 to 65535
 */
public record Endpoint(IpAddress ip, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([^\\[\\]]+)\\]|([^:]+)):([0-9]{1,5})");
  private static final int MAX_PORT = 65_535;

  /**
   * Checks the port.
   *
   * @throws IllegalArgumentException if the port is not 1 to 65535
   */
  public Endpoint {
    if (!isPort(port)) {
      throw new IllegalArgumentException("no port: " + port);
    }
  }

  /**
   * Reads {@code IP:PORT}; an IPv6 address stands in brackets.
   *
   * @return the endpoint, or why the text is none
   */
  public static Parsed<Endpoint> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || !isPort(Long.parseLong(matcher.group(3)))) {
      return Parsed.bad(
          Printable.quoted(text) + " is no IP:PORT.",
          "Write an address and a port, such as 10.221.0.2:14001 or [2001:db8::2]:14001.");
    }
    return IpAddress.parse(matcher.group(1) == null ? matcher.group(2) : matcher.group(1))
        .then(ip -> Parsed.good(new Endpoint(ip, Integer.parseInt(matcher.group(3)))));
  }

  /** Whether a number is a TCP port that one can listen on, 1 to 65535. */
  public static boolean isPort(long number) {
    return number >= 1 && number <= MAX_PORT;
  }

  /** {@code ip:port}, an IPv6 address in brackets (RFC 3986). */
  @Override
  public String toString() {
    return (ip.toString().indexOf(':') >= 0 ? "[" + ip + "]" : ip) + ":" + port;
  }

  // What records have by themselves is put together again at each start, which takes longer than
  // all of its use.
  @Override
  public boolean equals(Object other) {
    return other instanceof Endpoint that && ip.equals(that.ip) && port == that.port;
  }

  @Override
  public int hashCode() {
    return Objects.hash(ip, port);
  }
}
