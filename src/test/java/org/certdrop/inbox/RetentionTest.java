package org.certdrop.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.text.Timestamps;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
  private static final Instant NOW = TestCertificate.NOW;
  private static final Duration KEEP = Duration.ofDays(90);
  private static final Instant OLD = NOW.minus(KEEP).minusMillis(1);
  private static final Instant YOUNG = NOW.minus(KEEP);

  @TempDir Path directory;
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final Faults faults = new Faults(clock);
  private final Set<String> awaited = new HashSet<>();
  private boolean sweeps = true;
  private Home home;

  /** The program ends where this is thrown. */
  private static final class Kill extends Error {
    private static final long serialVersionUID = 1;
  }

  @BeforeEach
  void makeHome() throws IOException {
    home = new Home(directory.resolve("home"));
    for (Path folder : List.of(home.work(), home.accepted(), home.refused())) {
      Files.createDirectories(folder);
    }
  }

  private Retention keeping(Duration keep, Runnable beforeEach) {
    return new Retention(
        home,
        Optional.ofNullable(keep),
        awaited::contains,
        faults,
        clock,
        beforeEach,
        () -> sweeps);
  }

  private void sweep() {
    keeping(KEEP, () -> {}).sweep();
  }

  private static Path put(Path place, String id, Instant decided) throws IOException {
    Path folder = Files.createDirectories(place.resolve(id));
    Files.writeString(folder.resolve("x.pem"), "certificate");
    Files.writeString(folder.resolve("x.json"), "{}");
    Files.writeString(
        folder.resolve("verdict.json"),
        "{\"format\": \"certdrop-verdict/1\", \"submission\": \""
            + id
            + "\", \"decided_at\": \""
            + Timestamps.millis(decided)
            + "\"}");
    return folder;
  }

  private static String id(Instant at, String stem) {
    return Timestamps.compact(at) + "-" + stem;
  }

  private static Set<String> names(Path folder) throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> entries = Files.list(folder)) {
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
    }
    return names;
  }

  @Test
  void whatIsOlderGoesAndWhatIsNotStays() throws IOException {
    for (Path place : List.of(home.accepted(), home.refused())) {
      put(place, id(OLD, "old"), OLD);
      put(place, id(YOUNG, "young"), YOUNG);
      sweep();
      assertThat(names(place)).containsExactly(id(YOUNG, "young"));
    }
    assertThat(faults.current()).isEmpty();
  }

  @Test
  void whileAnotherReplicaSweepsEverythingStays() throws IOException {
    Path old = put(home.accepted(), id(OLD, "old"), OLD);
    sweeps = false;
    sweep();
    assertThat(old).exists();

    sweeps = true;
    sweep();
    assertThat(old).doesNotExist();
  }

  @Test
  void withoutTheSettingEverythingStays() throws IOException {
    Path old = put(home.accepted(), id(OLD, "old"), OLD);
    Retention retention = keeping(null, () -> {});
    assertThat(retention.isQuiet()).isTrue();
    retention.sweep();
    assertThat(names(old)).containsExactly("verdict.json", "x.json", "x.pem");
  }

  @Test
  void itIsTheDecisionThatCountsAndNotTheDrop() throws IOException {
    // It met a fault of disk or system for long.
    Path folder = put(home.refused(), id(OLD, "late"), YOUNG);
    sweep();
    assertThat(folder).exists();
  }

  @Test
  void aSubmissionThatIsStillToBePropagatedStays() throws IOException {
    Path folder = put(home.accepted(), id(OLD, "x"), OLD);
    awaited.add(id(OLD, "x"));
    sweep();
    assertThat(folder).exists();
    awaited.clear();
    sweep();
    assertThat(folder).doesNotExist();
  }

  @Test
  void whatIsBeingHandledStays() throws IOException {
    Path folder = put(home.work(), id(OLD, "x"), OLD);
    sweep();
    assertThat(names(folder)).hasSize(3);
  }

  @Test
  void whatCertdropDidNotMakeStays() throws IOException {
    Path place = home.accepted();
    Path named = put(place, "holiday-pictures", OLD);
    Path bare = Files.createDirectory(place.resolve(id(OLD, "without-verdict")));
    Path file = Files.writeString(place.resolve(id(OLD, "file")), "x");
    Path foreign = put(place, id(OLD, "foreign"), OLD);
    Files.writeString(
        foreign.resolve("verdict.json"), "{\"decided_at\": \"2001-01-01T00:00:00Z\"}");
    Path copied = put(place, id(OLD, "original"), OLD);
    Files.move(copied, place.resolve(id(OLD, "copied")));
    Path torn = put(place, id(OLD, "torn"), OLD);
    Files.writeString(torn.resolve("verdict.json"), "{");
    Path nested = put(place, id(OLD, "nested"), OLD);
    Files.createDirectory(nested.resolve("notes"));
    Path hidden = Files.createDirectory(place.resolve(".removed-by-me"));
    sweep();
    assertThat(List.of(named, bare, file, foreign, place.resolve(id(OLD, "copied")), torn, nested))
        .allSatisfy(entry -> assertThat(entry).exists());
    assertThat(hidden).exists();
    assertThat(faults.current()).isEmpty();
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Path elsewhere = put(directory.resolve("elsewhere"), id(OLD, "x"), OLD);
    Path link = Files.createSymbolicLink(home.accepted().resolve(id(OLD, "x")), elsewhere);
    Path hidden =
        Files.createSymbolicLink(home.accepted().resolve(".removed-" + id(OLD, "y")), elsewhere);
    Path inside = put(home.accepted(), id(OLD, "z"), OLD);
    Path precious = Files.writeString(directory.resolve("precious"), "x");
    Files.createSymbolicLink(inside.resolve("linked.pem"), precious);
    sweep();
    assertThat(names(elsewhere)).hasSize(3);
    assertThat(link).isSymbolicLink();
    assertThat(hidden).isSymbolicLink();
    assertThat(inside).doesNotExist();
    assertThat(precious).exists();
    assertThat(faults.current()).hasSize(1);
  }

  @Test
  void aLinkPutInTheFoldersPlaceIsNotFollowed() throws IOException {
    Path elsewhere = put(directory.resolve("elsewhere"), id(OLD, "x"), OLD);
    put(home.accepted(), id(OLD, "x"), OLD);
    Path moved = directory.resolve("moved");
    Path hidden = home.accepted().resolve(".removed-" + id(OLD, "x"));
    keeping(
            KEEP,
            () -> {
              if (Files.exists(hidden) && Files.notExists(moved)) {
                try {
                  Files.move(hidden, moved);
                  Files.createSymbolicLink(hidden, elsewhere);
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              }
            })
        .sweep();
    assertThat(names(elsewhere)).hasSize(3);
  }

  @Test
  void anotherFolderInThePlaceOfAcceptedIsNotSwept() throws IOException {
    Path elsewhere = directory.resolve("elsewhere");
    put(elsewhere, id(OLD, "x"), OLD);
    Files.delete(home.accepted());
    Files.createSymbolicLink(home.accepted(), elsewhere);
    sweep();
    assertThat(names(elsewhere)).hasSize(1);
    assertThat(faults.current()).extracting(Faults.Fault::where).containsExactly("retention");
  }

  @Test
  void aFaultOfOneSubmissionKeepsNoOtherAndEndsWithIt() throws IOException {
    Path stuck = home.accepted().resolve(".removed-" + id(OLD, "a"));
    Files.createDirectories(stuck.resolve("notes/deep"));
    put(home.accepted(), id(OLD, "b"), OLD);
    put(home.refused(), id(OLD, "c"), OLD);
    Retention retention = keeping(KEEP, () -> {});
    retention.sweep();
    assertThat(names(home.accepted())).containsExactly(".removed-" + id(OLD, "a"));
    assertThat(names(home.refused())).isEmpty();
    assertThat(faults.current()).extracting(Faults.Fault::where).containsExactly("retention");
    Files.delete(stuck.resolve("notes/deep"));
    Files.delete(stuck.resolve("notes"));
    retention.sweep();
    assertThat(names(home.accepted())).isEmpty();
    assertThat(faults.current()).isEmpty();
  }

  @Test
  void foldersThatSomebodyTookAwayAreNoFault() throws IOException {
    Files.delete(home.accepted());
    sweep();
    assertThat(faults.current()).isEmpty();
  }

  @Test
  void aServiceThatEndsLeavesTheRestForTheNext() throws IOException {
    put(home.accepted(), id(OLD, "x"), OLD);
    Retention retention = keeping(KEEP, () -> {});
    retention.hurry();
    retention.sweep();
    assertThat(names(home.accepted())).containsExactly(id(OLD, "x"));
  }

  @Test
  void aKillAtAnyOperationLeavesEachWholeOrHiddenAndTheNextSweepEndsIt() throws IOException {
    List<String> old = List.of(id(OLD, "a"), id(OLD, "b"));
    for (int kills = 0; ; kills++) {
      for (Path place : List.of(home.accepted(), home.refused())) {
        for (String name : old) {
          put(place, name, OLD);
        }
        put(place, id(YOUNG, "young"), YOUNG);
      }
      boolean killed = sweepUntil(kills);
      for (Path place : List.of(home.accepted(), home.refused())) {
        for (String name : names(place)) {
          if (!name.startsWith(".removed-")) {
            assertThat(names(place.resolve(name))).as(name).hasSize(3);
          }
        }
      }
      // The setting may be gone by then: what has lost its name goes all the same.
      keeping(kills % 2 == 0 ? KEEP : null, () -> {}).sweep();
      sweep();
      for (Path place : List.of(home.accepted(), home.refused())) {
        assertThat(names(place)).containsExactly(id(YOUNG, "young"));
      }
      if (!killed) {
        assertThat(kills).isGreaterThan(20);
        return;
      }
    }
  }

  private boolean sweepUntil(int operations) {
    List<Integer> done = new ArrayList<>();
    try {
      keeping(
              KEEP,
              () -> {
                if (done.size() == operations) {
                  throw new Kill();
                }
                done.add(1);
              })
          .sweep();
      return false;
    } catch (Kill e) {
      return true;
    }
  }
}
