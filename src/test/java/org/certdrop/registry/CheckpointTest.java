package org.certdrop.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.certdrop.files.Patience;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.Decision;
import org.certdrop.registration.Entry;
import org.certdrop.registration.Offer;
import org.certdrop.registration.RegistryView;
import org.certdrop.text.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a long journal came to, kept so that nobody reads it whole; and when that does not count.
 */
class CheckpointTest {
  @TempDir static Path made;
  @TempDir Path folder;
  private Home home;
  private Path checkpoint;

  /** A journal of over a megabyte: three parties, one of which moves again and again. */
  @BeforeAll
  static void makeLongJournal() throws IOException {
    write(made, 1);
  }

  private static void write(Path var, int firstPort) throws IOException {
    try (Registry registry = new Home(var).with("node_a", "node_b", "node_c").open()) {
      registry.remove(new PartyId("node_c"));
      CompletableFuture<?>[] moves =
          IntStream.range(0, 1300)
              .mapToObj(
                  move ->
                      registry.propose(
                          Offer.of("node_a").at("10.0.0.1:" + (firstPort + move)).by("s" + move)))
              .toArray(CompletableFuture[]::new);
      CompletableFuture.allOf(moves).join();
    }
    assertThat(Files.size(var.resolve("journal.jsonl"))).isGreaterThan(Checkpoint.WORTHWHILE);
  }

  @BeforeEach
  void copy() throws IOException {
    for (String name : List.of("journal.jsonl", "registry.json", "registry.checkpoint")) {
      Files.copy(made.resolve(name), folder.resolve(name));
    }
    home = new Home(folder);
    checkpoint = folder.resolve("registry.checkpoint");
  }

  private boolean counts() throws IOException {
    return Inspection.ofJournal(RegistryStore.of(folder), Progress.UNHEARD).isAbridged();
  }

  /** What the registry is by the journal alone. */
  private static RegistryView whole(Path var, Path scratch) throws IOException {
    Files.copy(
        var.resolve("journal.jsonl"),
        scratch.resolve("journal.jsonl"),
        StandardCopyOption.REPLACE_EXISTING);
    return RegistryReader.read(RegistryStore.of(scratch));
  }

  private void assertRight(Path scratch) throws IOException {
    assertThat(RegistryReader.read(RegistryStore.of(folder)))
        .usingRecursiveComparison()
        .ignoringFields("byKey")
        .ignoringCollectionOrderInFields("parties")
        .isEqualTo(whole(folder, scratch));
  }

  @Test
  void aReadingGoesOnFromIt(@TempDir Path scratch) throws IOException {
    assertThat(counts()).isTrue();
    assertRight(scratch);
    byte[] before = Files.readAllBytes(checkpoint);
    home.with("node_d");
    Files.write(checkpoint, before);
    assertThat(counts()).isTrue();
    assertRight(scratch);
    assertThat(home.parties()).containsExactly("node_a", "node_b", "node_d");
    assertThat(home.audit()).isInstanceOf(Audit.Sound.class);
  }

