package org.certdrop.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.certdrop.cli.Certdrop;
import org.certdrop.home.Home;
import org.certdrop.home.HttpAddress;
import org.certdrop.home.PageSettings;
import org.certdrop.home.StartException;
import org.certdrop.home.TestHomes;
import org.certdrop.service.Service;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page's address is taken before anything else is done, and let go of whatever happens. */
@Timeout(120)
class AddressTest {
  @TempDir Path directory;
  private final StringWriter said = new StringWriter();

  @BeforeEach
  void makeHome() throws IOException {
    for (String folder : List.of("inbox", "etc")) {
      Files.createDirectories(directory.resolve(folder));
    }
    TestHomes.copyRoutes(directory);
  }

  private void want(String address) throws IOException {
    Files.writeString(
        directory.resolve("etc/certdrop.properties"),
        "certdrop.component=RESEARCHER\ncertdrop.ip=10.9.9.9\ncertdrop.http.address=" + address);
  }

  private static ServerSocket take(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }

  private int run(String... words) {
    String[] line =
        Stream.concat(Stream.of("run", "--home", directory.toString()), Stream.of(words))
            .toArray(String[]::new);
    return Certdrop.execute(new PrintWriter(said), new PrintWriter(said), line);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.map(directory::relativize).sorted().toList();
    }
  }

  @Test
  void anAddressThatIsTakenStopsTheStartBeforeAnythingElseIsDone() throws Exception {
    try (ServerSocket taken = take(0)) {
      want("127.0.0.1:" + taken.getLocalPort());
      final List<Path> before = files();
      assertThat(run()).isEqualTo(1);
      assertThat(said.toString())
          .startsWith("certdrop: certdrop.http.address is 127.0.0.1:" + taken.getLocalPort())
          .contains("set another one in etc/certdrop.properties");
      // No key, no registry, nothing in the outbox: the lock alone, which nobody holds.
      assertThat(files())
          .filteredOn(file -> !before.contains(file))
          .containsExactly(Path.of("var"), Path.of("var/run.lock"));
      taken.close();
      Web web = new Web();
      try (Service service = Service.start(new Home(directory), directory, web)) {
        assertThat(service.faults()).isEmpty();
        assertThat(web.address().orElseThrow().getPort()).isEqualTo(taken.getLocalPort());
      }
    }
  }

  @Test
  void aHostThatIsNotThisMachinesIsNamed() throws Exception {
    want("192.0.2.1:8077");
    assertThatThrownBy(() -> Service.start(new Home(directory), directory, new Web()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("certdrop.http.address is 192.0.2.1:8077");
    assertThat(directory.resolve("etc/identity")).doesNotExist();
  }

  @Test
  void aStartThatFailsLaterLetsGoOfTheAddress() throws Exception {
    TestHomes.putPair(directory, TestHomes.lasting("researcher_us"));
    ServerSocket free = take(0);
    free.close();
    want("127.0.0.1:" + free.getLocalPort());
    Files.writeString(directory.resolve("routes/claim.camel.yaml"), "- nonsense: {}\n");
    Web web = new Web();
    assertThatThrownBy(() -> Service.start(new Home(directory), directory, web))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("do not load");
    assertThat(web.address()).isPresent();
    try (ServerSocket again = take(free.getLocalPort())) {
      assertThat(again.isBound()).isTrue();
    }
  }

  @Test
  void aSecondServiceOnOneHomeIsToldOfTheFirstAndNotOfItsAddress() throws Exception {
    TestHomes.putPair(directory, TestHomes.lasting("researcher_us"));
    ServerSocket free = take(0);
    free.close();
    want("127.0.0.1:" + free.getLocalPort());
    try (Service first = Service.start(new Home(directory), directory, new Web())) {
      assertThat(first.faults()).isEmpty();
      assertThatThrownBy(() -> Service.start(new Home(directory), directory, new Web()))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("already runs");
    }
  }

  @Test
  void aRunThatShowsNoPageNeedsNoAddress() throws Exception {
    TestHomes.putPair(directory, TestHomes.lasting("researcher_us"));
    try (ServerSocket taken = take(0)) {
      want("127.0.0.1:" + taken.getLocalPort());
      assertThat(run("--once")).as(said.toString()).isZero();
    }
  }

  @Test
  void withoutAnAddressNothingIsServed() throws Exception {
    TestHomes.putPair(directory, TestHomes.lasting("researcher_us"));
    want("");
    Web web = new Web();
    try (Service service = Service.start(new Home(directory), directory, web)) {
      assertThat(service.faults()).isEmpty();
      assertThat(web.address()).isEmpty();
    }
  }

  @Test
  void aRequestBeforeThereIsAnythingToShowIsToldToWait() throws Exception {
    try (WebServer server =
        WebServer.start(
            new PageSettings(new HttpAddress("127.0.0.1", 0), false, Optional.empty()))) {
      HttpResponse<String> page = get(server, "/");
      assertThat(page.statusCode()).isEqualTo(503);
      assertThat(page.headers().firstValue("Retry-After")).contains("1");
      assertThat(page.body()).contains("about to start");
      HttpResponse<String> health = get(server, "/health/ready");
      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(health.body()).isEqualTo("{\"status\":\"DOWN\",\"checks\":[]}\n");
    }
  }

  private static HttpResponse<String> get(WebServer server, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
