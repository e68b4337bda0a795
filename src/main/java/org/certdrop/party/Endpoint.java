package org.certdrop.party;

import java.util.Objects;

/**
 * Where a party listens for the other parties.
 *
 * @param ip the address
 * @param port the TCP port, 1 to 65535
 */
public record Endpoint(IpAddress ip, int port) {
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

  /** Whether a number is a TCP port that one can listen on, 1 to 65535. */
  public static boolean isPort(long number) {
    return number >= 1 && number <= MAX_PORT;
  }

  /** {@code ip:port}, an IPv6 address in brackets (RFC 3986). */
  @Override
  public String toString() {
    return (ip.toString().indexOf(':') >= 0 ? "[" + ip + "]" : ip) + ":" + port;
  }

  // What records have by themselves is put together anew at each start, which takes longer than all
  // of its use.
  @Override
  public boolean equals(Object other) {
    return other instanceof Endpoint that && ip.equals(that.ip) && port == that.port;
  }

  @Override
  public int hashCode() {
    return Objects.hash(ip, port);
  }
}