  @Test
  void itIsBroughtUpToDateWithThePictureAndIsForItsOwnerAlone() throws IOException {
    byte[] before = Files.readAllBytes(checkpoint);
    home.with("node_d");
    assertThat(checkpoint).binaryContent().isNotEqualTo(before);
    assertThat(folder.resolve("registry.checkpoint.tmp")).doesNotExist();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(checkpoint)))
        .isEqualTo("rw-------");
  }

  @Test
  void aShortJournalNeedsNone(@TempDir Path other) throws IOException {
    new Home(other).with("node_a");
    assertThat(other.resolve("registry.checkpoint")).doesNotExist();
  }

  @Test
  void aStartMakesOneThatIsMissing() throws IOException {
    byte[] before = Files.readAllBytes(checkpoint);
    Files.delete(checkpoint);
    home.open().close();
    assertThat(checkpoint).hasBinaryContent(before);
  }

  /** What makes a checkpoint not count. */
  enum Unfit {
    MISSING(at -> Files.delete(at)),
    EMPTY(at -> Files.write(at, new byte[0])),
    NO_FILE(
        at -> {
          Files.delete(at);
          Files.createDirectory(at);
        }),
    TORN(at -> Files.write(at, Arrays.copyOf(Files.readAllBytes(at), 400))),
    LACKING_ITS_LAST_OCTET(at -> cut(at, 1)),
    LONGER(at -> Files.write(at, new byte[9], StandardOpenOption.APPEND)),
    OF_ANOTHER_VERSION(at -> change(at, "certdrop-checkpoint/".length() + 2, true)),
    EDITED(at -> change(at, 600, false)),
    AT_ANOTHER_PLACE(at -> change(at, placeOfMark(at) + 7, true)),
    OF_ANOTHER_LINE(at -> change(at, placeOfMark(at) + 19, true)),
    WITHOUT_ITS_DIGEST(at -> change(at, placeOfMark(at) + 30, true)),
    OF_A_JOURNAL_THAT_IS_SHORTER_NOW(
        at -> {
          cut(at.resolveSibling("journal.jsonl"), 1);
          Files.delete(at.resolveSibling("registry.json"));
        }),
    OF_ANOTHER_CHAIN(
        at -> {
          Path other = Files.createTempDirectory(at.getParent(), "other");
          write(other, 5000);
          Files.copy(other.resolve("registry.checkpoint"), at, StandardCopyOption.REPLACE_EXISTING);
        });

    private final Harm harm;

    interface Harm {
      void to(Path checkpoint) throws IOException;
    }

    Unfit(Harm harm) {
      this.harm = harm;
    }

    private static void cut(Path file, int octets) throws IOException {
      Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) - octets));
    }

    private static int placeOfMark(Path file) throws IOException {
      return 2 + Files.readAllBytes(file)[1];
    }

    /** Changes an octet, and the checksum with it where that is wanted. */
    private static void change(Path file, int at, boolean summed) throws IOException {
      ByteBuffer octets = ByteBuffer.wrap(Files.readAllBytes(file));
      octets.put(at, (byte) (octets.get(at) ^ 1));
      if (summed) {
        CRC32 sum = new CRC32();
        sum.update(octets.array(), 0, octets.capacity() - Long.BYTES);
        octets.putLong(octets.capacity() - Long.BYTES, sum.getValue());
      }
      Files.write(file, octets.array());
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneThatDoesNotFitDoesNotCountAndIsNoFault(Unfit unfit, @TempDir Path scratch)
      throws IOException {
    unfit.harm.to(checkpoint);
    assertThat(counts()).isFalse();
    assertRight(scratch);
    assertThat(home.audit()).isInstanceOf(Audit.Sound.class);
    if (unfit != Unfit.NO_FILE) {
      home.open().close();
      assertThat(counts()).isTrue();
    }
  }

  /** Changes the first address after an octet. */
  private void editJournal(int octet) throws IOException {
    String text = Files.readString(home.journal());
    int address = text.indexOf("10.0.0.1", octet);
    Files.writeString(
        home.journal(), text.substring(0, address) + "10.0.0.9" + text.substring(address + 8));
  }

  @Test
  void oneWithAPartyThatCannotBeDoesNotCount(@TempDir Path scratch) throws IOException {
    String text = Files.readString(checkpoint, StandardCharsets.ISO_8859_1);
    Unfit.change(checkpoint, text.indexOf("node_a"), true);
    assertThat(counts()).isFalse();
    assertRight(scratch);
    home.open().close();
    assertThat(counts()).isTrue();
  }

  @Test
  void anEditOfALineBeforeItIsFoundByTheAuditAndNotByEachStart() throws IOException {
    RegistryView before = RegistryReader.read(RegistryStore.of(folder));
    editJournal(20_000);
    assertThat(counts()).isTrue();
    assertThat(RegistryReader.read(RegistryStore.of(folder)).active()).isEqualTo(before.active());
    assertThat(Audit.ofLatest(RegistryStore.of(folder))).isInstanceOf(Audit.Sound.class);
    home.open().close();
    assertThat(home.audit())
        .isInstanceOfSatisfying(
            Audit.Unsound.class,
            found -> assertThat(found.damage().kind()).isEqualTo(Damage.Kind.JOURNAL));
    assertThat(Repair.plan(folder, Home.OWNER).orElseThrow().lastGoodLine()).isBetween(10L, 40L);
  }

  @Test
  void afterARepairBelowItNoneIsLeftAndTheJournalIsReadWhole(@TempDir Path scratch)
      throws IOException {
    editJournal(20_000);
    Repair.execute(folder, Home.OWNER, Home.CLOCK);
    assertThat(checkpoint).doesNotExist();
    assertThat(home.audit()).isInstanceOf(Audit.Sound.class);
    assertRight(scratch);
  }

  @Test
  void anEditOfALineAfterItStopsTheStart() throws IOException {
    byte[] before = Files.readAllBytes(checkpoint);
    int end = (int) Files.size(home.journal());
    home.with("node_d", "node_e");
    Files.write(checkpoint, before);
    editJournal(end);
    assertThatThrownBy(() -> RegistryReader.read(RegistryStore.of(folder)))
        .isInstanceOf(RegistryCorruptedException.class);
    assertThatThrownBy(home::open).isInstanceOf(RegistryCorruptedException.class);
  }

  private JournalMark mark() throws IOException {
    RegistryFiles files = new RegistryFiles(folder);
    try (JournalSource journal = FileSource.open(files);
        Checkpoint found = Checkpoint.open(files, journal).orElseThrow()) {
      return found.mark();
    }
  }

  @Test
  void anOlderOneNeverTakesThePlaceOfANewerOne() throws IOException {
    RegistryView view = RegistryReader.read(RegistryStore.of(folder));
    JournalMark mark = mark();
    home.with("node_d");
    byte[] newer = Files.readAllBytes(checkpoint);
    RegistryFiles files = new RegistryFiles(folder);
    try (LockFile lock = LockFile.of(files)) {
      new SnapshotFile(files, Home.OWNER).replace(view, mark, lock, new Patience());
    }
    assertThat(checkpoint).hasBinaryContent(newer);
  }

  /** Somebody writes a checkpoint that fits the journal's end, and in which a party is missing. */
  private void forge(Path scratch) throws IOException {
    JournalMark mark = mark();
    RegistryView other =
        RegistryReader.read(RegistryStore.of(new Home(scratch).with("node_x").var()));
    try (OutputStream out = Files.newOutputStream(checkpoint)) {
      Checkpoint.write(other, mark, out);
    }
  }

  @Test
  void aForgedOneIsBelievedAsAForgedJournalIsAndFoundByAuditAndStart(@TempDir Path scratch)
      throws IOException {
    forge(scratch);
    assertThat(home.parties()).containsExactly("node_x");
    assertThat(home.audit())
        .isInstanceOfSatisfying(
            Audit.Unsound.class,
            found ->
                assertThat(found.damage().summary())
                    .contains("registry.checkpoint", "not what the journal came to"));
    // registry.json says something else; so a start reads everything.
    try (Registry registry = home.open()) {
      assertThat(registry.view().active())
          .extracting(entry -> entry.party().value())
          .containsExactly("node_a", "node_b");
    }
  }

  @Test
  void aForgedOneIsSetAsideByARepair(@TempDir Path scratch) throws IOException {
    forge(scratch);
    Repair.Done done = Repair.execute(folder, Home.OWNER, Home.CLOCK).orElseThrow();
    assertThat(done.setAside())
        .singleElement()
        .satisfies(kept -> assertThat(kept.toString()).contains("registry.checkpoint.damaged-"));
    assertThat(done.plan().linesLost()).isZero();
    assertThat(home.audit()).isInstanceOf(Audit.Sound.class);
    assertThat(home.parties()).containsExactly("node_a", "node_b");
  }

  @Test
  void aKillBetweenTheTwoRenamesLeavesAnOlderOneThatCounts(@TempDir Path scratch)
      throws IOException {
    byte[] before = Files.readAllBytes(checkpoint);
    home.with("node_d");
    Files.move(checkpoint, folder.resolve("registry.checkpoint.tmp"));
    Files.write(checkpoint, before);
    assertThat(counts()).isTrue();
    home.open().close();
    assertRight(scratch);
  }

  @Test
  void withAnOlderPictureTheWholeJournalIsReadAndThePictureMadeAgain() throws IOException {
    byte[] older = Files.readAllBytes(home.snapshot());
    home.with("node_d");
    byte[] newer = Files.readAllBytes(home.snapshot());
    Files.write(home.snapshot(), older);
    RegistryFiles files = new RegistryFiles(folder);
    assertThat(Inspection.of(RegistryStore.of(files.var()), Optional.empty()).isAbridged())
        .isFalse();
    home.open().close();
    assertThat(home.snapshot()).hasBinaryContent(newer);
    assertThat(Inspection.of(RegistryStore.of(files.var()), Optional.empty()).isAbridged())
        .isTrue();
  }

  @Test
  void aTornLineAfterItIsDropped() throws IOException {
    long end = Files.size(home.journal());
    Files.writeString(home.journal(), "{\"seq\":10", StandardOpenOption.APPEND);
    assertThat(counts()).isTrue();
    home.open().close();
    assertThat(home.journal()).hasSize(end);
  }

  @Test
  void whereItCannotBeWrittenTheRegistryWorksOnAndSaysSo() throws IOException {
    Path unfinished = Files.createDirectory(folder.resolve("registry.checkpoint.tmp"));
    Registry registry = home.open();
    registry.decide(Offer.of("node_d").by("s"));
    registry.close();
    assertThat(registry.snapshotFault().orElseThrow().message()).contains("registry.checkpoint");
    Files.delete(unfinished);
    home.open().close();
    assertThat(counts()).isTrue();
    assertThat(home.parties()).contains("node_d");
  }

  @Test
  void whatBecameOfSubmissionsIsTheSameWhereverItStands() throws IOException {
    byte[] before = Files.readAllBytes(checkpoint);
    home.with("node_d");
    Set<String> asked = Set.of("s7", "by-node_d", "by-node_c", "never");
    Map<String, ?> expected;
    Files.delete(checkpoint);
    try (Registry registry = home.open()) {
      expected = registry.recorded(asked);
    }
    assertThat(expected).containsOnlyKeys("s7", "by-node_d", "by-node_c");
    Files.write(checkpoint, before);
    RegistryStore files = RegistryStore.of(folder);
    assertThat(JournalSearch.outcomes(files, asked)).isEqualTo(expected);
    assertThat(JournalSearch.outcomes(files, Set.of("by-node_d")))
        .isEqualTo(Map.of("by-node_d", expected.get("by-node_d")));
    assertThat(JournalSearch.outcomes(files, Set.of("never"))).isEmpty();
  }

  @Test
  void aRemovedCertificateIsKnownByItsLine() throws IOException {
    Entry entry = RegistryReader.read(RegistryStore.of(folder)).removed().get(0);
    assertThat(
            KnownKeys.of(
                RegistryStore.of(folder), Set.of(entry.sha256(), Offer.of("node_z").sha256())))
        .isEqualTo(Map.of(entry.sha256(), entry.publicKey()));
  }

  @Test
  void decisionsGoOnFromIt() throws IOException {
    Clock later = Clock.offset(Home.CLOCK, Duration.ofHours(1));
    Decision whole;
    try (Registry registry =
        Registry.open(made(), Home.OWNER, () -> AdmissionPolicy.AUTOMATIC, later)) {
      whole = registry.decide(Offer.of("node_c").by("again"));
    }
    try (Registry registry =
        Registry.open(folder, Home.OWNER, () -> AdmissionPolicy.AUTOMATIC, later)) {
      assertThat(registry.decide(Offer.of("node_c").by("again")))
          .usingRecursiveComparison()
          .isEqualTo(whole);
      assertThat(registry.lastChange())
          .isEqualTo(Home.CLOCK.instant().truncatedTo(ChronoUnit.MILLIS));
    }
  }

  /** The same registry without a checkpoint. */
  private Path made() throws IOException {
    Path other = Files.createDirectory(folder.resolve("whole"));
    Files.copy(home.journal(), other.resolve("journal.jsonl"));
    return other;
  }
}
