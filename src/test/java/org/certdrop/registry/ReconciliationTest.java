package org.certdrop.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.certdrop.party.Endpoint;
import org.certdrop.party.PartyId;
import org.certdrop.proof.Proof;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.Conflict;
import org.certdrop.registration.Effect;
import org.certdrop.registration.FirstContact;
import org.certdrop.registration.Offer;
import org.certdrop.registration.Recorded;
import org.certdrop.registration.RegistryView;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a start makes of files that a crash or a person left: SPEC section 6. */
class ReconciliationTest {
  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void threeParties() throws IOException {
    home = new Home(folder).with("node_a", "node_b", "node_c");
  }

  @Proof
  @Test
  void aLineTornAtAnyByteIsDropped() throws IOException {
    byte[] early = Files.readAllBytes(home.snapshot());
    int kept = (int) Files.size(home.journal());
    home.with("node_d");
    byte[] whole = Files.readAllBytes(home.journal());
    for (int length = kept; length < whole.length; length += Proof.Size.of(1, 9)) {
      Files.write(home.journal(), Arrays.copyOf(whole, length));
      Files.write(home.snapshot(), early);
      home.open().close();
      assertThat(Files.size(home.journal())).as("cut at byte %d", length).isEqualTo(kept);
    }
    assertThat(home.parties()).containsExactly("node_a", "node_b", "node_c");
  }

  @Test
  void aLastLineThatIsNoJsonIsDropped() throws IOException {
    Files.writeString(home.journal(), "\0\0\0\0\n", StandardOpenOption.APPEND);
    home.open().close();
    assertThat(home.lines()).hasSize(3);
    Files.writeString(home.journal(), "\n", StandardOpenOption.APPEND);
    home.open().close();
    assertThat(Files.readString(home.journal())).endsWith("}\n").doesNotContain("\n\n");
  }

  /** Octets that look like UTF-32 to a JSON reader, as a block of zeros on a disk does. */
  @ParameterizedTest
  @ValueSource(strings = {"\0\0\0F}", "\0\0\0\0", "\0\0{\0\0\0", "{\0\0\0\0\0\1"})
  void whatIsNoTextIsDamageAndNoFaultOfTheMachine(String octets) throws IOException {
    Files.writeString(home.journal(), octets + "\n", StandardOpenOption.APPEND);
    home.open().close();
    assertThat(home.lines()).hasSize(3);
    Files.writeString(home.snapshot(), octets);
    assertThat(home.audit()).isInstanceOf(Audit.Unsound.class);
  }

  @Test
  void anAbsentSnapshotIsRebuilt() throws IOException {
    byte[] before = Files.readAllBytes(home.snapshot());
    Files.delete(home.snapshot());
    home.open().close();
    assertThat(home.snapshot()).hasBinaryContent(before);
  }

  @Test
  void anOlderSnapshotIsBroughtUpToDate() throws IOException {
    byte[] older = Files.readAllBytes(home.snapshot());
    try (Registry registry = home.open()) {
      registry.remove(new PartyId("node_a"));
    }
    byte[] newer = Files.readAllBytes(home.snapshot());
    Files.write(home.snapshot(), older);
    assertThat(home.audit()).isInstanceOf(Audit.Sound.class);
    home.open().close();
    assertThat(home.snapshot()).hasBinaryContent(newer);
  }

  @Test
  void aSnapshotThatWasLaidOutAnewStillFits() throws IOException {
    String text = Files.readString(home.snapshot());
    int end = text.indexOf(",\"certdrop\"");
    Files.writeString(
        home.snapshot(),
        "{\n "
            + text.substring(end + 1, text.length() - 1)
            + " ".repeat(3000)
            + ","
            + text.substring(1, end)
            + "}");
    home.open().close();
    assertThat(home.parties()).hasSize(3);
  }

  @Test
  void anotherSpellingOfTheOwnerIsTheOwner() throws IOException {
    Registry.open(folder, new PartyId("RESEARCHER_me"), () -> AdmissionPolicy.AUTOMATIC, Home.CLOCK)
        .close();
    assertThat(home.parties()).hasSize(3);
  }

  private static final PartyId OTHER = new PartyId("node_other");

