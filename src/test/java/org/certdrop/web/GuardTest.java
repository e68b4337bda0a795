package org.certdrop.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
  private final Guard guard = new Guard("Monitor.hospital.example", false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.1:8077",
        "10.1.2.3:80",
        "[::1]:8077",
        "[2001:db8::1]",
        "localhost",
        "LOCALHOST:8077",
        "monitor.hospital.example:8077"
      })
  void anAddressAndTheOwnNameAreLetIn(String host) {
    assertThat(guard.objection("GET", List.of(host))).isEmpty();
    assertThat(guard.objection("HEAD", List.of(host))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8077",
        "127.0.0.1.evil.example",
        "127.0.0.1.nip.io:8077",
        "localhost.evil.example",
        "localhost.",
        "evil.example@127.0.0.1",
        "127.0.0.1:8077:8077",
        "0x7f.1",
        "[::1].evil.example",
        "",
        " "
      })
  void whateverOtherNameLeadsHereIsNotLetIn(String host) {
    assertThat(guard.objection("GET", List.of(host)).orElseThrow().status()).isEqualTo(421);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "get", "CONNECT"})
  void nothingCanBeChanged(String method) {
    Response refused = guard.objection(method, List.of("127.0.0.1")).orElseThrow();
    assertThat(refused.status()).isEqualTo(405);
    assertThat(refused.headers()).containsEntry("Allow", "GET, HEAD");
  }

  @Test
  void whatIsRefusedIsAPageForAPerson() {
    for (Response refused :
        List.of(
            guard.objection("PUT", List.of("127.0.0.1")).orElseThrow(),
            guard.objection("GET", List.of("evil.example")).orElseThrow(),
            Counter.TOO_MUCH)) {
      assertThat(refused.type()).isEqualTo(Router.HTML);
      assertThat(Jsoup.parse(new String(refused.body(), UTF_8)).select("main a").attr("href"))
          .isEqualTo("/");
    }
  }

  @Test
  void aRequestNamesOneHost() {
    assertThat(guard.objection("GET", List.of()).orElseThrow().status()).isEqualTo(400);
    assertThat(guard.objection("GET", List.of("localhost", "evil.example")).orElseThrow().status())
        .isEqualTo(400);
  }
}
