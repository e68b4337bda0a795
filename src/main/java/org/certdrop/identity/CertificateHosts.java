package org.certdrop.identity;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.certdrop.party.IpAddress;
import org.certdrop.rules.Hosts;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;

/**
 * The hosts that the certificate of a researcher of ours is to state: the dNSNames and iPAddresses
 * of its subjectAltName (RFC 5280 section 4.2.1.6).
 *
 * @param names the names, in the order given
 * @param addresses the addresses in canonical form, in the order given
 */
public record CertificateHosts(List<String> names, List<String> addresses) {
  private static final int LONGEST = 253;
  private static final Pattern NAME =
      Pattern.compile(
          "(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)*"
              + "[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

  private static final String HINT =
      "Write the names and addresses at which the nodes reach this researcher, separated by commas:"
          + " certdrop.san=fbm.example.org,10.222.0.2";

  /** Keeps copies of the lists. */
  public CertificateHosts {
    names = List.copyOf(names);
    addresses = List.copyOf(addresses);
  }

  /**
   * Reads hosts. A loopback one brings the others with it: {@code localhost}, 127.0.0.1 and ::1.
   *
   * @param hosts names and addresses, not yet checked
   * @param source where they stand, to begin a sentence with
   * @return the hosts, or which of them is none
   */
  public static Parsed<CertificateHosts> parse(List<String> hosts, String source) {
    Set<String> names = new LinkedHashSet<>();
    Set<String> addresses = new LinkedHashSet<>();
    for (String host : hosts) {
      Parsed<IpAddress> address = IpAddress.parse(host);
      if (Hosts.isLoopback(host)) {
        names.add("localhost");
        addresses.add("127.0.0.1");
        addresses.add("::1");
      }
      if (address instanceof Parsed.Good<IpAddress> good) {
        addresses.add(good.value().toString());
      } else if (host.length() <= LONGEST && NAME.matcher(host).matches()) {
        names.add(host.toLowerCase(Locale.ROOT));
      } else {
        return Parsed.bad(
            source + " has " + Printable.quoted(host) + ", no host that a node can reach.", HINT);
      }
    }
    return names.isEmpty() && addresses.isEmpty()
        ? Parsed.bad(source + " names no host at which the nodes reach this researcher.", HINT)
        : Parsed.good(new CertificateHosts(new ArrayList<>(names), new ArrayList<>(addresses)));
  }
}
