package org.certdrop.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.home.UnusableListException;
import org.certdrop.identity.OwnParty;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.CertificateFacts;
import org.certdrop.registration.Entry;
import org.certdrop.registration.FirstContact;
import org.certdrop.registration.Proposal;
import org.certdrop.registration.Registrant;
import org.certdrop.registration.RotationPolicy;
import org.certdrop.registry.Registry;
import org.certdrop.trust.Membership;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MembershipWatchTest {
  private static final Clock CLOCK = Clock.fixed(TestCertificate.NOW, ZoneOffset.UTC);
  private static final PartyId US = new PartyId("researcher_us");
  private static final OwnParty OWN =
      new OwnParty(
          US, Optional.empty(), TestCertificate.of(US.value()).certificate(), Optional.empty());
  private static final TestCertificate A = TestCertificate.of("node_a");
  private static final TestCertificate B = TestCertificate.of("node_b");

  @TempDir Path directory;
  private Home home;
  private Registry registry;
  private final Faults faults = new Faults(CLOCK);
  private long modified;

  @BeforeEach
  void openRegistry() throws IOException {
    home = new Home(directory);
    Files.createDirectory(directory.resolve("etc"));
    open(FirstContact.REGISTER);
  }

  private void open(FirstContact first) throws IOException {
    registry =
        Registry.open(home.var(), US, () -> new AdmissionPolicy(first, RotationPolicy.AUTO), CLOCK);
  }

  /**
   * Each look at the clock finds it so many nanoseconds later: no look at the lists is just now.
   */
  private long step = 1_000_000_000;

  private long now = Long.MAX_VALUE - 3_000_000_000L;

  @AfterEach
  void closeRegistry() {
    registry.close();
  }

  private void register(TestCertificate test, String party) throws IOException {
    Certificate certificate = test.certificate();
    registry.decide(
        new Proposal(
            "by-" + certificate.fingerprint(),
            new Registrant(new PartyId(party), Optional.empty(), CertificateFacts.of(certificate)),
            false));
  }

  /** Each version of a file looks other than the one before, however soon it follows. */
  private void write(String name, String content) throws IOException {
    Path file = Files.writeString(directory.resolve("etc").resolve(name), content);
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(++modified)));
  }

  private void enroll(String... parties) throws IOException {
    StringBuilder list = new StringBuilder();
    for (String party : parties) {
      list.append(list.isEmpty() ? "" : ", ").append("{\"party_id\": \"" + party + "\"}");
    }
    write("roster.json", "{\"federation\": \"f\", \"parties\": [" + list + "]}");
  }

  private MembershipWatch watch() throws IOException {
    return new MembershipWatch(home, registry, () -> OWN, faults, () -> now += step);
  }

  private List<String> active() {
    return registry.view().active().stream().map(entry -> entry.party().value()).toList();
  }

  private static List<String> listed(Membership membership) {
    return membership.roster().orElseThrow().places().stream()
        .map(place -> place.party().value())
        .toList();
  }

  @Test
  void withoutListsEverybodyMayRegister() throws IOException {
    assertThat(watch().now()).isEqualTo(Membership.OPEN);
  }

  @Test
  void theSameKeyWithACompressedPointIsDistrustedToo() throws IOException {
    TestCertificate compressed =
        TestCertificate.builder("node_b").key(A.keyPair()).compressedPoint().build();
    register(A, "node_a");
    registry.remove(new PartyId("node_a"));
    register(compressed, "node_b");
    assertThat(active()).containsExactly("node_b");

    write("distrusted.txt", A.certificate().fingerprint().toString());
    Membership membership = watch().now();

    assertThat(active()).isEmpty();
    assertThat(
            membership
                .distrusted()
                .certificateOfKey(compressed.certificate().publicKeyFingerprint()))
        .contains(A.certificate().fingerprint());
  }

  @Test
  void aPartyDistrustedAtTheStartIsRemoved() throws IOException {
    register(A, "node_a");
    register(B, "node_b");
    write("distrusted.txt", "NODE_A\n");
    watch();
    assertThat(active()).containsExactly("node_b");
    assertThat(registry.view().removed()).extracting(Entry::party).hasSize(1);
  }

  @Test
  void aPartyDistrustedOnAChangeIsRemovedByTheNextLook() throws IOException {
    register(A, "node_a");
    MembershipWatch watch = watch();
    write("distrusted.txt", A.certificate().fingerprint() + "\n");
    watch.look();
    assertThat(active()).isEmpty();
  }

  @Test
  void aDecisionThatFollowsAChangeFindsTheDistrustedRemoved() throws IOException {
    register(A, "node_a");
    MembershipWatch watch = watch();
    write("distrusted.txt", "node_a\n");
    assertThat(watch.now().distrusted().names(new PartyId("node_a"))).isTrue();
    assertThat(active()).isEmpty();
  }

  @Test
  void aDistrustedPartyThatWaitsIsRemovedToo() throws IOException {
    registry.close();
    open(FirstContact.CONFIRM);
    register(A, "node_a");
    write("distrusted.txt", "node_a\n");
    watch();
    assertThat(registry.view().pending()).isEmpty();
    assertThat(Files.readAllLines(home.var().resolve("journal.jsonl")).get(1))
        .contains("\"event\":\"removed\"");
  }

  @Test
  void theKeyOfACertificateThatWasReplacedLongAgoIsDistrustedWithIt() throws IOException {
    register(A, "node_a");
    TestCertificate renewed =
        TestCertificate.builder("node_a")
            .key(A.keyPair())
            .notAfter(A.certificate().notAfter().plusSeconds(60))
            .build();
    register(renewed, "node_a");
    assertThat(registry.find(new PartyId("node_a")).orElseThrow().sha256())
        .isEqualTo(renewed.certificate().fingerprint());
    write("distrusted.txt", A.certificate().fingerprint() + "\n");
    MembershipWatch watch = watch();
    assertThat(active()).isEmpty();
    assertThat(watch.now().distrusted().certificateOfKey(A.certificate().publicKeyFingerprint()))
        .contains(A.certificate().fingerprint());
  }

  @Test
  void aPartyRegisteredByTheOldListIsRemovedByTheNextLook() throws IOException {
    write("distrusted.txt", "node_a\n");
    MembershipWatch watch = watch();
    register(A, "node_a");
    register(B, "node_b");
    watch.look();
    assertThat(active()).containsExactly("node_b");
    assertThat(registry.seq()).isEqualTo(3);
  }

  @Test
  void ourselvesOnTheListOfTheDistrustedAreIgnored() throws IOException {
    write("distrusted.txt", US + "\n" + OWN.certificate().fingerprint() + "\n");
    assertThat(watch().now().distrusted().isEmpty()).isTrue();
  }

  @Test
  void aChangedRosterCountsAtOnceAndRemovesNobody() throws IOException {
    register(A, "node_a");
    enroll("node_a");
    MembershipWatch watch = watch();
    assertThat(listed(watch.now())).containsExactly("node_a");
    enroll("node_b");
    assertThat(listed(watch.now())).containsExactly("node_b");
    assertThat(active()).containsExactly("node_a");
  }

  @Test
  void listsThatWereLookedAtJustNowAreNotLookedAtAgain() throws IOException {
    enroll("node_a");
    MembershipWatch watch = watch();
    step = 400_000;
    enroll("node_b");
    assertThat(listed(watch.now())).containsExactly("node_a");
    step = 2_000_000;
    assertThat(listed(watch.now())).containsExactly("node_b");
  }

  @Test
  void deletedListsSayNothingAnyMore() throws IOException {
    enroll("node_a");
    write("distrusted.txt", "node_a\n");
    MembershipWatch watch = watch();
    Files.delete(directory.resolve("etc/roster.json"));
    Files.delete(directory.resolve("etc/distrusted.txt"));
    assertThat(watch.now()).isEqualTo(Membership.OPEN);
    assertThat(faults.current()).isEmpty();
  }

  @Test
  void aListThatDoesNotParseStopsTheStart() throws IOException {
    write("roster.json", "{\"federation\"");
    assertThatThrownBy(this::watch)
        .isInstanceOf(UnusableListException.class)
        .hasMessageContaining("etc/roster.json cannot be used");
    Files.delete(directory.resolve("etc/roster.json"));
    write("distrusted.txt", "hospital\n");
    assertThatThrownBy(this::watch)
        .isInstanceOf(UnusableListException.class)
        .hasMessageContaining("etc/distrusted.txt cannot be used");
  }

  @Test
  void aListThatDoesNotParseOnAChangeIsAFaultUntilItDoes() throws IOException {
    enroll("node_a");
    MembershipWatch watch = watch();
    write("roster.json", "{");
    watch.look();
    assertThatThrownBy(watch::now).isInstanceOf(UnusableListException.class);
    assertThatThrownBy(watch::now).as("asked again").isInstanceOf(UnusableListException.class);
    assertThat(faults.current())
        .singleElement()
        .extracting(Faults.Fault::where)
        .isEqualTo("etc/roster.json");
    enroll("node_a", "node_b");
    watch.look();
    assertThat(faults.current()).isEmpty();
    assertThat(listed(watch.now())).containsExactly("node_a", "node_b");
  }

  @Test
  void aBrokenListThatIsPutBackAsItWasIsGoodAgain() throws IOException {
    enroll("node_a");
    MembershipWatch watch = watch();
    Path file = directory.resolve("etc/roster.json");
    Path away = Files.move(file, directory.resolve("away"));
    write("roster.json", "{");
    assertThatThrownBy(watch::now).isInstanceOf(UnusableListException.class);
    Files.delete(file);
    Files.move(away, file);
    assertThat(listed(watch.now())).containsExactly("node_a");
    assertThat(faults.current()).isEmpty();
  }

  @Test
  void theDistrustedAreRemovedAlthoughTheRosterIsBroken() throws IOException {
    register(A, "node_a");
    MembershipWatch watch = watch();
    write("roster.json", "{");
    write("distrusted.txt", "node_a\n");
    watch.look();
    assertThat(active()).isEmpty();
  }

  @Test
  void aRemovalThatTheMachineDoesNotTakeIsTriedAgain() throws IOException {
    register(A, "node_a");
    MembershipWatch watch = watch();
    write("distrusted.txt", "node_a\n");
    Path journal = home.var().resolve("journal.jsonl");
    Path away = Files.move(journal, directory.resolve("away"));
    assertThatThrownBy(watch::now).isInstanceOf(IOException.class);
    watch.look();
    assertThat(faults.current()).hasSize(1);
    Files.move(away, journal);
    watch.look();
    assertThat(active()).isEmpty();
    assertThat(faults.current()).isEmpty();
  }
}
