package org.certdrop.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.certdrop.home.Home;
import org.certdrop.operator.PairNumbers.OfParty;
import org.certdrop.party.Mark;
import org.certdrop.party.Number;
import org.certdrop.party.PartyId;
import org.certdrop.text.Parsed;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairNumbersTest {
  private static final Clock CLOCK = Clock.fixed(TestCertificate.NOW, ZoneOffset.UTC);

  @TempDir Path directory;

  private Home home(String name, String component) throws IOException {
    Home home = new Home(directory.resolve(name));
    Files.createDirectories(home.inbox());
    Files.createDirectories(home.identity());
    Files.writeString(home.properties(), "certdrop.component=" + component + "\n");
    return home;
  }

  private Home homeOf(TestCertificate own, String name, String component) throws IOException {
    Home home = home(name, component);
    Files.writeString(home.identity().resolve("component.pem"), own.pem());
    Files.writeString(
        home.identity().resolve("component.key"), PrivateKeys.pem(own.keyPair().getPrivate()));
    return home;
  }

  private void register(Home home, TestCertificate certificate, String party) throws Exception {
    Path file = Files.write(directory.resolve("typed.pem"), certificate.file());
    try (Operator operator = Operator.of(home, CLOCK)) {
      operator.register(
          new RegisterRequest(
              file, Optional.of(party), Optional.of("10.9.0.1"), Optional.of(14001L), false));
    }
  }

  private static List<PairNumbers> numbers(Home home, String party) throws Exception {
    return PairNumbers.of(home, new PartyId(party), CLOCK)
        .orElseThrow(bad -> new IllegalArgumentException(bad.problem()));
  }

  private static String problem(Home home, String party) throws Exception {
    return ((Parsed.Bad<?>) PairNumbers.of(home, new PartyId(party), CLOCK)).problem();
  }

  private static OfParty half(String party, TestCertificate certificate) {
    PartyId id = new PartyId(party);
    return new OfParty(id, Number.of(id, certificate.certificate().fingerprint()));
  }

  @Test
  void areTheSameOnBothScreens() throws Exception {
    TestCertificate node = TestCertificate.of("node_a");
    TestCertificate researcher = TestCertificate.of("researcher_b");
    Home there = homeOf(node, "there", "NODE");
    Home here = homeOf(researcher, "here", "RESEARCHER");
    register(there, researcher, "researcher_b");
    register(here, node, "node_a");

    List<OfParty> wanted = List.of(half("node_a", node), half("researcher_b", researcher));
    assertThat(numbers(here, "node_a").get(0).numbers()).isEqualTo(wanted);
    assertThat(numbers(there, "RESEARCHER_B").get(0).numbers()).isEqualTo(wanted);
  }

  @Test
  void areInTheOrderOfCodePointsWhoeverIsAsked() throws Exception {
    TestCertificate lower = TestCertificate.of("node_a");
    TestCertificate upper = TestCertificate.of("NODE_B");
    Home home = homeOf(lower, "here", "NODE");
    register(home, upper, "NODE_B");

    assertThat(numbers(home, "NODE_B").get(0).numbers())
        .containsExactly(half("NODE_B", upper), half("node_a", lower));
  }

  @Test
  void ofACertificateForWhichAnotherAddressWaitsAreThereOnce() throws Exception {
    Home home = homeOf(TestCertificate.of("researcher_us"), "here", "RESEARCHER");
    TestCertificate node = TestCertificate.of("node_a");
    register(home, node, "node_a");
    try (Operator operator = Operator.of(home, CLOCK)) {
      operator.confirm(
          new PartyId("node_a"),
          new Mark.OfFingerprint(node.certificate().fingerprint()),
          new LoginName("ana"),
          false,
          Optional.empty());
      Path file = Files.write(directory.resolve("moved.pem"), node.file());
      operator.register(
          new RegisterRequest(
              file, Optional.of("node_a"), Optional.of("10.9.0.2"), Optional.of(14001L), false));
      assertThat(operator.registered().pending(new PartyId("node_a"))).hasSize(1);
    }

    assertThat(numbers(home, "node_a"))
        .singleElement()
        .satisfies(
            pair -> {
              assertThat(pair.waits()).isFalse();
              assertThat(pair.entry().sha256()).isEqualTo(node.certificate().fingerprint());
            });
  }

  @Test
  void areThoseOfEachCertificateTheRegisteredOneFirst() throws Exception {
    Home home = homeOf(TestCertificate.of("researcher_us"), "here", "RESEARCHER");
    TestCertificate first = TestCertificate.of("node_a");
    TestCertificate second = TestCertificate.of("node_a");
    TestCertificate third = TestCertificate.of("node_a");
    Files.writeString(
        home.properties(), "certdrop.component=RESEARCHER\ncertdrop.policy.first=confirm\n");
    register(home, first, "node_a");
    register(home, second, "node_a");
    register(home, third, "node_a");
    try (Operator operator = Operator.of(home, CLOCK)) {
      operator.confirm(
          new PartyId("node_a"),
          new Mark.OfFingerprint(second.certificate().fingerprint()),
          new LoginName("ana"),
          false,
          Optional.empty());
    }

    List<PairNumbers> pairs = numbers(home, "node_a");

    assertThat(pairs)
        .extracting(pair -> pair.entry().sha256())
        .containsExactly(
            second.certificate().fingerprint(),
            first.certificate().fingerprint(),
            third.certificate().fingerprint());
    assertThat(pairs).extracting(PairNumbers::waits).containsExactly(false, true, true);
    assertThat(pairs.get(1).numbers()).contains(half("node_a", first));
  }

  @Test
  void areNoneWithoutAnOwnCertificateAndNoneIsMade() throws Exception {
    Home home = home("new", "NODE");

    assertThat(problem(home, "node_a"))
        .isEqualTo("This party has no certificate yet, and so no number.");
    assertThat(home.identity()).isEmptyDirectory();
    assertThat(home.var()).doesNotExist();
  }

  @Test
  void areNoneOfOneselfAndOfStrangers() throws Exception {
    Home home = homeOf(TestCertificate.of("node_us"), "here", "NODE");

    assertThat(problem(home, "NODE_US")).isEqualTo("node_us is this party itself.");
    assertThat(problem(home, "node_x")).startsWith("node_x is not known here");
  }
}
