package org.certdrop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.certdrop.home.Home;
import org.certdrop.outbox.Pack;
import org.certdrop.outbox.Packs;
import org.certdrop.party.Number;
import org.certdrop.party.PartyId;
import org.certdrop.service.Eventually;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;

/** A person's week at the page, in a real browser, by keyboard alone. */
@Timeout(180)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrowserActsTest {
  private static final String NODE = "node_5d1c3e8a-1f0e-4f3b-9c55-0a8e7d6b2f11";
  private static final TestCertificate FIRST = ServedHome.certificate(NODE);
  private static final TestCertificate NEXT = ServedHome.certificate(NODE);

  @TempDir static Path profile;
  @TempDir static Path directory;
  @TempDir static Path mail;
  private static ChromeDriver browser;
  private static ServedHome home;

  @BeforeAll
  static void signIn() throws Exception {
    browser = Chromium.open(profile);
    home = ServedHome.make(directory, "certdrop.http.actions=true").start();
    open("/sign-in?token=" + SignedIn.token(home));
    type("#name", Keys.chord(Keys.CONTROL, "a") + "Ana Roth");
    press("main button");
    assertThat(text("body")).contains("Ana Roth");
    assertThat(browser.getCurrentUrl()).isEqualTo(home.uri("/").toString());
  }

  @AfterAll
  static void close() throws Exception {
    try {
      if (browser != null) {
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
        browser.quit();
      }
    } finally {
      if (home != null) {
        home.close();
      }
    }
  }

  private static void open(String path) {
    browser.get(home.uri(path).toString());
  }

  private static String text(String selector) {
    return browser.findElement(By.cssSelector(selector)).getText();
  }

  /** Goes there by the tabulator key. */
  private static WebElement reach(String selector) {
    for (int i = 0; i < 120; i++) {
      WebElement focused = browser.switchTo().activeElement();
      if ((Boolean)
          browser.executeScript("return arguments[0].matches(arguments[1])", focused, selector)) {
        return focused;
      }
      new Actions(browser).sendKeys(Keys.TAB).perform();
    }
    throw new AssertionError(selector + " cannot be reached by keyboard");
  }

  private static void type(String selector, String text) {
    reach(selector).sendKeys(text);
  }

  private static void press(String selector) {
    browser.executeScript("window.before = true");
    reach(selector).sendKeys(Keys.ENTER);
    try {
      Eventually.holds(BrowserActsTest::isOnANewPage);
    } catch (Exception e) {
      throw new AssertionError("nothing came of " + selector, e);
    }
  }

  private static boolean isOnANewPage() {
    try {
      return (Boolean)
          browser.executeScript("return !window.before && document.readyState === 'complete'");
    } catch (WebDriverException e) {
      return false; // it is on its way there
    }
  }

  private static void awaitSaid(String text) throws Exception {
    Eventually.holds(() -> text("#said").contains(text));
  }

  private static Path file(String name, String content) throws IOException {
    return Files.writeString(mail.resolve(name), content);
  }

  /** A dialog of the operating system chooses files; the test names them to the field. */
  private static void drop(Path... files) {
    open("/");
    type("#chosen", String.join("\n", Arrays.stream(files).map(Path::toString).toList()));
    press("form[action='/drop'] button");
  }

  private static void dropPair(TestCertificate certificate) throws IOException {
    drop(
        file("a.pem", certificate.pem()),
        file("a.json", "{\"party_id\": \"" + NODE + "\", \"ip\": \"10.9.0.1\", \"port\": 14001}"));
  }

  private static String number(TestCertificate certificate) {
    return Number.of(new PartyId(NODE), certificate.certificate().fingerprint()).toString();
  }

  private static void openParty() {
    open("/");
    press("main a[href='/party?id=" + NODE + "']");
    assertThat(text("h2")).contains(NODE);
  }

  @Test
  @Order(1)
  void aGoodPairIsRegistered() throws Exception {
    dropPair(FIRST);

    awaitSaid("\u2713 registered");
    Eventually.holds(() -> text("main").contains(NODE));
  }

  @Test
  @Order(2)
  void aKeyThatWasDroppedByMistakeIsRefusedAndWhyIsSaid() throws Exception {
    drop(file("a.pem", PrivateKeys.pem(FIRST.keyPair().getPrivate())));

    awaitSaid("private-key-present");
    assertThat(text("#said .hint")).hasSizeGreaterThan(40);
  }

  @Test
  @Order(3)
  void ourOwnNumberIsRefusedWhileItIsTypedAndWhenItIsSent() {
    openParty();
    type("#number", text(".numbers code"));
    assertThat(text("#typed")).startsWith("This is our own number");

    press("form[action='/confirm'] button");

    assertThat(text("#said")).startsWith("\u2715");
    assertThat((Long) browser.executeScript("return document.documentElement.scrollWidth"))
        .as("a long sentence ends its line")
        .isLessThanOrEqualTo(1280);
    assertThat(home.type("show", NODE)).contains("Nobody has compared");
  }

  @Test
  @Order(4)
  void aNumberThatIsReadOutConfirms() {
    openParty();
    type("#number", number(FIRST).substring(0, 20));
    assertThat(text("#typed")).contains("of 30 digits are missing");
    browser.switchTo().activeElement().sendKeys(number(FIRST).substring(20));
    assertThat(text("#typed")).isEqualTo("Complete.");

    press("form[action='/confirm'] button");

    assertThat(text("#said")).contains("Confirmed: " + NODE);
    assertThat(home.type("show", NODE)).contains("Ana Roth compared its number");
  }

  @Test
  @Order(5)
  void aReplacementIsTaken() throws Exception {
    dropPair(NEXT);
    awaitSaid("key-change");
    openParty();
    type("#number", number(NEXT));
    type("#replace", " ");

    press("form[action='/confirm'] button");

    assertThat(text("#said")).contains("takes the place");
    assertThat(home.type("show", NODE))
        .contains(NEXT.certificate().fingerprint().toString().substring(0, 20));
  }

  @ParameterizedTest
  @CsvSource({"light, 1280", "dark, 1280", "light, 360", "dark, 360"})
  @Order(9)
  void axeFindsNothing(String colours, int width) throws Exception {
    Chromium.show(browser, colours, width);
    for (String path : new String[] {"/", "/party?id=" + NODE}) {
      open(path);
      assertThat((Long) browser.executeScript("return document.documentElement.scrollWidth"))
          .as("nothing sticks out of " + path)
          .isLessThanOrEqualTo(width);
      assertThat(Chromium.violations(browser)).as(path).isEmpty();
      browser.executeScript("document.querySelectorAll('details').forEach(it => it.open = true)");
      assertThat((Long) browser.executeScript("return document.documentElement.scrollWidth"))
          .as("nothing sticks out of " + path + " if all is open")
          .isLessThanOrEqualTo(width);
      assertThat(Chromium.violations(browser)).as(path + ", all open").isEmpty();
    }
  }

  @Test
  @Order(6)
  void theZipForEverybodyIsDownloadedAsPackMakesIt() throws Exception {
    Path downloads = Files.createDirectories(mail.resolve("downloads"));
    browser.executeCdpCommand(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", downloads.toString()));
    Pack pack =
        new Packs(new Home(directory).outbox())
            .forAll()
            .orElseThrow(bad -> new IllegalStateException(bad.problem()));

    open("/");
    reach("a[href='/pack']").sendKeys(Keys.ENTER);

    Eventually.holds(() -> zips(downloads).size() == 1);
    assertThat(zips(downloads).get(0)).hasBinaryContent(pack.zip());
    assertThat(pack.files()).containsKey(ServedHome.US + ".pem");
  }

  private static List<Path> zips(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".zip")).toList();
    }
  }

  @Test
  @Order(7)
  void aRosterIsMadeBroughtInSeenAndPutInPlace() throws Exception {
    Path made = mail.resolve("downloads/roster.json");
    open("/");
    reach("#change-roster summary").sendKeys(Keys.ENTER);
    type("#federation", Keys.chord(Keys.CONTROL, "a") + "tour");
    reach("form[action='/roster.json'] button").sendKeys(Keys.ENTER);
    Eventually.holds(() -> Files.exists(made));

    open("/");
    reach("#change-roster summary").sendKeys(Keys.ENTER);
    type("#roster-file", made.toString());
    press("form[action='/roster'] button");

    assertThat(text("#said")).contains("nothing is written yet");
    assertThat(text("main .note")).contains("Added: " + NODE + ", " + ServedHome.US + ".");
    assertThat(directory.resolve("etc/roster.json")).doesNotExist();

    press("form[action='/roster/put'] button");

    assertThat(text("#said")).startsWith("\u2713 The roster counts now.");
    assertThat(directory.resolve("etc/roster.json")).hasSameBinaryContentAs(made);
    assertThat(text("section:has(#roster)")).contains("The roster of \"tour\" names 2 parties");
  }

  @Test
  @Order(8)
  void ourCertificateIsRenewed() {
    open("/");
    String before = text(".own .number");
    reach("#renewal summary").sendKeys(Keys.ENTER);
    type("#own-last", "her_us");

    press("form[action='/renew'] button");

    assertThat(text("#said")).startsWith("\u2713 Made: the certificate ");
    assertThat(text(".own .number")).isNotEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/pack", "/sign-in?token=x", "/nothing"})
  @Order(11)
  void whatASentenceSaysFitsAPhone(String path) throws Exception {
    Chromium.show(browser, "light", 390);
    open(path);

    assertThat(text("main")).hasSizeGreaterThan(20);
    assertThat((Long) browser.executeScript("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(390);
    assertThat(Chromium.violations(browser)).isEmpty();
    // The browser itself notes that the answer is an error.
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).hasSize(1);
  }

  @Test
  @Order(10)
  void aPersonSignsOut() {
    open("/");
    press("form[action='/sign-out'] button");

    assertThat(browser.findElements(By.cssSelector("form[method=post]"))).isEmpty();
  }
}
