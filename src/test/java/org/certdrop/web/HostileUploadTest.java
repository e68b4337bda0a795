package org.certdrop.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.certdrop.service.Eventually;
import org.certdrop.submission.TestArchive;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Uploads that are too large, too slow, too many, cut off, or not what they seem. */
@Timeout(120)
class HostileUploadTest {
  private static final int MOST = 4 * 1024 * 1024;
  private static final String PART =
      "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.pem\"\r\n\r\n-----BEGIN";

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

  /** Whatever was tried, nothing of it lies in the inbox, and the next person can bring files. */
  @AfterEach
  void nothingIsLeft() throws Exception {
    try (Stream<Path> all = Files.list(home.inbox())) {
      assertThat(all.filter(Files::isRegularFile)).isEmpty();
    }
    Eventually.holds(() -> drop(Map.of("no.exe", new byte[1])) == 303);
  }

  private static int drop(Map<String, byte[]> files) throws Exception {
    Map<String, Object> form = Map.of("token", ana.formToken(), "files", files);
    return SignedIn.submit(home, "/drop", Optional.of(ana.cookie()), form).statusCode();
  }

  private static Socket begin(String headers, String body) throws IOException {
    Socket socket = new Socket("127.0.0.1", home.address().getPort());
    socket.setSoTimeout(60_000);
    String head =
        "POST /drop HTTP/1.1\r\nHost: localhost\r\nCookie: "
            + ana.cookie()
            + "\r\nContent-Type: multipart/form-data; boundary=b\r\n"
            + headers
            + "\r\n\r\n";
    socket.getOutputStream().write((head + body).getBytes(US_ASCII));
    return socket;
  }

  /** All that comes until the server closes. */
  private static String answer(Socket socket) throws IOException {
    StringBuilder answer = new StringBuilder();
    byte[] some = new byte[4096];
    try {
      int count = socket.getInputStream().read(some);
      while (count >= 0) {
        answer.append(new String(some, 0, count, UTF_8));
        count = socket.getInputStream().read(some);
      }
    } catch (SocketException e) {
      answer.append(" (reset)"); // it closed while there was more to read
    }
    return answer.toString();
  }

  @Test
  void twoGigabytesAreRefusedBeforeTheyAreSent() throws Exception {
    try (Socket socket = begin("Content-Length: 2147483648", "")) {
      assertThat(answer(socket))
          .startsWith("HTTP/1.1 413 ")
          .contains("Nothing was put into the inbox");
    }
  }

  /** The first answer, to a request whose content has not come yet. */
  private static String early(String start, String headers) throws IOException {
    String request = start + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n\r\n";
    try (Socket socket = new Socket("127.0.0.1", home.address().getPort())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return answer(socket);
    }
  }

  /** Else a client would send its next request over a connection that ends. */
  @Test
  void anAnswerBeforeAllOfARequestHasComeSaysThatTheConnectionEnds() throws Exception {
    for (String start :
        List.of(
            "POST /drop", "POST /delete", "GET /", "GET /health/live", "PUT /", "POST /health")) {
      for (String length : List.of("Content-Length: 1000", "Transfer-Encoding: chunked")) {
        String form = "Content-Type: multipart/form-data; boundary=b\r\n" + length;
        assertThat(early(start, form))
            .as("%s %s", start, length)
            .containsIgnoringCase("\r\nConnection: close\r\n");
      }
    }
  }

  @Test
  void aRequestWithoutContentLeavesTheConnectionOpen() throws Exception {
    assertThat(early("GET /", "Content-Length: 0"))
        .startsWith("HTTP/1.1 200 ")
        .doesNotContainIgnoringCase("\r\nConnection: close\r\n");
  }

  @Test
  void withoutALengthTheyAreCutOffAtTheBound() throws Exception {
    try (Socket socket = begin("Transfer-Encoding: chunked", "")) {
      int sent = sendChunks(socket.getOutputStream(), 64 * MOST);

      assertThat(sent).isLessThan(16 * MOST);
    }
  }

  /** Sends until nobody takes more. */
  private static int sendChunks(OutputStream out, int most) throws IOException {
    byte[] content = new byte[65_536];
    out.write((Integer.toHexString(PART.length()) + "\r\n" + PART + "\r\n").getBytes(US_ASCII));
    int sent = 0;
    try {
      while (sent < most) {
        out.write("10000\r\n".getBytes(US_ASCII));
        out.write(content);
        out.write("\r\n".getBytes(US_ASCII));
        sent += content.length;
      }
    } catch (SocketException e) {
      assertThat(sent).isGreaterThan(0); // the server has closed
    }
    return sent;
  }

