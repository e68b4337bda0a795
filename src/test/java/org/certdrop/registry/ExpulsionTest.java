package org.certdrop.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.Entry;
import org.certdrop.registration.FirstContact;
import org.certdrop.registration.Offer;
import org.certdrop.registration.Removal;
import org.certdrop.registration.RotationPolicy;
import org.certdrop.x509.Fingerprint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpulsionTest {
  private static final PartyId A = new PartyId("node_a");
  private static final Predicate<Entry> ALL = entry -> true;
  private static final Predicate<Entry> NONE = entry -> false;

  @TempDir Path directory;
  private Home home;

  /** What holds it; the tests of another ledger put theirs in its place. */
  RegistryStore store() {
    return RegistryStore.of(directory.resolve("var"));
  }

  @BeforeEach
  void makeHome() {
    home = new Home(store());
  }

  private static Predicate<Entry> of(Offer offer) {
    return entry -> entry.sha256().equals(offer.sha256());
  }

  private static List<String> ids(List<Removal> removals) {
    return removals.stream().map(removal -> removal.entry().party().value()).toList();
  }

  @Test
  void unwantedPartiesAreRemovedInOneChangeAndTheOthersStay() throws IOException {
    home.with("node_a", "node_b", "node_c");
    try (Registry registry = home.open()) {
      List<Removal> removals =
          registry.expel(
              List.of(A, new PartyId("NODE_B"), new PartyId("node_c")),
              entry -> !entry.party().value().equals("node_c"));
      assertThat(ids(removals)).containsExactly("node_a", "node_b");
      assertThat(registry.view().removed()).hasSize(2);
    }
    assertThat(home.parties()).containsExactly("node_c");
    assertThat(home.lines()).filteredOn(line -> line.contains("\"removed\"")).hasSize(2);
    assertThat(home.audit()).isInstanceOf(Audit.Sound.class);
  }

  @Test
  void anUnknownOrWantedPartyCostsNoLine() throws IOException {
    home.with("node_a");
    try (Registry registry = home.open()) {
      assertThat(registry.expel(List.of(new PartyId("node_x")), ALL)).isEmpty();
      assertThat(registry.expel(List.of(A), NONE)).isEmpty();
      assertThat(registry.seq()).isEqualTo(1);
    }
  }

  @Test
  void aPartyThatOnlyWaitsIsRemovedWithAllThatWaits() throws IOException {
    try (Registry registry = home.open(FirstContact.CONFIRM)) {
      registry.decide(Offer.of("node_a").by("1"));
      registry.decide(Offer.of("node_a").key("other").certificate("second").by("2"));
      assertThat(registry.expel(List.of(A), ALL)).hasSize(1);
      assertThat(registry.view().pending()).isEmpty();
    }
    assertThat(home.lines().get(2)).contains("\"event\":\"removed\"");
  }

  @Test
  void ofSeveralThatWaitOnlyTheUnwantedGo() throws IOException {
    Offer other = Offer.of("node_a").key("other").certificate("second");
    try (Registry registry = home.open(FirstContact.CONFIRM)) {
      registry.decide(Offer.of("node_a").by("1"));
      registry.decide(other.by("2"));
      assertThat(registry.expel(List.of(A), of(other))).hasSize(1);
      assertThat(registry.view().pending())
          .extracting(Entry::sha256)
          .containsExactly(Offer.of("node_a").sha256());
    }
    assertThat(home.lines().get(2)).contains("\"event\":\"rejected\"");
  }

  @Test
  void whatWaitsBesideAnActiveEntryGoesWithoutIt() throws IOException {
    Offer first = Offer.of("node_a");
    Offer next = first.key("next").certificate("second");
    AdmissionPolicy confirming = new AdmissionPolicy(FirstContact.REGISTER, RotationPolicy.CONFIRM);
    try (Registry registry = home.open(confirming)) {
      registry.decide(first.by("1"));
      registry.decide(next.rotationBy("2", 5, first));
      assertThat(registry.view().pending()).hasSize(1);
      registry.expel(List.of(A), of(next));
      assertThat(registry.find(A)).isPresent();
      assertThat(registry.view().pending()).isEmpty();
    }
  }

  @Test
  void anUnwantedActiveEntryTakesWhatItVouchedForWithIt() throws IOException {
    Offer first = Offer.of("node_a");
    AdmissionPolicy confirming = new AdmissionPolicy(FirstContact.REGISTER, RotationPolicy.CONFIRM);
    try (Registry registry = home.open(confirming)) {
      registry.decide(first.by("1"));
      registry.decide(first.key("next").certificate("second").rotationBy("2", 5, first));
      registry.expel(List.of(A), of(first));
      assertThat(registry.find(A)).isEmpty();
      assertThat(registry.view().pending()).isEmpty();
    }
  }

  @Test
  void keysAreKnownOfReplacedAndRejectedCertificatesToo() throws IOException {
    Offer first = Offer.of("node_a");
    Offer renewed = first.certificate("renewed").notAfter("2028-11-23T03:41:35Z");
    Offer waiting = Offer.of("node_b");
    try (Registry registry = home.open()) {
      registry.decide(first.by("1"));
      registry.decide(renewed.by("2"));
    }
    try (Registry registry = home.open(FirstContact.CONFIRM)) {
      registry.decide(waiting.by("3"));
      registry.reject(new PartyId("node_b"), waiting.sha256(), Optional.empty());
    }
    Fingerprint unknown = Fingerprint.of(new byte[] {1});
    assertThat(KnownKeys.of(home.store(), Set.of(first.sha256(), waiting.sha256(), unknown)))
        .containsOnlyKeys(first.sha256(), waiting.sha256())
        .containsEntry(first.sha256(), renewed.registrant().certificate().publicKey());
  }

  @Test
  void noKeysAreKnownWithoutAJournal() throws IOException {
    assertThat(KnownKeys.of(home.store(), Set.of(Offer.of("node_a").sha256()))).isEmpty();
  }

  @Test
  void linesThatDoNotFitTellNothingOfKeys() throws IOException {
    home.with("node_a");
    java.nio.file.Files.writeString(
        home.journal(), "{}\nnot JSON\n{\"seq\":", java.nio.file.StandardOpenOption.APPEND);
    assertThat(KnownKeys.of(home.store(), Set.of(Offer.of("node_a").sha256()))).hasSize(1);
  }
}
