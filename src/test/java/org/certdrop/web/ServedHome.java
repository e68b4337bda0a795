package org.certdrop.web;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.certdrop.cli.Certdrop;
import org.certdrop.home.Home;
import org.certdrop.home.TestHomes;
import org.certdrop.service.Eventually;
import org.certdrop.service.Service;
import org.certdrop.x509.TestCertificate;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A home with a running service and its page, on a port that was free. */
final class ServedHome implements AutoCloseable {
  static final String US = "researcher_us";

  private final Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private Service service;
  private Web web;
  private int files;

  private ServedHome(Path directory) {
    this.directory = directory;
  }

  /** Makes a home, the own certificate of which ends in 2099. */
  static ServedHome make(Path directory, String... settings) throws IOException {
    return make(directory, TestCertificate.FAR_FUTURE, settings);
  }

  /** Makes a home. */
  static ServedHome make(Path directory, Instant end, String... settings) throws IOException {
    Files.createDirectories(directory.resolve("inbox"));
    TestHomes.copyRoutes(directory);
    TestHomes.putPair(directory, certificate(US, end));
    Files.writeString(
        directory.resolve("etc/certdrop.properties"),
        "certdrop.component=RESEARCHER\ncertdrop.ip=10.9.9.9\ncertdrop.inbox.settle-time=PT0.3S\n"
            + "certdrop.http.address=127.0.0.1:0\n"
            + String.join("\n", settings)
            + "\n");
    return new ServedHome(directory);
  }

  /** A home that is there. */
  static ServedHome of(Path directory) {
    return new ServedHome(directory);
  }

  static TestCertificate certificate(String party, Instant end) {
    return TestCertificate.builder(party)
        .notBefore(Instant.parse("2020-01-01T00:00:00Z"))
        .notAfter(end)
        .build();
  }

  static TestCertificate certificate(String party) {
    return certificate(party, TestCertificate.FAR_FUTURE);
  }

  /** Starts service and page. */
  ServedHome start() throws Exception {
    web = new Web();
    service = Service.start(new Home(directory), directory, web);
    return this;
  }

  Path inbox() {
    return directory.resolve("inbox");
  }

  Path directory() {
    return directory;
  }

  Service service() {
    return service;
  }

  InetSocketAddress address() {
    return web.address().orElseThrow();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + address().getPort() + path);
  }

  /** Drops a pair. */
  void drop(TestCertificate certificate, String party) throws IOException {
    files++;
    drop(
        "drop" + files,
        certificate.pem(),
        "{\"party_id\": \""
            + party
            + "\", \"ip\": \"10.9.0.1\", \"port\": "
            + (14000 + files)
            + "}");
  }

  /** Drops a pair of these contents. */
  void drop(String stem, String pem, String json) throws IOException {
    Files.writeString(inbox().resolve(stem + ".pem"), pem);
    Files.writeString(inbox().resolve(stem + ".json"), json);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<byte[]> fetch(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  Document page() throws IOException, InterruptedException {
    return page("/");
  }

  Document page(String path) throws IOException, InterruptedException {
    return Jsoup.parse(get(path).body());
  }

  /** What a command prints about this home. */
  String type(String... words) {
    StringWriter out = new StringWriter();
    String[] line =
        Stream.concat(Stream.of(words), Stream.of("--home", directory.toString()))
            .toArray(String[]::new);
    Certdrop.execute(new PrintWriter(out, true), new PrintWriter(new StringWriter()), line);
    return out.toString();
  }

  /** Waits until the page says something. */
  void awaitOnPage(String text) throws Exception {
    Eventually.holds(() -> page().text().contains(text));
  }

  @Override
  public void close() throws Exception {
    if (service != null) {
      service.close();
    }
  }
}