  /** A registry that another party opened, and in which nothing ever happened. */
  private Home emptyOf(PartyId owner) throws IOException {
    Home empty = new Home(folder.resolve("empty"));
    Registry.open(empty.var(), owner, () -> AdmissionPolicy.AUTOMATIC, Home.CLOCK).close();
    assertThat(empty.snapshot()).content().contains("\"owner\":\"" + owner + "\"");
    return empty;
  }

  @Test
  void anEmptyRegistryTakesANewOwner() throws IOException {
    Home empty = emptyOf(OTHER);
    assertThat(empty.audit()).isInstanceOf(Audit.Sound.class);

    empty.open().close();

    assertThat(empty.snapshot()).content().contains("\"owner\":\"researcher_me\"");
    assertThat(empty.with("node_a").parties()).containsExactly("node_a");
  }

  @Test
  void anEmptyRegistryTakesANewOwnerWithoutItsJournalToo() throws IOException {
    Home empty = emptyOf(OTHER);
    Files.delete(empty.journal());

    empty.open().close();

    assertThat(empty.snapshot()).content().contains("\"owner\":\"researcher_me\"");
  }

  @Test
  void aPictureOfAnotherOwnerThatShowsLinesIsNotTakenOverThoughTheJournalIsGone()
      throws IOException {
    Files.delete(home.journal());

    assertThatThrownBy(
            () -> Registry.open(folder, OTHER, () -> AdmissionPolicy.AUTOMATIC, Home.CLOCK).close())
        .hasMessageStartingWith("registry-corrupted: owner-changed: ");
  }

