package org.certdrop.party;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;

/**
 * An IPv4 or IPv6 address that a party can listen on, in canonical form (RFC 5952 for IPv6).
 *
 * <p>No zone, not unspecified, not multicast, not broadcast, not IPv4-mapped. Reading one never
 * asks a name server.
 */
public final class IpAddress {
  private static final int IPV4_OCTETS = 4;
  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  private static final String DOTTED = OCTET + "(?:\\." + OCTET + "){3}";

  /**
   * Groups of at most four digits, the last two perhaps as IPv4 (RFC 4291 section 2.2). How many
   * there may be is left to the JDK, which for its part takes any number of leading zeros.
   */
  private static final Pattern IPV6 =
      Pattern.compile("(?:[0-9A-Fa-f]{0,4}:){2,8}(?:[0-9A-Fa-f]{0,4}|" + DOTTED + ")");

  private static final String HINT =
      "Ask the sender for the IPv4 or IPv6 address at which the other parties reach the component,"
          + " such as 10.221.0.2.";

  private final InetAddress address;
  private final String text;

  private IpAddress(InetAddress address, String text) {
    this.address = address;
    this.text = text;
  }

  /**
   * Reads an address literal.
   *
   * @param literal the address, without brackets, port or zone
   * @return the address, or why the text is none that a party can listen on
   */
  public static Parsed<IpAddress> parse(String literal) {
    if (literal.equalsIgnoreCase("localhost")) {
      return Parsed.bad(
          "ip is \"localhost\", a name, not an IP address; at each site it means a different computer.",
          HINT + " It is set by certdrop.ip, or by mpspdz_ip in Fed-BioMed's configuration.");
    }
    InetAddress address = read(literal);
    if (address == null) {
      return Parsed.bad(
          "ip is " + Printable.quoted(literal) + ", no IPv4 or IPv6 address.", hint(literal));
    }
    String why = unusable(address, literal);
    if (why != null) {
      return Parsed.bad("ip is " + Printable.quoted(literal) + ", " + why + ".", HINT);
    }
    return Parsed.good(
        new IpAddress(
            address,
            address instanceof Inet6Address six ? Rfc5952.format(six) : address.getHostAddress()));
  }

  /** Address and port in one value are asked to be taken apart. */
  private static String hint(String literal) {
    return Endpoint.parse(literal) instanceof Parsed.Good<Endpoint> both
        ? "That is an address with a port: write the address alone, "
            + both.value().ip()
            + ", and put "
            + both.value().port()
            + " into \"port\"."
        : HINT;
  }

  private static InetAddress read(String literal) {
    try {
      byte[] octets = octets(literal);
      if (octets != null) {
        return InetAddress.getByAddress(octets);
      }
      // In brackets the JDK takes an IPv6 literal alone and never asks a name server.
      return IPV6.matcher(literal).matches() ? InetAddress.getByName("[" + literal + "]") : null;
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** Of four decimal numbers without leading zeros; null if it is anything else. */
  private static byte[] octets(String literal) {
    byte[] octets = new byte[IPV4_OCTETS];
    int count = 0;
    int start = 0;
    while (count < IPV4_OCTETS) {
      int dot = count < IPV4_OCTETS - 1 ? literal.indexOf('.', start) : literal.length();
      int octet = dot < 0 ? -1 : octet(literal, start, dot);
      if (octet < 0) {
        return null;
      }
      octets[count++] = (byte) octet;
      start = dot + 1;
    }
    return octets;
  }

  private static int octet(String literal, int start, int end) {
    boolean leadingZero = end - start > 1 && literal.charAt(start) == '0';
    if (start == end || end - start > 3 || leadingZero) {
      return -1;
    }
    int number = 0;
    for (int i = start; i < end; i++) {
      char digit = literal.charAt(i);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      number = 10 * number + digit - '0';
    }
    return number < 256 ? number : -1;
  }

  private static String unusable(InetAddress address, String literal) {
    if (address instanceof Inet4Address && literal.indexOf(':') >= 0) {
      return "an IPv4-mapped IPv6 address; write the IPv4 address itself";
    }
    if (address.isAnyLocalAddress()) {
      return "the unspecified address";
    }
    if (address.isMulticastAddress()) {
      return "a multicast address";
    }
    return literal.equals("255.255.255.255") ? "the broadcast address" : null;
  }

  /** Whether this is an IPv4 address. */
  public boolean isIpv4() {
    return address instanceof Inet4Address;
  }

  /** Whether this is 127.0.0.0/8 or ::1. */
  public boolean isLoopback() {
    return address.isLoopbackAddress();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress ip && ip.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The canonical text. */
  @Override
  public String toString() {
    return text;
  }
}
