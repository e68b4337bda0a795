package org.certdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.certdrop.home.TestHomes;
import org.certdrop.rules.CertificateFile;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What certdrop prints and writes is the same in every locale of the machine: those here have
 * digits of their own, a calendar of their own, or an i without a dot.
 */
class LocaleTest {
  private static final String PARTY = "node_site1";

  @TempDir Path home;
  private final Locale before = Locale.getDefault();

  @AfterEach
  void leaveTheLocaleAsItWas() {
    Locale.setDefault(before);
  }

  private String type(String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--home", home.toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Certdrop.execute(
            new PrintWriter(out, true), new PrintWriter(err, true), line.toArray(String[]::new));
    assertThat(code).as("%s: %s", words[0], err).isZero();
    return out.toString();
  }

  private void makeHome() throws IOException {
    Files.createDirectories(home.resolve("etc"));
    Files.writeString(
        home.resolve("etc/certdrop.properties"),
        """
        certdrop.component=NODE
        certdrop.party-id=node_me
        certdrop.ip=10.0.0.1
        certdrop.port=14001
        certdrop.inbox.settle-time=PT0.1S
        """);
    Files.createDirectories(home.resolve("inbox"));
    TestHomes.copyRoutes(home);
  }

  private void drop() throws IOException {
    TestCertificate certificate =
        TestCertificate.builder(PARTY).notAfter(TestCertificate.FAR_FUTURE).build();
    Files.writeString(home.resolve("inbox/a.pem"), certificate.pem());
    Files.writeString(
        home.resolve("inbox/a.json"),
        "{\"party_id\": \"" + PARTY + "\", \"ip\": \"10.0.0.9\", \"port\": 14001}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ar-EG",
        "fa-IR",
        "th-TH-u-nu-thai",
        "tr-TR",
        "ja-JP-u-ca-japanese",
        "th-TH-x-lvariant-TH"
      })
  void everyNumberIsOfAsciiDigitsAndEveryCommandSaysTheSame(String tag) throws Exception {
    makeHome();
    TestHomes.putPair(home, TestHomes.lasting("node_me"));
    Locale.setDefault(Locale.forLanguageTag(tag));
    drop();
    type("run", "--once");
    for (String command : List.of("status", "list", "registration-instructions", "audit")) {
      String said = type(command);
      assertThat(said.chars().filter(Character::isDigit)).as(command).allMatch(c -> c < 0x80);
    }
    List<String> numbers =
        List.of(type("number", PARTY), type("list", "--json"), type("run", "--help"));
    Locale.setDefault(Locale.ROOT);
    assertThat(List.of(type("number", PARTY), type("list", "--json"), type("run", "--help")))
        .isEqualTo(numbers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "th-TH-x-lvariant-TH", "ja-JP-x-lvariant-JP"})
  void theOwnCertificateIsOfTheYearThatItIs(String tag) throws Exception {
    makeHome();
    Locale.setDefault(Locale.forLanguageTag(tag));
    type("generate");
    byte[] pem = Files.readAllBytes(home.resolve("etc/identity/component.pem"));
    Certificate own = CertificateFile.open(pem).certificate().orElseThrow();
    assertThat(Duration.between(own.notBefore(), Instant.now())).isLessThan(Duration.ofHours(1));
  }
}
