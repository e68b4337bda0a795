package org.certdrop.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.certdrop.json.StrictJson;
import org.certdrop.service.Eventually;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;

/**
 * The page in a real browser: Debian's chromium, which CI installs; skipped where there is none.
 */
@Timeout(180)
class BrowserTest {
  /** Its first tab and blank pages. */
  private static final Pattern OF_THE_BROWSER =
      Pattern.compile("about:|chrome(-untrusted)?:|data:");

  /** The ids that take several lines, but for those that end one behind their prefix. */
  private static final String BROKEN_IDS =
      "return [...document.querySelectorAll('.id')].filter(id => new Set([...id.getClientRects()]"
          + ".map(line => Math.round(line.top))).size > (id.querySelector('wbr') === null ? 1 : 2))"
          + ".map(id => id.textContent);";

  @TempDir static Path profile;
  private static ChromeDriver browser;

  @TempDir static Path directory;
  private static ServedHome home;

  @BeforeAll
  static void open() throws Exception {
    browser = Chromium.open(profile);
    startHome();
  }

  @AfterAll
  static void close() throws Exception {
    try {
      if (browser != null) {
        browser.quit();
      }
    } finally {
      if (home != null) {
        home.close();
      }
    }
  }

  /** A federation in which something of everything is to be seen. */
  private static void startHome() throws Exception {
    home = ServedHome.make(directory, "certdrop.policy.first=confirm");
    Files.writeString(
        directory.resolve("etc/roster.json"),
        "{\"federation\": \"f\", \"parties\": [{\"party_id\": \"node_anna\"}, {\"party_id\":"
            + " \"node_bert\"}, {\"party_id\": \"node_carl\"}, {\"party_id\":"
            + " \"researcher_5d1c3e8a-1f0e-4f3b-9c55-0a8e7d6b2f11\"}, {\"party_id\":"
            + " \"node_5d1c3e8a-1f0e-4f3b-9c55-0a8e7d6b2f11\"}, {\"party_id\":"
            + " \"researcher_us\"}]}");
    home.start();
    home.drop(ServedHome.certificate("node_anna"), "node_anna");
    home.drop(ServedHome.certificate("node_bert"), "node_bert");
    home.drop("hello", "hello", "{\"party_id\": \"node_x\", \"ip\": \"localhost\"}");
    Files.writeString(home.inbox().resolve("lone.pem"), ServedHome.certificate("node_a").pem());
    Files.writeString(home.inbox().resolve("letter.docx"), "x");
    home.awaitOnPage("2 to be confirmed");
    home.type("confirm", "node_anna", number("node_anna"));
    home.awaitOnPage("1 registered");
    home.awaitOnPage("not-pem");
  }

  @AfterEach
  void nothingWentWrong() throws Exception {
    try {
      List<String> complaints = new ArrayList<>();
      browser.manage().logs().get(LogType.BROWSER).forEach(line -> complaints.add(line.toString()));
      assertThat(complaints).isEmpty();
      assertThat(requested())
          .isNotEmpty()
          .allMatch(url -> url.startsWith(home.uri("/").toString()));
    } finally {
      browser.get("about:blank");
      browser.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", false));
      browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
      browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
      browser.manage().logs().get(LogType.PERFORMANCE);
    }
  }

  /** What the browser asked the network for. */
  private static List<String> requested() throws IOException {
    List<String> urls = new ArrayList<>();
    for (var line : browser.manage().logs().get(LogType.PERFORMANCE)) {
      JsonNode message = StrictJson.mapper().readTree(line.getMessage()).path("message");
      if (message.path("method").asText().equals("Network.requestWillBeSent")) {
        String url = message.path("params").path("request").path("url").asText();
        if (!OF_THE_BROWSER.matcher(url).lookingAt()) {
          urls.add(url);
        }
      }
    }
    return urls;
  }

  private static String number(String party) {
    return home.type("number", party)
        .lines()
        .filter(line -> line.startsWith(party))
        .findFirst()
        .orElseThrow()
        .replaceFirst("\\S+\\s+([0-9 ]+[0-9]).*", "$1");
  }

  private void open(String path) {
    browser.get(home.uri(path).toString());
  }

