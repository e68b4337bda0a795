package org.certdrop.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.certdrop.service.Eventually;
import org.certdrop.service.LoggedLines;
import org.certdrop.x509.TestCertificate;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What strangers send, and what they make a person's browser send. */
@Timeout(120)
class HostileRequestTest {
  @TempDir static Path directory;
  private static ServedHome home;
  private static SignedIn ana;

  @BeforeAll
  static void start() throws Exception {
    home = ServedHome.make(directory, "certdrop.http.actions=true").start();
    ana = SignedIn.as("Ana", home);
  }

  @AfterAll
  static void stop() throws Exception {
    home.close();
  }

  private static String raw(String start, String host) throws IOException {
    String request =
        start
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nCookie: "
            + ana.cookie()
            + "\r\nConnection: close\r\n";
    if (start.startsWith("POST")) {
      String body = "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\ny\r\n--b--\r\n";
      request +=
          "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
    }
    try (Socket socket = new Socket("127.0.0.1", home.address().getPort())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write((request + "\r\n").getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  /** Its page is of the same origin then, and sends the cookie of that name. */
  @ParameterizedTest
  @ValueSource(strings = {"GET /", "POST /drop", "POST /sign-in", "POST /delete"})
  void aNameThatWasMadeToLeadHereIsNotServed(String start) throws Exception {
    assertThat(raw(start, "evil.example:" + home.address().getPort()))
        .startsWith("HTTP/1.1 421 ")
        .doesNotContain("Sign out", "Set-Cookie");
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPTIONS", "TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "post"})
  void otherMethodsDoAndTellNothing(String method) throws Exception {
    for (String path : List.of("/", "/drop", "/sign-in")) {
      assertThat(raw(method + " " + path, "localhost"))
          .as(path)
          .matches("(?s)HTTP/1.1 40[05] .*")
          .doesNotContain(ana.cookie(), "Access-Control", "Sign out");
    }
  }

  @Test
  void aHeadUsesNoTokenUpAndHasNoBody() throws Exception {
    String token = SignedIn.token(home);

    assertThat(raw("HEAD /sign-in?token=" + token, "localhost"))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("\r\n\r\n");
    assertThat(
            SignedIn.submit(
                    home, "/sign-in", Optional.empty(), Map.of("token", token, "name", "Bea"))
                .statusCode())
        .isEqualTo(303);
  }

  @Test
  void anActIsNeverDoneByALook() throws Exception {
    for (String path : List.of("/drop", "/confirm", "/delete", "/again", "/sign-out", "/read")) {
      assertThat(raw("GET " + path + "?token=" + ana.formToken(), "localhost"))
          .as(path)
          .startsWith("HTTP/1.1 404 ");
    }
    assertThat(ana.page("/").text()).contains("Ana");
  }

  @Test
  void aTokenIsInNoLogAndGoesToNoOtherSite() throws Exception {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root.addAppender(log);
    try {
      String token = SignedIn.token(home);
      HttpResponse<String> page = home.get("/sign-in?token=" + token);
      assertThat(page.headers().firstValue("Referrer-Policy")).contains("same-origin");
      assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(home.page("/sign-in?token=" + token).select("a[href^=http], [src^=http]"))
          .isEmpty();
      Map<String, String> form = Map.of("token", token, "name", "Cleo");
      HttpResponse<String> in = SignedIn.submit(home, "/sign-in", Optional.empty(), form);
      assertThat(in.headers().map().toString()).doesNotContain(token);
      SignedIn.submit(home, "/sign-in", Optional.empty(), form);
      String cookie = SignedIn.cookieOf(in);
      assertThat(List.copyOf(log.list))
          .extracting(ILoggingEvent::getFormattedMessage)
          .anyMatch(line -> line.contains("Cleo"))
          .noneMatch(line -> line.contains(token))
          .noneMatch(line -> line.contains(cookie.substring(cookie.indexOf('=') + 1)));
    } finally {
      root.detachAppender(log);
    }
  }

  @Test
  void aWrongTokenIsAnsweredLateAndLogged() throws Exception {
    try (LoggedLines log = new LoggedLines(Desk.class)) {
      long began = System.nanoTime();
      assertThat(home.get("/sign-in?token=guess").statusCode()).isEqualTo(403);
      assertThat(System.nanoTime() - began).isGreaterThan(900_000_000L);
      assertThat(
              SignedIn.submit(
                      home, "/sign-in", Optional.empty(), Map.of("token", "guess", "name", "Eve"))
                  .statusCode())
          .isEqualTo(403);
      assertThat(System.nanoTime() - began).isGreaterThan(1_800_000_000L);
      assertThat(log.lines())
          .hasSize(2)
          .allMatch(line -> line.startsWith("WARN ") && !line.contains("guess"));
    }
  }

  @Test
  void whatStrangersWroteStaysTextOnAPartysPage() throws Exception {
    String script = "<script>alert(1)</script>";
    Files.writeString(
        directory.resolve("etc/aliases.properties"), "node_x=" + script + "\nnode_y=fine\n");
    home.drop(
        TestCertificate.builder("node_x")
            .subject(TestCertificate.name(BCStyle.O, "node_x", BCStyle.OU, script))
            .notBefore(Instant.parse("2020-01-01T00:00:00Z"))
            .notAfter(TestCertificate.FAR_FUTURE)
            .build(),
        "node_x");
    Eventually.holds(() -> home.type("list").contains("node_x"));

    for (String path :
        List.of("/", "/party?id=node_x", "/party?id=%3Cscript%3Ealert(1)%3C/script%3E")) {
      Document page = ana.page(path);
      assertThat(page.select("main script, script:not([src]), [onerror]")).as(path).isEmpty();
    }
  }
}
