package org.certdrop.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import org.certdrop.service.Eventually;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sheet to print opens on the page. */
class SheetTest {
  @TempDir Path directory;
  @TempDir Path elsewhere;
  private ServedHome home;
  private Path file;

  @BeforeEach
  void start() throws Exception {
    home = ServedHome.make(directory).start();
    file = directory.resolve("outbox/sheet/researcher_us.html");
    Eventually.holds(() -> Files.exists(file));
  }

  @AfterEach
  void stop() throws Exception {
    home.close();
  }

  private static String policy(HttpResponse<?> answer) {
    return String.join("|", answer.headers().allValues("Content-Security-Policy"));
  }

  @Test
  void itIsTheFileInTheOutboxAndThePageLeadsToIt() throws Exception {
    String path = home.page().select(".own a.get").attr("href");

    HttpResponse<String> answer = home.get(path);

    assertThat(path).isEqualTo("/sheet");
    assertThat(Jsoup.parse(answer.body()).select(".back a").attr("href")).isEqualTo("/");
    assertThat(answer.body().replaceFirst("\n<p class=\"back\">.*</p>", ""))
        .isEqualTo(Files.readString(file))
        .contains(".back { display: none; }");
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @Test
  void itsOwnStyleIsAllThatItMayLoad() throws Exception {
    HttpResponse<String> answer = home.get("/sheet");
    String style = answer.body().split("<style>")[1].split("</style>")[0];
    String digest =
        Base64.getEncoder()
            .encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(US_ASCII)));

    assertThat(policy(answer))
        .isEqualTo(
            "default-src 'none'; style-src 'sha256-"
                + digest
                + "'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'");
  }

  @Test
  void aSheetWithoutAStyleMayLoadNothing() throws Exception {
    Files.writeString(file, "<script>alert(1)</script>");

    assertThat(policy(home.get("/sheet"))).startsWith("default-src 'none'; style-src 'none';");
  }

  @Test
  void aLinkInItsPlaceIsNotFollowed() throws Exception {
    Files.delete(file);
    Files.createSymbolicLink(file, directory.resolve("etc/certdrop.properties"));

    HttpResponse<String> answer = home.get("/sheet");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("There is no sheet in outbox/sheet now");
  }

  @Test
  void withoutAFolderThereIsNone() throws Exception {
    Files.move(directory.resolve("outbox/sheet"), elsewhere.resolve("sheet"));

    assertThat(home.get("/sheet").statusCode()).isEqualTo(404);
  }

  @Test
  void aFolderThatIsALinkIsNotFollowed() throws Exception {
    Files.move(directory.resolve("outbox/sheet"), elsewhere.resolve("sheet"));
    Files.createSymbolicLink(directory.resolve("outbox/sheet"), elsewhere.resolve("sheet"));

    assertThat(home.get("/sheet").statusCode()).isEqualTo(404);
  }

  @Test
  void whatCannotBeReadIsSaid() {
    Response answer =
        Sheet.of(
            () -> {
              throw new FileSystemException("x.html", null, "Input/output error");
            });

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body())
        .asString(US_ASCII)
        .contains("The sheet cannot be read: x.html: Input/output error.");
  }
}