  private static List<String> texts(String selector) {
    return browser.findElements(By.cssSelector(selector)).stream()
        .map(WebElement::getText)
        .toList();
  }

  private static String text(String selector) {
    return browser.findElement(By.cssSelector(selector)).getText();
  }

  private static List<String> column(String heading, int column) {
    String cells = "section:has(#" + heading + ") tbody tr > :nth-child(" + column + ")";
    return browser.findElements(By.cssSelector(cells)).stream()
        .map(cell -> cell.getDomProperty("textContent"))
        .toList();
  }

  private static List<String> values(JsonNode rows, String field) {
    List<String> values = new ArrayList<>();
    rows.forEach(row -> values.add(row.path(field).asText()));
    return values;
  }

  private static void await(String what, BooleanSupplier condition) throws Exception {
    Eventually.holds(
        () -> {
          try {
            return condition.getAsBoolean();
          } catch (WebDriverException e) {
            return false; // renewed just now
          }
        });
    assertThat(what).isNotEmpty();
  }

  @Test
  void thePageSaysWhatStatusAndReadySay() throws Exception {
    JsonNode status = StrictJson.mapper().readTree(home.type("status", "--json"));
    JsonNode ready = StrictJson.mapper().readTree(home.type("ready", "--json"));
    open("/");
    assertThat(text(".answer .verdict"))
        .contains(ready.path("ready").asBoolean() ? "Ready" : "Not ready");
    assertThat(column("parties", 1)).isEqualTo(values(ready.path("parties"), "party_id"));
    Map<String, String> words =
        Map.of("none", "\u25b2 no", "number", "\u2713 by number", "null", "\u2013");
    assertThat(column("parties", 3))
        .isEqualTo(values(ready.path("parties"), "verified").stream().map(words::get).toList());
    JsonNode own = status.path("own");
    assertThat(text(".own"))
        .contains(own.path("party_id").asText(), own.path("ip").asText(), own.path("port").asText())
        .contains(own.path("not_after").asText().substring(0, 10));
    assertThat(browser.findElement(By.className("fingerprint")).getDomProperty("textContent"))
        .isEqualTo(own.path("sha256").asText());
    assertThat(texts(".counts strong"))
        .containsExactly(
            status.path("registry").path("active").asText(),
            status.path("registry").path("pending").asText(),
            Integer.toString(status.path("waiting").size()),
            Integer.toString(status.path("faults").size()));
    assertThat(column("files", 1)).containsExactly("lone.pem");
    assertThat(column("files", 2)).isEqualTo(values(status.path("waiting"), "reason"));
    assertThat(texts(".names li"))
        .singleElement()
        .asString()
        .startsWith(status.path("unrecognised").get(0).asText())
        .contains("copy its text into a new .txt file");
    assertThat(column("decided", 1)).isEqualTo(values(status.path("verdicts"), "submission"));
    assertThat(texts("pre"))
        .anyMatch(text -> text.matches("\\./certdrop confirm --home \\S+ node_bert NUMBER"));
  }

  @Test
  void afterADropThePageShowsItAndKeepsFilterAndFocus() throws Exception {
    open("/");
    WebElement filter = browser.findElement(By.id("filter"));
    filter.sendKeys("carl");
    await("the filter counts", () -> column("parties", 1).equals(List.of("node_carl")));
    assertThat(browser.getCurrentUrl()).endsWith("/?filter=carl");
    assertThat(text("section:has(#missing)")).contains("node_carl is not registered here.");
    home.drop(ServedHome.certificate("node_carl"), "node_carl");
    await(
        "the page renews itself",
        () -> text("section:has(#missing)").contains("node_carl waits for"));
    assertThat(browser.switchTo().activeElement()).isEqualTo(filter);
    assertThat(filter.getDomProperty("value")).isEqualTo("carl");
    browser.findElement(By.cssSelector(".live button")).click();
    assertThat(text("#live")).isEqualTo("Paused.");
    assertThat(text(".live button")).isEqualTo("Go on");
  }

  @Test
  void withoutJavaScriptItIsTheSamePage() throws Exception {
    browser.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    open("/");
    assertThat(text(".answer .verdict")).endsWith("Not ready");
    assertThat(texts(".live button, .command button")).isEmpty();
    browser.findElement(By.id("filter")).sendKeys("bert" + Keys.ENTER);
    await("the form is sent", () -> browser.getCurrentUrl().endsWith("/?filter=bert"));
    assertThat(column("parties", 1)).containsExactly("node_bert");
  }

