package org.certdrop.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.Decision;
import org.certdrop.registration.Entry;
import org.certdrop.registration.Offer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a registry notices where little happens, and that it leaves no file open. */
class VigilanceTest {
  @TempDir Path folder;

  /** The files of the folder that this process has open, deleted ones included. */
  private List<String> open() throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors
          .map(VigilanceTest::target)
          .filter(target -> target.startsWith(folder.toString()))
          .toList();
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return ""; // closed since the listing
    }
  }

  private static Decision decide(Registry registry, String party) throws IOException {
    return registry.decide(Offer.of(party).by("by-" + party));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aClosedRegistryHoldsNoFile() throws IOException {
    Home home = new Home(folder);
    try (Registry registry = home.open()) {
      decide(registry, "node_a");
      assertThat(open()).isNotEmpty();
    }
    assertThat(open()).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aRegistryThatDidNotOpenHoldsNoFile() throws IOException {
    Home home = new Home(folder).with("node_a", "node_b", "node_c");
    ReconciliationTest.Harm.LINE_MISSING.to(home);
    assertThatThrownBy(home::open).isInstanceOf(RegistryCorruptedException.class);
    assertThat(open()).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aJournalThatIsOpenedAnewIsOpenOnce() throws IOException {
    Home home = new Home(folder);
    FaultyDisk disk = new FaultyDisk();
    try (Registry registry =
        Registry.open(
            new FileStore(folder, disk::open),
            Home.OWNER,
            () -> AdmissionPolicy.AUTOMATIC,
            Home.CLOCK)) {
      decide(registry, "node_a");
      disk.failForce = true;
      assertThatThrownBy(() -> decide(registry, "node_b")).isInstanceOf(IOException.class);
      disk.heal();
      decide(registry, "node_b");
      assertThat(open()).containsOnlyOnce(home.journal().toString());
    }
  }

  @Test
  void aLineChangedAfterAQuietLookStopsDecisions() throws IOException {
    Home home = new Home(folder);
    try (Registry registry = home.open()) {
      decide(registry, "node_a");
      registry.refresh();
      Files.writeString(
          home.journal(), Files.readString(home.journal()).replace("by-node_a", "by-node_x"));
      assertThatThrownBy(() -> decide(registry, "node_b"))
          .isInstanceOf(RegistryCorruptedException.class)
          .hasMessageContaining("cut or changed meanwhile");
    }
  }

  @Test
  void whatAnotherRegisteredIsSeenByWhoAsks() throws IOException {
    Home home = new Home(folder);
    try (Registry registry = home.open()) {
      home.with("node_a");
      assertThat(registry.refresh().active())
          .extracting(Entry::party)
          .containsExactly(new PartyId("node_a"));
      assertThat(registry.lastChange()).isEqualTo(registry.view().active().get(0).registeredAt());
    }
  }

  @Test
  void aPictureOfNoLineWithAPartyInItStopsTheStart() throws IOException {
    Home home = new Home(folder);
    home.with("node_a");
    String picture = Files.readString(home.snapshot());
    Files.delete(home.journal());
    Files.writeString(
        home.snapshot(),
        picture
            .replace("\"seq\":1,\"head\"", "\"seq\":0,\"head\"")
            .replaceAll("(\"head\":\")[0-9a-f]{64}", "$1" + "0".repeat(64)));
    assertThatThrownBy(home::open)
        .isInstanceOf(RegistryCorruptedException.class)
        .hasMessageContaining("registry.json");
  }

  @Test
  void readingRefusesAPictureThatIsAheadOfItsJournal() throws IOException {
    Home home = new Home(folder).with("node_a", "node_b", "node_c");
    ReconciliationTest.Harm.SEQ_AHEAD.to(home);
    assertThatThrownBy(home::parties)
        .isInstanceOf(RegistryCorruptedException.class)
        .hasMessageContaining("it knows line 9");
  }

  @Test
  void aRepairNamesThePartiesThatThePictureHasOtherwise() throws IOException {
    Home home = new Home(folder).with("node_a", "node_b", "node_c");
    ReconciliationTest.Harm.DOCUMENT_MOVED.to(home);
    assertThat(Repair.plan(folder, Home.OWNER).orElseThrow().partiesLost())
        .containsExactly(new PartyId("node_b"));
  }
}