  @Test
  void anEmptyPictureOfAnotherOwnerBesideLinesIsNotTakenOver() throws IOException {
    Files.copy(emptyOf(OTHER).snapshot(), home.snapshot(), StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(home::open).hasMessageStartingWith("registry-corrupted: owner-changed: ");
  }

  @Test
  void anEmptyPictureOfAnotherOwnerBesideADamagedLineIsNotTakenOver() throws IOException {
    Home empty = emptyOf(OTHER);
    Files.writeString(empty.journal(), home.lines().get(1) + "\n");

    assertThatThrownBy(empty::open).hasMessageStartingWith("registry-corrupted: owner-changed: ");
  }

  /** A way to damage the files, and what the refusal says about it. */
  enum Harm {
    LINE_CHANGED(
        "journal.jsonl, line 2",
        "its \"certificate\" does not fit",
        home ->
            edit(home, lines -> lines.set(1, lines.get(1).replace("CERTIFICATE-----\\n", "X\\n")))),
    VALUE_CHANGED(
        "journal.jsonl, line 3",
        "not the SHA-256 of the line before",
        home -> edit(home, lines -> lines.set(1, lines.get(1).replace("6c66", "6c67")))),
    LINE_GARBLED(
        "journal.jsonl, line 2",
        "it is no JSON",
        home -> edit(home, lines -> lines.set(1, lines.get(1).substring(0, 200)))),
    LINE_MISSING(
        "journal.jsonl, line 2",
        "\"seq\" is 3 where 2 is due",
        home -> edit(home, lines -> lines.remove(1))),
    FIRST_LINE_MISSING(
        "journal.jsonl, line 1",
        "\"seq\" is 2 where 1 is due",
        home -> edit(home, lines -> lines.remove(0))),
    LINE_DOUBLED(
        "journal.jsonl, line 4",
        "\"seq\" is 3 where 4 is due",
        home -> edit(home, lines -> lines.add(lines.get(2)))),
    LINE_OF_ANOTHER_KIND(
        "journal.jsonl, line 4",
        "\"event\" is \"exploded\"",
        home ->
            edit(home, lines -> lines.add(lines.get(2).replace("\"registered\"", "\"exploded\"")))),
    LINE_WITH_MORE_FIELDS(
        "journal.jsonl, line 1",
        "unknown field \"x\"",
        home -> edit(home, lines -> lines.set(0, "{\"x\":1," + lines.get(0).substring(1)))),
    LAST_LINE_LOST(
        "registry.json",
        "it knows line 3, the journal ends with line 2",
        home -> edit(home, lines -> lines.remove(2))),
    JOURNAL_LOST("registry.json", "ahead of its journal", home -> Files.delete(home.journal())),
    SNAPSHOT_EDITED(
        "registry.json",
        "document \"2\" of \"Certificates\" is not what",
        home -> replace(home, "\"submission\":\"by-node_b\"", "\"submission\":\"by-me\"")),
    DOCUMENT_DELETED(
        "registry.json",
        "\"Pending\" has 0 documents where the journal has 1",
        home -> {
          try (Registry registry = home.open(FirstContact.CONFIRM)) {
            registry.decide(Offer.of("node_waiting").by("s"));
          }
          String text = Files.readString(home.snapshot());
          int from = text.indexOf("\"Pending\":{") + 11;
          int to = text.indexOf("},\"Removed\"");
          Files.writeString(home.snapshot(), text.substring(0, from) + text.substring(to));
        }),
    TABLE_ADDED(
        "registry.json",
        "unknown table \"mine\"",
        home -> replace(home, "{\"Certificates\"", "{\"mine\":{\"1\":{}},\"Certificates\"")),
    DOCUMENT_MOVED("registry.json", "document \"7\"", home -> replace(home, "\"2\":{", "\"7\":{")),
    DOCUMENT_WITHOUT_NUMBER(
        "registry.json", "its id is no number", home -> replace(home, "\"2\":{", "\"two\":{")),
    HEAD_CHANGED(
        "registry.json",
        "\"head\" is not the SHA-256 of line 3",
        home -> {
          String text = Files.readString(home.snapshot());
          int head = text.indexOf("\"head\":\"") + 8;
          String changed = text.substring(0, head) + "f".repeat(64) + text.substring(head + 64);
          Files.writeString(home.snapshot(), changed);
        }),
    SEQ_AHEAD(
        "registry.json",
        "it knows line 9",
        home -> replace(home, "\"seq\":3,\"head\"", "\"seq\":9,\"head\"")),
    SNAPSHOT_CUT(
        "registry.json",
        "it is no JSON",
        home -> {
          String text = Files.readString(home.snapshot());
          Files.writeString(home.snapshot(), text.substring(0, text.length() / 2));
        }),
    SNAPSHOT_EMPTY(
        "registry.json", "it is no JSON object", home -> Files.writeString(home.snapshot(), "")),
    SNAPSHOT_TABLE_IS_NONE(
        "registry.json",
        "\"Certificates\" is no table",
        home -> Files.writeString(home.snapshot(), "{\"Certificates\": []}")),
    SNAPSHOT_WITHOUT_HEADER(
        "registry.json",
        "\"1\" is missing",
        home -> Files.writeString(home.snapshot(), "{\"Certificates\": {}}")),
    SNAPSHOT_OF_ANOTHER_FORMAT(
        "registry.json",
        "\"format\" is \"certdrop-registry/9\"",
        home -> replace(home, "certdrop-registry/1", "certdrop-registry/9")),
    SNAPSHOT_WITH_MORE_BEHIND_IT(
        "registry.json",
        "something follows the JSON object",
        home -> Files.writeString(home.snapshot(), "{}", StandardOpenOption.APPEND)),
    OWNER_CHANGED(
        "owner-changed: ",
        "it is the registry of node_x, and this home is",
        home -> replace(home, "\"owner\":\"researcher_me\"", "\"owner\":\"node_x\""));

    private final String place;
    private final String problem;
    private final Damage damage;

    Harm(String place, String problem, Damage damage) {
      this.place = place;
      this.problem = problem;
      this.damage = damage;
    }

    private interface Damage {
      void to(Home home) throws IOException;
    }

    void to(Home home) throws IOException {
      damage.to(home);
    }

    private interface Edit {
      void change(List<String> lines);
    }

    private static void edit(Home home, Edit edit) throws IOException {
      List<String> lines = new ArrayList<>(home.lines());
      edit.change(lines);
      Files.writeString(home.journal(), String.join("\n", lines) + "\n");
    }

    private static void replace(Home home, String what, String by) throws IOException {
      String text = Files.readString(home.snapshot());
      assertThat(text).contains(what);
      Files.writeString(home.snapshot(), text.replace(what, by));
    }
  }

  private List<Object> picture() throws IOException {
    List<Object> files = new ArrayList<>();
    for (Path file : List.of(home.journal(), home.snapshot())) {
      files.add(Files.exists(file) ? Files.readString(file) : "absent");
    }
    return files;
  }

  @ParameterizedTest
  @EnumSource(Harm.class)
  void whatDoesNotFitStopsTheStartAndNothingIsWritten(Harm harm) throws IOException {
    harm.to(home);
    List<Object> before = picture();
    assertThatThrownBy(() -> home.open())
        .isInstanceOf(RegistryCorruptedException.class)
        .hasMessageStartingWith("registry-corrupted: ")
        .hasMessageContaining(harm.place)
        .hasMessageContaining(harm.problem);
    assertThat(picture()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Harm.class)
  void anAuditNamesTheDamage(Harm harm) throws IOException {
    harm.to(home);
    List<Object> before = picture();
    assertThat(home.audit())
        .isInstanceOfSatisfying(
            Audit.Unsound.class,
            audit -> assertThat(audit.damage().problem()).contains(harm.problem));
    assertThat(picture()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Harm.class)
  void aRepairMakesTheFilesFitAgainAndKeepsTheDamagedOnes(Harm harm) throws IOException {
    harm.to(home);
    Repair.Plan plan = Repair.plan(folder, Home.OWNER).orElseThrow();
    Optional<Repair.Done> done = Repair.execute(folder, Home.OWNER, Home.CLOCK);
    assertThat(done.map(Repair.Done::plan)).contains(plan);
    assertThat(done.orElseThrow().setAside())
        .isNotEmpty()
        .allSatisfy(
            file ->
                assertThat(file)
                    .exists()
                    .hasFileName(
                        file.getFileName().toString().replaceAll("damaged-.*", "")
                            + "damaged-20261123T101500.456Z"));
    assertThat(home.audit()).isInstanceOf(Audit.Sound.class);
    home.open().close();
    assertThat(RegistryReader.read(RegistryStore.of(folder)).seq()).isEqualTo(plan.lastGoodLine());
  }

  @Test
  void aRepairSaysWhatIsLost() throws IOException {
    Harm.VALUE_CHANGED.to(home);
    Repair.Plan plan = Repair.plan(folder, Home.OWNER).orElseThrow();
    assertThat(plan.lastGoodLine()).isEqualTo(1);
    assertThat(plan.linesLost()).isEqualTo(2);
    assertThat(plan.partiesLost()).containsExactly(new PartyId("node_b"), new PartyId("node_c"));
  }

  @Test
  void aRepairKeepsNoLineThatItsSuccessorContradicts() throws IOException {
    Harm.VALUE_CHANGED.to(home);
    Files.delete(home.snapshot());
    assertThat(Repair.plan(folder, Home.OWNER).orElseThrow().damage().summary())
        .endsWith(
            "line 2: the line does not fit: it, or the line after it, was changed: that one was not"
                + " made for this.");
    Repair.execute(folder, Home.OWNER, Home.CLOCK);
    assertThat(home.parties()).containsExactly("node_a");
    assertThat(home.audit()).isInstanceOf(Audit.Sound.class);
  }

  @Test
  void aRepairKeepsALineThatTheSnapshotVouchesFor() throws IOException {
    byte[] shown = Files.readAllBytes(home.snapshot());
    home.with("node_d");
    List<String> lines = new ArrayList<>(home.lines());
    lines.set(
        3, lines.get(3).replaceFirst("\"prev\":\"[0-9a-f]{64}", "\"prev\":\"" + "0".repeat(64)));
    Files.writeString(home.journal(), String.join("\n", lines) + "\n");
    Files.write(home.snapshot(), shown);
    Repair.Plan plan = Repair.plan(folder, Home.OWNER).orElseThrow();
    assertThat(plan.lastGoodLine()).isEqualTo(3);
    assertThat(plan.partiesLost()).containsExactly(new PartyId("node_d"));
  }

  @Test
  void aRepairAfterAnEditOfTheSnapshotLosesNothing() throws IOException {
    Harm.SNAPSHOT_EDITED.to(home);
    Repair.Plan plan = Repair.plan(folder, Home.OWNER).orElseThrow();
    assertThat(plan.linesLost()).isZero();
    Repair.execute(folder, Home.OWNER, Home.CLOCK);
    assertThat(home.parties()).containsExactly("node_a", "node_b", "node_c");
  }

  @Test
  void aRepairOfTheJournalKeepsTheDamagedOneByteForByte() throws IOException {
    Harm.LINE_GARBLED.to(home);
    byte[] damaged = Files.readAllBytes(home.journal());
    Path aside = Repair.execute(folder, Home.OWNER, Home.CLOCK).orElseThrow().setAside().get(0);
    assertThat(aside).hasBinaryContent(damaged);
    assertThat(home.lines()).hasSize(1);
  }

  @Test
  void whereAllFitsThereIsNothingToRepair() throws IOException {
    assertThat(Repair.plan(folder, Home.OWNER)).isEmpty();
    assertThat(Repair.execute(folder, Home.OWNER, Home.CLOCK)).isEmpty();
    Path absent = folder.resolve("absent");
    assertThat(Repair.execute(absent, Home.OWNER, Home.CLOCK)).isEmpty();
    assertThat(absent).doesNotExist();
  }

  @Test
  void anAuditCountsPartiesAndTornBytes() throws IOException {
    try (Registry registry = home.open()) {
      registry.remove(new PartyId("node_a"));
    }
    Files.writeString(home.journal(), "{\"seq\"", StandardOpenOption.APPEND);
    RegistryView view = RegistryReader.read(RegistryStore.of(folder));
    assertThat(Audit.of(folder, Optional.empty()))
        .isEqualTo(new Audit.Sound(4, view.head(), 2, 0, 1, 6));
    assertThat(Files.readString(home.journal())).endsWith("{\"seq\"");
  }

  @Test
  void readingChangesNothingAndNeedsNoFolder() throws IOException {
    Path absent = folder.resolve("absent");
    assertThat(RegistryReader.read(RegistryStore.of(absent)).active()).isEmpty();
    assertThat(Audit.of(absent, Optional.of(Home.OWNER)))
        .isEqualTo(new Audit.Sound(0, "0".repeat(64), 0, 0, 0, 0));
    assertThat(absent).doesNotExist();
  }

  @Test
  void readingRefusesWhatDoesNotFit() throws IOException {
    Harm.LINE_MISSING.to(home);
    Throwable refusal = catchThrowable(() -> RegistryReader.read(RegistryStore.of(folder)));
    assertThat(refusal).isInstanceOf(RegistryCorruptedException.class);
    assertThat(((RegistryCorruptedException) refusal).damage().kind())
        .isEqualTo(Damage.Kind.JOURNAL);
  }

  @Test
  void theJournalTellsWhatBecameOfSubmissions() throws IOException {
    try (Registry registry = home.open(FirstContact.CONFIRM)) {
      registry.decide(Offer.of("node_b").at("10.9.9.9:9").by("moved"));
      registry.decide(Offer.of("node_d").by("waits"));
      registry.decide(Offer.of("node_a").by("again"));
      assertThat(registry.recorded(Set.of("by-node_a", "moved", "waits", "again", "nobody")))
          .containsOnly(
              Map.entry("by-node_a", new Recorded(Effect.REGISTERED, 1, List.of())),
              Map.entry("moved", new Recorded(Effect.REPLACED, 4, List.of())),
              Map.entry("waits", new Recorded(Effect.PENDING, 5, List.of())));
      assertThat(registry.recorded(Set.of())).isEmpty();
    }
  }

  @Test
  void theJournalTellsWhatWasNoticedThen() throws IOException {
    try (Registry registry = home.open()) {
      registry.decide(Offer.of("node_x").at("10.9.9.9:9").by("first"));
      registry.decide(Offer.of("node_y").at("10.9.9.9:9").by("second"));
      Endpoint endpoint = Offer.of("node_x").at("10.9.9.9:9").registrant().endpoint().orElseThrow();
      assertThat(registry.recorded(Set.of("first", "second")).get("first").notices()).isEmpty();
      assertThat(registry.recorded(Set.of("first", "second")).get("second").notices())
          .containsExactly(new Conflict.DuplicateEndpoint(new PartyId("node_x"), endpoint));
    }
  }
}
