package org.certdrop.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.certdrop.service.Eventually;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@Timeout(120)
class WebServerTest {
  @TempDir static Path rest;

  /** For tests that change nothing. */
  private static ServedHome atRest;

  @TempDir Path directory;

  @BeforeAll
  static void serve() throws Exception {
    atRest = ServedHome.make(rest).start();
  }

  @AfterAll
  static void end() throws Exception {
    atRest.close();
  }

  private String raw(ServedHome home, String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", home.address().getPort())) {
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      socket.setSoTimeout(20_000);
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @Test
  void everyAnswerHasItsHeaders() throws Exception {
    for (String path :
        List.of("/", "/page.css", "/page.js", "/icon.svg", "/health", "/metrics", "/x")) {
      HttpResponse<String> answer = atRest.get(path);
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
          .as(path)
          .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
          .doesNotContain("unsafe", "*", "http:");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.headers().firstValue("Referrer-Policy")).contains("same-origin");
      assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(answer.headers().firstValue("Content-Type")).isPresent();
      assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
      assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @Test
  void thereIsNothingElse() throws Exception {
    for (String path :
        List.of("/x", "/page.html", "/etc/identity/component.key", "/health/", "/page.css/")) {
      assertThat(
              raw(
                  atRest,
                  "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
          .as(path)
          .startsWith("HTTP/1.1 404 ");
    }
  }

  @Test
  void whatIsNoRequestIsToldSoWithTheSameHeadersAndNothingOfTheServer() throws Exception {
    for (String start :
        List.of(
            "GET /../etc/identity/component.key HTTP/1.1",
            "GET /%2e%2e/x HTTP/1.1",
            "GET http://x:y:z/ HTTP/1.1",
            "GET / HTTP/1.1\r\nHost: localhost",
            "GET / HTTP/9.9",
            "\u0016\u0003\u0001")) {
      assertThat(raw(atRest, start + "\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
          .as(start)
          .matches("(?s)HTTP/1\\.1 (400|505) .*")
          .contains("Content-Security-Policy: default-src 'none'")
          .endsWith("This request is not understood.\n")
          .doesNotContainIgnoringCase("jetty")
          .doesNotContain("org.", "etc/identity");
    }
  }

  @Test
  void tooManyHeadersAreNotRead() throws Exception {
    String header = "X: " + "x".repeat(20_000) + "\r\n";
    assertThat(raw(atRest, "GET / HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n"))
        .startsWith("HTTP/1.1 431 ");
  }

  @Test
  void aHeadIsAGetWithoutItsBody() throws Exception {
    HttpResponse<String> head =
        atRest.send(
            HttpRequest.newBuilder(atRest.uri("/page.css"))
                .method("HEAD", BodyPublishers.noBody())
                .build());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("Content-Length"))
        .contains(Integer.toString(atRest.get("/page.css").body().getBytes(UTF_8).length));
  }

  @Test
  void aFormThatIsSentChangesNothing() throws Exception {
    HttpResponse<String> answer =
        atRest.send(
            HttpRequest.newBuilder(atRest.uri("/")).POST(BodyPublishers.ofString("x=1")).build());
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void aNameOfSomebodyElseIsNotAnswered() throws Exception {
    String answer =
        raw(atRest, "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 421 ").doesNotContain(ServedHome.US);
  }

  private static void say(Socket socket, String words) throws IOException {
    socket.getOutputStream().write(words.getBytes(US_ASCII));
  }

  @Test
  void clientsThatHoldConnectionsOpenKeepNobodyOut() throws Exception {
    try (ServedHome home = ServedHome.make(directory).start()) {
      List<Socket> held = new ArrayList<>();
      try {
        for (String words :
            List.of(
                "", "GET / HTTP/1.1\r\nHost: loc", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
          for (int i = 0; i < 100; i++) {
            Socket socket = new Socket("127.0.0.1", home.address().getPort());
            held.add(socket);
            say(socket, words);
          }
          for (String path : List.of("/health/live", "/health/ready", "/health")) {
            assertThat(raw(home, "GET " + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n"))
                .as("%s beside clients that say \"%s\"", path, words)
                .startsWith("HTTP/1.1 200 ");
          }
        }
        home.drop(ServedHome.certificate("node_a"), "node_a");
        Eventually.holds(() -> home.type("list").contains("node_a"));
        Eventually.holds(() -> home.get("/page.css").statusCode() == 200);
      } finally {
        for (Socket socket : held) {
          socket.close();
        }
      }
    }
  }

  @Test
  void aClientThatStaysSilentIsSentAway() throws Exception {
    try (ServedHome home = ServedHome.make(directory).start();
        Socket silent = new Socket("127.0.0.1", home.address().getPort())) {
      silent.setSoTimeout(20_000);
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aClientThatAsksWithoutEndIsToldToWait() throws Exception {
    try (ServedHome home = ServedHome.make(directory).start()) {
      int status = 200;
      for (int i = 0; i < 20_000 && status == 200; i++) {
        status = home.get("/page.css").statusCode();
      }
      assertThat(status).isEqualTo(429);
      assertThat(home.get("/health/live").statusCode()).isEqualTo(200);
      Eventually.holds(() -> home.get("/page.css").statusCode() == 200);
    }
  }

  /** Each connection asks for more than there is time for, and reads nothing. */
  @Test
  void clientsThatAskForHealthWithoutEndKeepNoProbeOut() throws Exception {
    try (ServedHome home = ServedHome.make(directory).start()) {
      List<Socket> asking = new ArrayList<>();
      try {
        for (int i = 0; i < 100; i++) {
          Socket socket = new Socket("127.0.0.1", home.address().getPort());
          asking.add(socket);
          say(socket, "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(50));
        }
        for (int probe = 0; probe < 12; probe++) {
          assertThat(raw(home, "GET /health/live HTTP/1.0\r\nHost: localhost\r\n\r\n"))
              .startsWith("HTTP/1.1 200 ");
        }
      } finally {
        for (Socket socket : asking) {
          socket.close();
        }
      }
    }
  }

  @Test
  void itStopsAtOnceWhateverClientsStillAsk() throws Exception {
    ServedHome home = ServedHome.make(directory).start();
    try (Socket socket = new Socket("127.0.0.1", home.address().getPort())) {
      socket.getOutputStream().write("GET /".getBytes(US_ASCII));
      Instant began = Instant.now();
      home.close();
      assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(8));
    }
  }

  @Test
  void anAddressForOthersIsWarnedAbout() throws Exception {
    ServedHome home = ServedHome.make(directory);
    Files.writeString(
        directory.resolve("etc/certdrop.properties"),
        Files.readString(directory.resolve("etc/certdrop.properties"))
            .replace("127.0.0.1:0", "0.0.0.0:0"));
    Logger logger = (Logger) LoggerFactory.getLogger(Web.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try (home) {
      home.start();
      assertThat(home.get("/health/live").statusCode()).isEqualTo(200);
    } finally {
      logger.detachAppender(lines);
    }
    assertThat(lines.list)
        .anySatisfy(
            line -> {
              assertThat(line.getLevel()).isEqualTo(Level.WARN);
              assertThat(line.getFormattedMessage()).contains("0.0.0.0:0", "without a password");
            });
  }
}