  @Test
  void whatIsCutOffInTheMiddleIsNothing() throws Exception {
    for (String headers : List.of("Content-Length: 100000", "Transfer-Encoding: chunked")) {
      try (Socket socket = begin(headers, headers.startsWith("C") ? PART : "5\r\n--b\r\n")) {
        socket.shutdownOutput();
        assertThat(answer(socket)).startsWith("HTTP/1.1 4");
      }
    }
  }

  /** As many as would take every place, if one that fails kept its own. */
  @Test
  void whatIsNoFormTakesNoPlace() throws Exception {
    for (int i = 0; i < 6; i++) {
      for (String type :
          List.of("multipart/form-data", "multipart/form-data; boundary=", "text/plain", "x")) {
        String request =
            "POST /drop HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: "
                + ana.cookie()
                + "\r\nContent-Type: "
                + type
                + "\r\nContent-Length: 1\r\n\r\nx";
        try (Socket socket = new Socket("127.0.0.1", home.address().getPort())) {
          socket.getOutputStream().write(request.getBytes(US_ASCII));
          assertThat(answer(socket)).as(type).startsWith("HTTP/1.1 413 ");
        }
      }
    }
  }

  @Test
  void twoHundredThatAreSlowKeepNobodyFromThePageAndAreGivenUp() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        slow.add(begin("Content-Length: 100000", PART));
      }
      assertThat(home.get("/health/live").statusCode()).isEqualTo(200);
      Eventually.holds(() -> home.get("/").statusCode() == 200);
      for (Socket socket : slow) {
        assertThat(answer(socket)).matches("(?s)|HTTP/1.1 (413|429) .*| \\(reset\\)");
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void thatTwoFilesHaveOneNameIsSaid() throws Exception {
    Map<String, byte[]> file = Map.of("a.pem", new byte[1]);

    String said = ana.act("/drop", Map.of("files", file, "others", file));

    assertThat(said).contains("Two of the files are called", "a.pem");
  }

  private static byte[] manyEntries() {
    TestArchive many = new TestArchive();
    for (int i = 0; i < 10_000; i++) {
      many.with("n" + i + ".pem", "x");
    }
    return many.bytes();
  }

  @Test
  void archivesThatAreTrapsAreRefusedWhole() throws Exception {
    TestArchive sound = new TestArchive().with("a.pem", "x");
    Map<String, byte[]> traps = new LinkedHashMap<>();
    traps.put("bomb.zip", new TestArchive().with("a.pem", new byte[2 * MOST]).bytes());
    traps.put("many.zip", manyEntries());
    traps.put("up.zip", new TestArchive().with("../../etc/up.pem", "x").bytes());
    traps.put("root.zip", new TestArchive().with("/etc/root.pem", "x").bytes());
    traps.put("link.zip", TestArchive.withInTable(sound.bytes(), TestArchive.Field.MODE, 0xa1ff));
    traps.put("secret.zip", TestArchive.with(sound.bytes(), TestArchive.Field.FLAGS, 0x0809));

    assertThat(drop(traps)).isEqualTo(303);

    Eventually.holds(
        () -> {
          String said = ana.page("/").select("#said").text();
          return traps.keySet().stream()
              .allMatch(name -> said.contains(name + ": \u2715 refused malformed-archive"));
        });
    assertThat(directory.resolve("etc")).isDirectoryNotContaining("glob:**.pem");
    assertThat(home.type("list")).doesNotContain("node_");
  }

  @Test
  void namesInAnArchiveStayText() throws Exception {
    TestArchive archive = new TestArchive().with("<img src=x onerror=alert(1)>.exe", "x");
    Map<String, byte[]> odd =
        Map.of("odd.zip", archive.with("<b>.pem", "y").with("<b>.json", "{}").bytes());
    assertThat(drop(odd)).isEqualTo(303);

    Eventually.holds(() -> ana.page("/").text().contains("<b>.pem"));
    Eventually.holds(() -> !Files.exists(home.inbox().resolve("<b>.pem")));
    Document page = ana.page("/");
    assertThat(page.select("img, b, main script, [onerror]")).isEmpty();
  }
}
