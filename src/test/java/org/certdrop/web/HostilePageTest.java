package org.certdrop.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.certdrop.json.StrictJson;
import org.certdrop.service.Eventually;
import org.certdrop.text.HostileStrings;
import org.certdrop.x509.TestCertificate;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What strangers write is text on the page, and never markup. */
class HostilePageTest {
  private static final Set<String> ELEMENTS =
      Set.of(
          "#root", "html", "head", "meta", "title", "link", "script", "body", "a", "header", "div",
          "h1", "h2", "h3", "p", "form", "label", "span", "input", "button", "main", "section",
          "ul", "li", "strong", "code", "dl", "dt", "dd", "table", "caption", "thead", "tbody",
          "tr", "th", "td", "time", "pre", "wbr", "footer", "details", "summary");

  private static final Set<String> ATTRIBUTES =
      Set.of(
          "lang",
          "charset",
          "name",
          "content",
          "rel",
          "href",
          "type",
          "src",
          "defer",
          "class",
          "id",
          "role",
          "method",
          "action",
          "for",
          "maxlength",
          "autocomplete",
          "spellcheck",
          "value",
          "tabindex",
          "aria-labelledby",
          "aria-hidden",
          "scope",
          "data-label",
          "open",
          "datetime");

  @TempDir Path directory;

  private static X500Name name(String hostile) {
    return new X500Name(
        new RDN[] {new RDN(new AttributeTypeAndValue(BCStyle.O, new DERBMPString(hostile)))});
  }

  private static void dropAll(ServedHome home) throws Exception {
    int drops = 0;
    for (String hostile : HostileStrings.all().values()) {
      drops++;
      String text = StrictJson.mapper().writeValueAsString(hostile);
      home.drop("field" + drops, "hello", "{\"party_id\": " + text + ", \"ip\": " + text + "}");
      TestCertificate certificate =
          TestCertificate.builder("node_h" + drops)
              .subject(name(hostile))
              .notBefore(java.time.Instant.parse("2020-01-01T00:00:00Z"))
              .notAfter(TestCertificate.FAR_FUTURE)
              .build();
      home.drop(certificate, "node_h" + drops);
      for (String suffix : List.of(".pem", ".docx", ".html")) {
        try {
          Files.writeString(home.inbox().resolve(hostile.replace('/', '_') + suffix), "x");
        } catch (InvalidPathException e) {
          assertThat(hostile).containsAnyOf("\u0000", "\ud800");
        }
      }
    }
  }

  /** Whoever may drop files may also write there. */
  private static void forgeVerdicts(ServedHome home) throws Exception {
    int forged = 0;
    for (String hostile : HostileStrings.all().values()) {
      Path folder =
          Files.createDirectory(
              home.inbox()
                  .resolve(
                      String.format(
                          Locale.ROOT,
                          "refused/20991231T23595%d.999Z-forged%d",
                          forged % 10,
                          forged++)));
      String text = StrictJson.mapper().writeValueAsString(hostile);
      Files.writeString(
          folder.resolve("verdict.json"),
          ("{\"files\": [%1$s, {}, 7], \"outcome\": %1$s, \"code\": %1$s, \"party_id\": %1$s,"
                  + " \"submission\": %1$s, \"decided_at\": %1$s, \"findings\": [{\"code\": %1$s,"
                  + " \"message\": %1$s, \"hint\": %1$s}, %1$s, null]}")
              .formatted(text));
    }
  }

  private static void isHarmless(Document page, String source) {
    assertThat(source.codePoints().filter(HostileStrings::isHarmful)).isEmpty();
    assertThat(page.getAllElements()).extracting(Element::normalName).isSubsetOf(ELEMENTS);
    assertThat(
            page.getAllElements().stream()
                .flatMap(element -> element.attributes().asList().stream()))
        .allSatisfy(attribute -> assertThat(ATTRIBUTES).contains(attribute.getKey()));
    assertThat(page.select("script")).singleElement().matches(script -> script.html().isEmpty());
    assertThat(page.select("[href]").eachAttr("href"))
        .allMatch(link -> link.matches("[/#][a-z./-]*"));
    assertThat(page.select("[style]")).isEmpty();
  }

  @Test
  void whatIsDroppedStaysText() throws Exception {
    try (ServedHome home = ServedHome.make(directory).start()) {
      dropAll(home);
      home.awaitOnPage(HostileStrings.all().size() + " registered");
      Eventually.holds(
          () -> {
            try (Stream<Path> refused = Files.list(home.inbox().resolve("refused"))) {
              return refused.count() >= HostileStrings.all().size();
            }
          });
      isHarmless(home.page(), home.get("/").body());
      assertThat(home.page().text()).contains("<script>alert(1)<_script>", "\\u202egnp");
      forgeVerdicts(home);
      home.awaitOnPage("<script>alert(1)</script>");
      isHarmless(home.page(), home.get("/").body());
    }
  }

  @Test
  void whatIsAskedForStaysText() throws Exception {
    try (ServedHome home = ServedHome.make(directory).start()) {
      for (String hostile : HostileStrings.all().values()) {
        String path = "/?filter=" + URLEncoder.encode(hostile, UTF_8);
        isHarmless(home.page(path), home.get(path).body());
      }
      String quotes = "/?filter=" + URLEncoder.encode("\"><img src=x onerror=alert(1)>", UTF_8);
      assertThat(home.page(quotes).select("#filter").val())
          .isEqualTo("\"><img src=x onerror=alert(1)>");
      isHarmless(home.page(quotes), home.get(quotes).body());
    }
  }
}