  @Test
  void whatSomebodyOpenedStaysOpenWhenThePageIsRenewed() throws Exception {
    open("/");
    assertThat(browser.findElement(By.id("decided")).isDisplayed()).isTrue();
    WebElement table = browser.findElement(By.cssSelector("#verdicts table"));
    assertThat(table.isDisplayed()).isFalse();
    browser.findElement(By.cssSelector("#verdicts > summary")).sendKeys(Keys.ENTER);
    assertThat(table.isDisplayed()).isTrue();
    WebElement filter = browser.findElement(By.id("filter"));
    filter.sendKeys("x");
    await("another page is shown", () -> !texts("#show-all").isEmpty());
    filter.sendKeys(Keys.BACK_SPACE);
    await("the whole page is shown", () -> texts("#show-all").isEmpty());
    assertThat(browser.findElement(By.cssSelector("#verdicts table")).isDisplayed()).isTrue();
  }

  @Test
  void aCommandIsCopiedByItsButtonWhichIsSaid() throws Exception {
    browser.executeCdpCommand(
        "Browser.grantPermissions",
        Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    open("/");
    List<WebElement> buttons = browser.findElements(By.cssSelector(".command button"));
    assertThat(buttons).hasSameSizeAs(browser.findElements(By.cssSelector("pre"))).isNotEmpty();
    assertThat(buttons.get(0).getAccessibleName())
        .isEqualTo("Copy " + browser.findElement(By.cssSelector("pre")).getText());
    buttons.get(0).sendKeys(Keys.ENTER);
    await("it is said", () -> text("#live").equals("Copied."));
    assertThat(browser.findElement(By.id("live")).getAriaRole()).isEqualTo("status");
    assertThat(buttons.get(0).getText()).startsWith("Copied");
    assertThat(
            browser.executeAsyncScript(
                "navigator.clipboard.readText().then(arguments[arguments.length - 1]);"))
        .isEqualTo(text("pre"));
  }

  @Test
  void whereTheBrowserForbidsItTheCommandIsToBeMarked() throws Exception {
    open("/");
    browser.executeScript(
        "navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden'));");
    browser.findElement(By.cssSelector(".command button")).sendKeys(Keys.ENTER);
    await("it is said", () -> text("#live").startsWith("This browser does not let the page copy"));
  }

  @Test
  void theSheetOpensInItsOwnStyle() {
    open("/");
    browser.findElement(By.cssSelector(".own a[href='/sheet']")).sendKeys(Keys.ENTER);
    assertThat(text("h1")).isEqualTo("researcher_us");
    assertThat(browser.findElement(By.className("compare")).getCssValue("display"))
        .isEqualTo("flex");
  }

  @ParameterizedTest
  @CsvSource({"360", "390"})
  void theSheetFitsAPhone(int width) {
    Chromium.show(browser, "light", width);
    open("/sheet");
    assertThat((Long) browser.executeScript("return document.documentElement.scrollWidth"))
        .as("nothing sticks out")
        .isLessThanOrEqualTo(width);
  }

  @Test
  void theKeyboardReachesEverything() {
    open("/");
    new Actions(browser).sendKeys(Keys.TAB).perform();
    assertThat(browser.switchTo().activeElement().getText()).startsWith("Skip to");
    new Actions(browser).sendKeys(Keys.ENTER).perform();
    assertThat(browser.switchTo().activeElement().getDomAttribute("id")).isEqualTo("main");
  }

  @ParameterizedTest
  @CsvSource({"light, 1280", "dark, 1280", "light, 1100", "light, 900", "light, 360", "dark, 360"})
  void axeFindsNothing(String colours, int width) throws Exception {
    Chromium.show(browser, colours, width);
    open("/");
    assertThat((Long) browser.executeScript("return document.documentElement.scrollWidth"))
        .as("nothing sticks out")
        .isLessThanOrEqualTo(width);
    assertThat((List<?>) browser.executeScript(BROKEN_IDS)).as("no id breaks within").isEmpty();
    assertThat(Chromium.violations(browser)).isEmpty();
  }
}
