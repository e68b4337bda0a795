package org.certdrop.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certdrop.identity.OwnParties;
import org.certdrop.identity.OwnParty;
import org.certdrop.party.Number;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The printable page in the outbox. */
class InstructionsSheetTest {
  private static final int QUIET_ZONE = 4;

  @TempDir Path home;
  private AnnouncingSite site;

  @BeforeEach
  void makeSite() throws Exception {
    site = AnnouncingSite.withPair(home);
    site.publish();
  }

  private String page() throws Exception {
    return Files.readString(file(), StandardCharsets.US_ASCII);
  }

  private Path file() {
    return site.outbox.resolveSibling("sheet").resolve(OwnParties.NODE + ".html");
  }

  private Number number() throws Exception {
    return Number.of(site.own().id(), site.own().certificate().fingerprint());
  }

  /** The code's modules, read off the picture as a camera does. */
  private static BitMatrix modules(String page) {
    Matcher size = Pattern.compile("viewBox=\"0 0 (\\d+) \\1\"").matcher(page);
    assertThat(size.find()).isTrue();
    int side = Integer.parseInt(size.group(1)) - 2 * QUIET_ZONE;
    BitMatrix modules = new BitMatrix(side);
    Matcher run = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\3z").matcher(page);
    while (run.find()) {
      modules.setRegion(
          Integer.parseInt(run.group(1)) - QUIET_ZONE,
          Integer.parseInt(run.group(2)) - QUIET_ZONE,
          Integer.parseInt(run.group(3)),
          1);
    }
    return modules;
  }

  @Test
  void itSaysWhatTheTextSays() throws Exception {
    String text = site.text(OwnParties.NODE + ".txt");
    assertThat(text).contains(number().toString());
    assertThat(page())
        .contains("<h1>" + OwnParties.NODE + "</h1>")
        .contains(number().toString().split(" "))
        .contains("10.221.0.2, port")
        .contains(site.own().certificate().notAfter().toString())
        .contains("./certdrop confirm " + OwnParties.NODE + " NUMBER")
        .contains("a phone number that you already had")
        .contains(OwnParties.NODE + ".json.p7s")
        .doesNotContain(".json.old.p7s")
        .doesNotContainPattern("@[A-Z]+@");
    String fingerprint = site.own().certificate().fingerprint().toString();
    assertThat(page().replaceAll("</li> <li>", ":")).contains("<li>" + fingerprint + "</li>");
  }

  @Test
  void theCodeHoldsIdNumberAndFingerprint() throws Exception {
    assertThat(new Decoder().decode(modules(page())).getText())
        .isEqualTo(
            OwnParties.NODE
                + "\n"
                + number()
                + "\nSHA-256 "
                + site.own().certificate().fingerprint());
  }

  @Test
  void itIsNotAmongWhatOneDrops() throws Exception {
    assertThat(site.names()).noneMatch(name -> name.endsWith(".html"));
  }

  @Test
  void whatAKilledProcessLeftOfItIsTakenAway() throws Exception {
    Path rest = file().resolveSibling("." + file().getFileName() + ".999999999.tmp");
    Path random = file().resolveSibling("." + file().getFileName() + ".999999999-1f.tmp");
    Files.writeString(rest, "half");
    Files.writeString(random, "half");

    site.publish();
    assertThat(rest).doesNotExist();
    assertThat(random).doesNotExist();
    assertThat(file()).exists();
  }

  @Test
  void itStandsAlone() throws Exception {
    assertThat(page()).contains("default-src 'none'").doesNotContain("<script", "<link", "<img");
    assertThat(Pattern.compile("(?i)(src|href)=|url\\(|@import|https?:").matcher(page()).find())
        .isFalse();
    assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(page())).isTrue();
  }

  @Test
  void afterARotationItNamesBothSignatures() throws Exception {
    site.generate();

    assertThat(page())
        .contains(OwnParties.NODE + ".json.old.p7s", number().toString().split(" ")[0]);
  }

  @Test
  void itIsNotMadeAgainWithoutNeedAndComesBackIfItIsTaken() throws Exception {
    assertThat(site.publish()).isEmpty();
    Files.delete(file());

    assertThat(site.publish()).containsExactly(OwnParties.NODE + ".html");
  }

  @Test
  void aPartyThatSignsNothingHasNoSignatureToDrop() throws Exception {
    String page = Instructions.unsigned(site.own()).sheet();

    assertThat(page).contains(OwnParties.NODE + ".json").doesNotContain(".p7s");
  }

  @Test
  void aLoopbackAddressIsCalledAMistake() throws Exception {
    OwnParty local =
        new OwnParty(
            site.own().id(),
            OwnParties.endpoint("127.0.0.1", 14001),
            site.own().certificate(),
            site.own().privateKey());

    assertThat(Instructions.unsigned(local).sheet()).contains("class=\"note\">This is a loopback");
    assertThat(page()).doesNotContain("class=\"note\"");
  }
}
