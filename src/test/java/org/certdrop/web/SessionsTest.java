package org.certdrop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SessionsTest {
  /** Near its end, since such a clock may begin anywhere. */
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

  private final Sessions sessions = new Sessions(8077, false, nanos::get);

  private static String sent(String header) {
    return header.split(";", 2)[0];
  }

  private Optional<String> nameOf(String... cookies) {
    return sessions.find(List.of(cookies)).map(Session::name);
  }

  @Test
  void findsTheSessionOfACookieAmongOthers() {
    String ana = sent(sessions.begin("Ana"));
    String bea = sent(sessions.begin("Bea"));

    assertThat(nameOf(ana)).contains("Ana");
    assertThat(nameOf("theme=dark; " + bea + "; x=y")).contains("Bea");
    assertThat(nameOf("theme=dark", bea)).contains("Bea");
  }

  @Test
  void findsNoneOfWhatItDidNotMake() {
    String ana = sent(sessions.begin("Ana"));

    assertThat(nameOf()).isEmpty();
    assertThat(nameOf("certdrop-8077=")).isEmpty();
    assertThat(nameOf(ana + "x")).isEmpty();
    assertThat(nameOf(ana.replace("8077", "8078"))).isEmpty();
    assertThat(nameOf("x" + ana)).isEmpty();
  }

  /** Another site of this host may have set one of the two. */
  @Test
  void findsNoneOfTwoCookies() {
    String ana = sent(sessions.begin("Ana"));

    assertThat(nameOf(ana, "certdrop-8077=another")).isEmpty();
    assertThat(nameOf("certdrop-8077=another; " + ana)).isEmpty();
  }

  @Test
  void lastsTwelveHours() {
    String ana = sent(sessions.begin("Ana"));

    nanos.addAndGet(Duration.ofHours(12).toNanos() - 1);
    assertThat(nameOf(ana)).contains("Ana");
    nanos.incrementAndGet();
    assertThat(nameOf(ana)).isEmpty();
  }

  @Test
  void endsAloneWhenItsPersonSignsOut() {
    String ana = sent(sessions.begin("Ana"));
    String bea = sent(sessions.begin("Bea"));

    String header = sessions.end(sessions.find(List.of(ana)).orElseThrow());

    assertThat(header).contains("Max-Age=0", "HttpOnly", "Path=/").doesNotContain(ana);
    assertThat(nameOf(ana)).isEmpty();
    assertThat(nameOf(bea)).contains("Bea");
  }

  @Test
  void areFewAndTheOldestMakesRoom() {
    List<String> cookies = new ArrayList<>();
    for (int i = 0; i <= Sessions.MOST; i++) {
      cookies.add(sent(sessions.begin("person " + i)));
    }

    assertThat(nameOf(cookies.get(0))).isEmpty();
    assertThat(nameOf(cookies.get(1))).contains("person 1");
    assertThat(nameOf(cookies.get(Sessions.MOST))).contains("person " + Sessions.MOST);
  }

  @Test
  void neverHaveTheSameSecrets() {
    Set<String> secrets = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      String cookie = sent(sessions.begin("Ana"));
      secrets.add(cookie.substring(cookie.indexOf('=') + 1));
      secrets.add(sessions.find(List.of(cookie)).orElseThrow().formToken());
    }

    assertThat(secrets).hasSize(40).allMatch(secret -> secret.matches("[A-Za-z0-9_-]{43}"));
  }

  @Test
  void underTlsTheCookieIsForThisHostAndNeverInTheClear() {
    assertThat(sessions.begin("Ana")).startsWith("certdrop-8077=").doesNotContain("Secure");
    assertThat(new Sessions(8077, true, nanos::get).begin("Ana"))
        .startsWith("__Host-certdrop-8077=")
        .contains("; Secure", "; Path=/;", "; HttpOnly", "; SameSite=Strict")
        .doesNotContain("Domain");
  }
}
