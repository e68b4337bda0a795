package org.certdrop.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.certdrop.files.Folders;
import org.certdrop.home.TestHomes;
import org.certdrop.json.StrictJson;
import org.certdrop.party.Number;
import org.certdrop.party.PartyId;
import org.certdrop.service.Eventually;
import org.certdrop.x509.Fingerprint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;

/** Makes the pictures of the page in {@code docs/images}: it is run by its name alone. */
class PagePictures {
  private static final Path IMAGES = Path.of("docs/images");
  private static final String US = "researcher_heartstudy-munich";
  private static final String LYON = "node_hospital-lyon";
  private static final String GENT = "node_hospital-gent";
  private static final String OSLO = "node_hospital-oslo";

  @TempDir Path root;

  @Test
  @Timeout(300)
  void make() throws Exception {
    ServedHome lyon = site("lyon", "NODE", LYON, "10.221.0.2");
    ServedHome gent = site("gent", "NODE", GENT, "10.221.0.4");
    ServedHome munich = site("munich", "RESEARCHER", US, "10.222.0.2");
    Files.writeString(
        munich.directory().resolve("etc/roster.json"),
        "{\"federation\": \"heart study\", \"parties\": [{\"party_id\": \"%s\"}, {\"party_id\":"
                .formatted(US)
            + " \"%s\"}, {\"party_id\": \"%s\"}, {\"party_id\": \"%s\"}]}"
                .formatted(LYON, GENT, OSLO));
    try (munich) {
      munich.start();
      carry(lyon, "registration", munich);
      carry(gent, "registration", munich);
      Eventually.holds(
          () -> munich.type("list").contains(LYON) && munich.type("list").contains(GENT));
      munich.type("confirm", LYON, number(lyon, LYON), "--by", "Ana Roth");
      Eventually.holds(() -> Files.isDirectory(munich.directory().resolve("outbox/to/" + LYON)));
      carry(munich, "to/" + LYON, lyon);
      lyon.type("run", "--once");
      carry(lyon, "to/" + US, munich);
      gent.type("generate", "--force");
      carry(gent, "registration", munich);
      munich.drop(
          "oslo",
          ServedHome.certificate(OSLO).pem(),
          "{\"party_id\": \"" + OSLO + "\", \"ip\": \"localhost\", \"port\": 14001}");
      munich.awaitOnPage("which waits for a confirmation");
      munich.awaitOnPage("invalid-field");
      Eventually.holds(() -> munich.page().select("td:contains(current)").size() == 1);
      take(munich);
    }
  }

  private ServedHome site(String name, String component, String party, String ip)
      throws IOException {
    Path directory = root.resolve(name);
    ServedHome site = ServedHome.of(directory);
    Files.createDirectories(directory.resolve("etc"));
    Files.createDirectories(directory.resolve("inbox"));
    TestHomes.copyRoutes(directory);
    Files.writeString(
        directory.resolve("etc/certdrop.properties"),
        ("certdrop.component=%s\ncertdrop.party-id=%s\ncertdrop.ip=%s\ncertdrop.port=14001\n"
                    + "certdrop.inbox.settle-time=PT0.3S\n")
                .formatted(component, party, ip)
            + (party.equals(US)
                ? "certdrop.http.address=127.0.0.1:0\ncertdrop.http.actions=true\n"
                : ""));
    if (!party.equals(US)) {
      site.type("run", "--once");
    }
    return site;
  }

  private static void carry(ServedHome from, String folder, ServedHome to) throws IOException {
    Path files = from.directory().resolve("outbox").resolve(folder);
    assertThat(files).isNotEmptyDirectory();
    for (Path file : Folders.children(files)) {
      Files.copy(file, to.inbox().resolve(file.getFileName()));
    }
  }

  /** What the site would read out. */
  private static String number(ServedHome site, String party) throws IOException {
    JsonNode own = StrictJson.mapper().readTree(site.type("status", "--json")).path("own");
    Fingerprint certificate = Fingerprint.parse(own.path("sha256").asText()).orElseThrow();
    return Number.of(new PartyId(party), certificate).toString();
  }

  private void take(ServedHome home) throws Exception {
    Path profile = Files.createDirectory(root.resolve("profile"));
    ChromeDriver browser = Chromium.open(profile);
    try {
      browser.get(home.uri("/").toString());
      picture(browser, home, "page", "light", 1280);
      picture(browser, home, "page-phone", "dark", 390);
      browser.get(home.uri("/sign-in?token=" + SignedIn.token(home)).toString());
      browser.findElement(By.cssSelector("main button")).click();
      browser.get(home.uri("/party?id=" + GENT).toString());
      browser.findElement(By.id("number")).sendKeys("36090 84133 0261");
      picture(browser, home, "party", "light", 1280);
    } finally {
      browser.quit();
    }
  }

  /** The whole page; the home's folder is shown as that of a real one. */
  private static void picture(
      ChromeDriver browser, ServedHome home, String name, String colours, int width)
      throws IOException {
    Chromium.show(browser, colours, width);
    browser.executeScript(
        "const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);"
            + "while (walk.nextNode()) walk.currentNode.data ="
            + " walk.currentNode.data.replaceAll(arguments[0], '/srv/certdrop');",
        home.directory().toString());
    Object height = browser.executeScript("return document.documentElement.scrollHeight");
    Map<String, Object> shot =
        browser.executeCdpCommand(
            "Page.captureScreenshot",
            Map.of(
                "captureBeyondViewport",
                true,
                "clip",
                Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1)));
    byte[] png = Palette.reduced(Base64.getDecoder().decode((String) shot.get("data")));
    assertThat(png.length).isLessThan(120_000);
    Files.write(IMAGES.resolve(name + ".png"), png);
  }
}
