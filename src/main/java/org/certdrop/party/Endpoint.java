package org.certdrop.party;

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
}
