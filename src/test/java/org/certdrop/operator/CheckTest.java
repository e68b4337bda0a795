package org.certdrop.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certdrop.home.Home;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.text.Progress;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
  @TempDir Path directory;
  private Path one;
  private Path two;

  @BeforeEach
  void makeFiles() throws IOException {
    one = Files.createDirectory(directory.resolve("one"));
    two = Files.createDirectory(directory.resolve("two"));
    for (Path folder : List.of(one, two)) {
      Files.writeString(folder.resolve("a.pem"), TestCertificate.of("node_a").pem());
    }
    Files.writeString(one.resolve("a.json"), "{\"party_id\": \"node_other\"}");
  }

  private List<Check.Result> check(Progress progress, Path... files) throws Exception {
    return Check.by(new Home(directory), TestCertificate.NOW).of(List.of(files), progress);
  }

  @Test
  void aSidecarIsJudgedWithTheCertificateOfItsOwnFolderAlone() throws Exception {
    assertThat(
            check(
                Progress.UNHEARD,
                two.resolve("a.pem"),
                one.resolve("a.json"),
                one.resolve("a.pem")))
        .extracting(Check.Result::ok)
        .containsExactly(true, false, false);
  }

  @Test
  void aClockThatIsWrongIsNamed_unlessTheTimeWasGiven() throws Exception {
    Home home = new Home(directory);
    Clock past = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    assertThat(Check.by(home, past).wrongClock())
        .hasValueSatisfying(why -> assertThat(why).contains("1970-01-01T00:00:00Z", "timedatectl"));
    assertThat(Check.by(home, Instant.EPOCH).wrongClock()).isEmpty();
    assertThat(Check.by(home, Clock.systemUTC()).wrongClock()).isEmpty();
  }

  @Test
  void aFileThatIsGivenTwiceHasTwoResults() throws Exception {
    Path roundabout = one.resolve("../two/a.pem");
    assertThat(check(Progress.UNHEARD, two.resolve("a.pem"), roundabout, two.resolve("a.pem")))
        .extracting(Check.Result::file)
        .containsExactly(two.resolve("a.pem"), roundabout, two.resolve("a.pem"));
  }

  @Test
  void aRootIsNoFile() throws Exception {
    assertThat(check(Progress.UNHEARD, Path.of("/"), two.resolve("a.pem")))
        .extracting(Check.Result::ok)
        .containsExactly(false, true);
  }

  @Test
  void itIsToldHowManyOfTheFilesAreJudged() throws Exception {
    List<String> heard = new ArrayList<>();
    check(
        (things, done, total) -> heard.add(done + " of " + total + " " + things),
        one.resolve("a.pem"),
        one.resolve("a.json"),
        two.resolve("a.pem"));
    assertThat(heard).containsExactly("2 of 3 files", "3 of 3 files");
  }

  private void enroll(String... parties) throws IOException {
    List<String> rows = new ArrayList<>();
    for (String party : parties) {
      rows.add("{\"party_id\": \"" + party + "\"}");
    }
    Files.createDirectories(directory.resolve("etc"));
    Files.writeString(
        directory.resolve("etc/roster.json"),
        "{\"federation\": \"f\", \"parties\": [" + String.join(",", rows) + "]}");
  }

  private void distrust(TestCertificate certificate) throws IOException {
    Files.createDirectories(directory.resolve("etc"));
    Files.writeString(
        directory.resolve("etc/distrusted.txt"), certificate.certificate().fingerprint() + "\n");
  }

  private TestCertificate becomeNodeUs() throws IOException {
    TestCertificate own = TestCertificate.of("node_us");
    Path identity = Files.createDirectories(directory.resolve("etc/identity"));
    Files.writeString(
        directory.resolve("etc/certdrop.properties"), "certdrop.ip=10.9.0.1\ncertdrop.port=1\n");
    Files.writeString(identity.resolve("component.pem"), own.pem());
    Files.writeString(
        identity.resolve("component.key"), PrivateKeys.pem(own.keyPair().getPrivate()));
    return own;
  }

  private Path[] pair(TestCertificate certificate, String party, String ip) throws IOException {
    Path pem = Files.writeString(two.resolve("p.pem"), certificate.pem());
    Path json =
        Files.writeString(
            two.resolve("p.json"),
            "{\"party_id\": \"%s\", \"ip\": \"%s\", \"port\": 1}".formatted(party, ip));
    return new Path[] {pem, json};
  }

  private List<Code> refusals(Path... files) throws Exception {
    return check(Progress.UNHEARD, files).stream()
        .flatMap(result -> result.findings().stream())
        .filter(Finding::refuses)
        .map(Finding::code)
        .toList();
  }

  private static Set<Path> allFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.collect(Collectors.toSet());
    }
  }

  @Test
  void aPartyThatIsNotOnTheRosterIsRefused() throws Exception {
    Path[] pair = pair(TestCertificate.of("node_a"), "node_a", "10.9.0.7");
    assertThat(refusals(pair)).isEmpty();

    enroll("node_b");
    assertThat(refusals(pair)).containsExactly(Code.NOT_ON_ROSTER);
    assertThat(check(Progress.UNHEARD, pair)).extracting(Check.Result::ok).containsOnly(false);

    enroll("node_b", "node_a");
    assertThat(refusals(pair)).isEmpty();
  }

  @Test
  void whatIsDistrustedIsRefused_evenACertificateAlone() throws Exception {
    TestCertificate certificate = TestCertificate.of("node_a");
    distrust(certificate);

    Path[] pair = pair(certificate, "node_a", "10.9.0.7");
    assertThat(refusals(pair)).containsExactly(Code.DISTRUSTED);
    assertThat(refusals(pair[0])).containsExactly(Code.DISTRUSTED);
  }

  @Test
  void aCertificateForOurOwnIdIsCheckedAsADropWouldBe() throws Exception {
    TestCertificate own = becomeNodeUs();

    assertThat(refusals(pair(TestCertificate.of("x"), "node_us", "10.9.0.1")))
        .containsExactly(Code.OWN_PARTY);
    assertThat(refusals(pair(own, "node_us", "10.9.0.66")))
        .containsExactly(Code.CONFLICTING_METADATA);
    assertThat(refusals(pair(own, "node_us", "10.9.0.1"))).isEmpty();
  }

  @Test
  void aListThatCannotBeUsedIsNamedAndTheOtherStillCounts() throws Exception {
    TestCertificate certificate = TestCertificate.of("node_a");
    Path[] pair = pair(certificate, "node_a", "10.9.0.7");
    distrust(certificate);
    Files.writeString(directory.resolve("etc/roster.json"), "{}");

    Check check = Check.by(new Home(directory), TestCertificate.NOW);

    assertThat(check.gaps())
        .singleElement()
        .asString()
        .contains("without the roster", "etc/roster.json cannot be used", "is missing")
        .doesNotContain("\n");
    assertThat(refusals(pair)).containsExactly(Code.DISTRUSTED);
  }

  @Test
  void anIdentityThatCannotBeUsedIsNamed() throws Exception {
    becomeNodeUs();
    Files.writeString(directory.resolve("etc/identity/component.pem"), "no certificate");

    assertThat(Check.by(new Home(directory), TestCertificate.NOW).gaps())
        .singleElement()
        .asString()
        .contains("claims to be this party itself cannot be told", "component.pem");
  }

  @Test
  void aLookMakesAndMovesNothing() throws Exception {
    Path[] pair = pair(TestCertificate.of("node_a"), "node_a", "10.9.0.7");
    enroll("node_a");
    Set<Path> before = allFiles(directory);
    refusals(pair);
    assertThat(allFiles(directory)).isEqualTo(before);

    TestCertificate own = becomeNodeUs();
    // What an interrupted change of the pair left is put in order by the service, not by a look.
    Files.writeString(directory.resolve("etc/identity/.component.pem.new"), own.pem());
    before = allFiles(directory);
    refusals(pair);
    assertThat(allFiles(directory)).isEqualTo(before);
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void manyFilesOfOneFolderArePairedInOneGo() {
    List<Path> many = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      many.add(one.resolve("f" + i + ".pem"));
      many.add(one.resolve("f" + i + ".json"));
    }
    CheckedFiles files = new CheckedFiles(many);
    for (Path file : many) {
      Map<String, Path> drop = files.drop(file);
      assertThat(drop).hasSize(2).containsValue(file);
    }
  }
}
