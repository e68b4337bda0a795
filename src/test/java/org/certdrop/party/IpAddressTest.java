package org.certdrop.party;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import org.certdrop.text.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

  private static IpAddress good(String literal) {
    return IpAddress.parse(literal).orElseThrow(bad -> new IllegalArgumentException(bad.problem()));
  }

  private static String problem(String literal) {
    return ((Parsed.Bad<IpAddress>) IpAddress.parse(literal)).problem();
  }

  @ParameterizedTest
  @CsvSource({
    "10.221.0.2, 10.221.0.2",
    "0.1.2.3, 0.1.2.3",
    "255.255.255.254, 255.255.255.254",
    "169.254.169.254, 169.254.169.254",
    // RFC 5952 section 4.1: no leading zeros
    "2001:0db8::0001, 2001:db8::1",
    // 4.2.1: as short as can be
    "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
    // 4.2.2: not for one group alone
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    // 4.2.3: the longest run, and of two the first
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    // 4.3: lower case
    "2001:DB8::ABCD, 2001:db8::abcd",
    "1::, 1::",
    "::1, ::1",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "0:0:3:4:5:6:0:0, ::3:4:5:6:0:0",
    "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    "fe80::1, fe80::1",
  })
  void anAddressIsKeptInItsCanonicalForm(String literal, String canonical) {
    assertThat(good(literal)).hasToString(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.4.",
        ".1.2.3.4",
        "1..3.4",
        "256.1.1.1",
        "010.0.0.1",
        "1.2.3.00",
        "0x7f.0.0.1",
        "2130706433",
        " 10.0.0.1",
        "10.0.0.1\n",
        "10.0.0.1\u0000",
        "10.0.0.1/24",
        "10.0.0.1:14002",
        "hospital1.example.org",
        "http://10.0.0.1/",
        "\u0661\u0669\u0663.0.0.1",
        "\uff11\uff10.0.0.1",
        "10\u30020\u30020\u30021",
        "${sys:user.home}",
        "[2001:db8::3]",
        "2001:db8::g",
        "2001:db8:::1",
        "1::2::3",
        ":::",
        ":",
        ":1::2",
        "1::2:",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "::12345",
        "00001::1",
        "fe80::1%eth0",
        "fe80::1%25eth0",
        "fe80::1%1",
        "::1.2.3",
        "::1.2.3.4.5",
        "::1.2.3.256",
        "::1.2.3.04",
        "::1.2.3.4:5",
        "1.2.3.4::",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::+1",
        "::-1",
        "::0x1"
      })
  void whatIsNoAddressLiteralIsRefused(String literal) {
    assertThat(problem(literal)).startsWith("ip is ").endsWith(", no IPv4 or IPv6 address.");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.9:14001, 10.0.0.9, 14001",
    "[2001:DB8::9]:1, 2001:db8::9, 1",
    "127.0.0.1:65535, 127.0.0.1, 65535"
  })
  void anAddressWithAPortIsAskedToBeTakenApart(String literal, String ip, String port) {
    assertThat(IpAddress.parse(literal))
        .isEqualTo(
            Parsed.bad(
                "ip is \"" + literal + "\", no IPv4 or IPv6 address.",
                "That is an address with a port: write the address alone, "
                    + ip
                    + ", and put "
                    + port
                    + " into \"port\"."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.9:0", "10.0.0.9:65536", "10.0.0:1", "10.0.0.9:x", "[10.0.0.9:1]:1", "a:1"})
  void whatHasNoAddressOrNoPortIsNotTakenApart(String literal) {
    assertThat(((Parsed.Bad<IpAddress>) IpAddress.parse(literal)).hint())
        .startsWith("Ask the sender for the IPv4 or IPv6 address");
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, unspecified",
    "::, unspecified",
    "0:0:0:0:0:0:0:0, unspecified",
    "::0.0.0.0, unspecified",
    "224.0.0.1, multicast",
    "239.255.255.255, multicast",
    "ff02::1, multicast",
    "255.255.255.255, broadcast",
    "::ffff:10.0.0.1, IPv4-mapped",
    "::FFFF:a00:1, IPv4-mapped",
    "0:0:0:0:0:ffff:10.0.0.1, IPv4-mapped",
  })
  void anAddressThatNobodyCanListenOnIsRefusedAndSaysWhy(String literal, String why) {
    assertThat(problem(literal)).startsWith("ip is \"" + literal + "\"").contains(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LocalHost"})
  void theNameLocalhostIsExplained(String literal) {
    assertThat(problem(literal)).contains("a name, not an IP address");
  }

  @Test
  void aRefusalHintsAtWhatToAskFor() {
    assertThat(((Parsed.Bad<IpAddress>) IpAddress.parse("x")).hint()).contains("10.221.0.2");
  }

  @Test
  void aHostileValueIsShownEscapedAndCut() {
    assertThat(problem("\u001b[31m" + "9".repeat(60_000)))
        .contains("\\u001b[31m")
        .hasSizeLessThan(200);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "127.255.255.254, true",
    "::1, true",
    "128.0.0.1, false",
    "126.255.255.255, false",
    "::2, false"
  })
  void loopbackIsKnown(String literal, boolean loopback) {
    assertThat(good(literal).isLoopback()).isEqualTo(loopback);
  }

  @Test
  void spellingsOfOneAddressAreEqual() {
    assertThat(good("2001:DB8:0::1"))
        .isEqualTo(good("2001:db8::1"))
        .hasSameHashCodeAs(good("2001:db8::1"))
        .isNotEqualTo(good("2001:db8::2"))
        .isNotEqualTo("2001:db8::1");
  }

  @Property(tries = 500)
  void everyIpv4AddressIsItsOwnCanonicalForm(@ForAll @Size(4) byte[] octets)
      throws UnknownHostException {
    InetAddress address = InetAddress.getByAddress(octets);
    if (isUsable(address)) {
      assertThat(good(address.getHostAddress())).hasToString(address.getHostAddress());
    }
  }

  @Property(tries = 1000)
  void theCanonicalFormOfIpv6NamesTheSameAddressAsTheJdksForm(@ForAll("ipv6Groups") int[] groups)
      throws UnknownHostException {
    String full = text(groups, "%x");
    InetAddress expected = InetAddress.getByName("[" + full + "]");
    if (!isUsable(expected) || expected instanceof Inet4Address) { // the latter: IPv4-mapped
      return;
    }
    String canonical = good(full).toString();
    assertThat(InetAddress.getByName("[" + canonical + "]")).isEqualTo(expected);
    assertThat(canonical)
        .isEqualTo(shortestByHand(full))
        .isEqualTo(canonical.toLowerCase(Locale.ROOT));
    assertThat(good(canonical)).isEqualTo(good(full));
    assertThat(good(text(groups, "%04X"))).isEqualTo(good(full));
  }

  @Property(tries = 1000)
  void whatTheJdkTakesForNoIpv6AddressIsNone(@ForAll("almostIpv6") String literal) {
    if (IpAddress.parse(literal) instanceof Parsed.Good<IpAddress> good) {
      assertThat(jdk(literal)).isEqualTo(jdk(good.value().toString())).isNotNull();
    }
  }

  @Property(tries = 500)
  void noTextIsReadWithAnException(@ForAll String text) {
    assertThat(IpAddress.parse(text)).isInstanceOf(Parsed.class);
  }

  @Provide
  Arbitrary<int[]> ipv6Groups() {
    Arbitrary<Integer> group =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just(0)),
            Tuple.of(2, Arbitraries.integers().between(0, 0xffff)));
    return group.array(int[].class).ofSize(8);
  }

  @Provide
  Arbitrary<String> almostIpv6() {
    return Arbitraries.of("0", "1", "f", "abcd", ":", "::", "1.2.3.4", ":0", ":1", "00000")
        .list()
        .ofMinSize(1)
        .ofMaxSize(10)
        .map(pieces -> String.join("", pieces));
  }

  /** RFC 5952 by replacing text: quite another way than the one that is tested. */
  private static String shortestByHand(String full) {
    for (int run = 8; run >= 2; run--) {
      String zeros = ":" + "0:".repeat(run);
      int at = (":" + full + ":").indexOf(zeros);
      if (at >= 0) {
        String framed = ":" + full + ":";
        String head = framed.substring(0, at);
        String tail = framed.substring(at + zeros.length());
        return (head.isEmpty() ? "" : head.substring(1))
            + "::"
            + (tail.isEmpty() ? "" : tail.substring(0, tail.length() - 1));
      }
    }
    return full;
  }

  private static String text(int[] groups, String format) {
    return IntStream.of(groups)
        .mapToObj(group -> String.format(format, group))
        .collect(Collectors.joining(":"));
  }

  private static InetAddress jdk(String literal) {
    try {
      return InetAddress.getByName(literal.indexOf(':') >= 0 ? "[" + literal + "]" : literal);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static boolean isUsable(InetAddress address) {
    return !address.isAnyLocalAddress()
        && !address.isMulticastAddress()
        && !address.getHostAddress().equals("255.255.255.255");
  }
}
