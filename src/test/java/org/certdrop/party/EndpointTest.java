package org.certdrop.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.certdrop.text.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

  private static IpAddress ip(String literal) {
    return IpAddress.parse(literal).orElseThrow(bad -> new IllegalArgumentException(bad.problem()));
  }

  @Test
  void anIpv4EndpointIsAddressColonPort() {
    assertThat(new Endpoint(ip("10.221.0.2"), 14001)).hasToString("10.221.0.2:14001");
  }

  @Test
  void anIpv6AddressStandsInBrackets() {
    assertThat(new Endpoint(ip("2001:db8::1"), 14001)).hasToString("[2001:db8::1]:14001");
  }

  @Test
  void spellingsOfOneEndpointAreEqual() {
    assertThat(new Endpoint(ip("2001:DB8:0::1"), 1)).isEqualTo(new Endpoint(ip("2001:db8::1"), 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1024, 65_535})
  void portsFrom1To65535AreTaken(int port) {
    assertThat(new Endpoint(ip("10.0.0.1"), port).port()).isEqualTo(port);
    assertThat(Endpoint.isPort(port)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65_536, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void noOtherPortIsTaken(int port) {
    assertThat(Endpoint.isPort(port)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint(ip("10.0.0.1"), port));
  }

  @Test
  void aNumberThatWouldWrapAroundIsNoPort() {
    assertThat(Endpoint.isPort((1L << 32) + 14_002)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.221.0.2:14001", "[2001:db8::1]:1", "[::1]:65535"})
  void anEndpointIsReadAsItIsShown(String text) {
    assertThat(Endpoint.parse(text).orElseThrow(bad -> new IllegalArgumentException(bad.problem())))
        .hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":1",
        "10.0.0.1",
        "10.0.0.1:",
        "10.0.0.1:0",
        "10.0.0.1:65536",
        "10.0.0.1:-1",
        "10.0.0.1:000001",
        "2001:db8::1:1",
        "[2001:db8::1]",
        "[10.0.0.1:1",
        "localhost:1",
        "10.1:1"
      })
  void whatIsNoEndpointIsSaidSo(String text) {
    assertThat(Endpoint.parse(text))
        .isInstanceOfSatisfying(
            Parsed.Bad.class,
            bad -> {
              assertThat(bad.problem()).endsWith(".");
              assertThat(bad.hint()).isNotEmpty();
            });
  }
}
