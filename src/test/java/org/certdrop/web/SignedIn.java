package org.certdrop.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.certdrop.home.Home;
import org.certdrop.operator.LoginName;
import org.certdrop.operator.PageTokens;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A person in a browser of its own, signed in at the page of a home. */
final class SignedIn {
  private static final String BOUNDARY = "-boundary-of-a-form-";

  private final ServedHome home;
  private final String cookie;

  private SignedIn(ServedHome home, String cookie) {
    this.home = home;
    this.cookie = cookie;
  }

  /** Signs a person in, by a token as a command makes it. */
  static SignedIn as(String name, ServedHome home) throws Exception {
    HttpResponse<String> answer =
        submit(home, "/sign-in", Optional.empty(), Map.of("token", token(home), "name", name));
    return new SignedIn(home, cookieOf(answer));
  }

  static String token(ServedHome home) throws IOException {
    return PageTokens.of(new Home(home.directory()), Clock.systemUTC())
        .issue(new LoginName("Ana Roth"));
  }

  static String cookieOf(HttpResponse<String> answer) {
    return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  String cookie() {
    return cookie;
  }

  /** What every form of the session carries. */
  String formToken() throws Exception {
    return page("/").select(".desk input[name=token]").first().attr("value");
  }

  Document page(String path) throws Exception {
    return Jsoup.parse(get(path).body());
  }

  HttpResponse<String> get(String path) throws Exception {
    return home.send(HttpRequest.newBuilder(home.uri(path)).header("Cookie", cookie).build());
  }

  /** A file that the page gives out. */
  HttpResponse<byte[]> fetch(String path) throws Exception {
    return home.fetch(HttpRequest.newBuilder(home.uri(path)).header("Cookie", cookie).build());
  }

  /** Sends a form as the page's own; returns what the page says then. */
  String act(String path, Map<String, Object> fields) throws Exception {
    Map<String, Object> all = new LinkedHashMap<>(fields);
    all.put("token", formToken());
    submit(home, path, Optional.of(cookie), all);
    return page("/").select("#said").text();
  }

  /**
   * Sends a form.
   *
   * @param fields name to text; a file is a map of its name to its content, under any name
   * @param headers name, value, name, value, ...
   */
  static HttpResponse<String> submit(
      ServedHome home,
      String path,
      Optional<String> cookie,
      Map<String, ?> fields,
      String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = form(home.uri(path), fields);
    cookie.ifPresent(sent -> request.header("Cookie", sent));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return home.send(request.build());
  }

  /** A form as a browser sends it. */
  static HttpRequest.Builder form(URI address, Map<String, ?> fields) throws IOException {
    return HttpRequest.newBuilder(address)
        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
        .POST(HttpRequest.BodyPublishers.ofByteArray(body(fields)));
  }

  private static byte[] body(Map<String, ?> fields) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Map.Entry<String, ?> field : fields.entrySet()) {
      if (field.getValue() instanceof Map<?, ?> files) {
        for (Map.Entry<?, ?> file : files.entrySet()) {
          part(body, field.getKey() + "\"; filename=\"" + file.getKey(), (byte[]) file.getValue());
        }
      } else {
        part(body, field.getKey(), field.getValue().toString().getBytes(UTF_8));
      }
    }
    body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
    return body.toByteArray();
  }

  private static void part(ByteArrayOutputStream body, String name, byte[] content) {
    body.writeBytes(
        ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n")
            .getBytes(UTF_8));
    body.writeBytes(content);
    body.writeBytes("\r\n".getBytes(UTF_8));
  }
}
