package org.certdrop.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import org.certdrop.files.DurableFiles;
import org.certdrop.home.Home;
import org.certdrop.home.Identities;
import org.certdrop.home.TestHomes;
import org.certdrop.identity.OwnParty;
import org.certdrop.registration.RegistryView;
import org.certdrop.registry.RegistryReader;
import org.certdrop.registry.RegistryStore;
import org.certdrop.text.Parsed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RostersTest {
  private static final String OLD = "{\"federation\": \"old\", \"parties\": []}";
  private static final String NEW = "{\"federation\": \"new\", \"parties\": []}";

  @TempDir Path directory;
  private Home home;
  private OwnParty own;
  private RegistryView registry;
  private Path file;

  @BeforeEach
  void makeHome() throws Exception {
    TestHomes.putPair(directory, TestHomes.lasting("researcher_us"));
    Files.writeString(
        directory.resolve("etc/certdrop.properties"),
        "certdrop.component=RESEARCHER\ncertdrop.ip=10.9.9.9\n");
    home = new Home(directory);
    own = Identities.of(home, Clock.systemUTC());
    registry = RegistryReader.read(RegistryStore.of(home.var()));
    file = Files.writeString(directory.resolve("etc/roster.json"), OLD);
  }

  private Rosters rosters(DurableFiles disk) {
    return new Rosters(home, registry, own, Clock.systemUTC(), disk);
  }

  private Rosters.Proposal proposal() throws IOException {
    return rosters(new DurableFiles())
        .look(NEW.getBytes(UTF_8))
        .orElseThrow(bad -> new IllegalStateException(bad.problem()));
  }

  /** Fails at the operation of a number, and does all before it. */
  private static DurableFiles failingAt(int number) {
    int[] left = {number};
    return new DurableFiles(
        () -> {
          if (left[0]-- == 0) {
            throw new IllegalStateException("stopped");
          }
        });
  }

  @Test
  void wheneverItStopsTheOldOrTheNewOneCountsAndTheOldOneIsNotLost() throws Exception {
    int stops = 0;
    for (boolean done = false; !done; stops++) {
      Files.writeString(file, OLD);
      try {
        done = rosters(failingAt(stops)).put(proposal()) instanceof Parsed.Good<?>;
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("stopped");
      }
      String now = Files.readString(file);
      assertThat(now).as("after %s operations", stops).isIn(OLD, NEW);
      if (now.equals(NEW)) {
        try (var all = Files.list(file.getParent())) {
          assertThat(all.filter(one -> one.toString().endsWith(".bak")))
              .anySatisfy(backup -> assertThat(backup).hasContent(OLD));
        }
      }
    }
    assertThat(stops).isGreaterThan(8);
  }

  @Test
  void itKeepsTheModeThatItHadAndTheOneBeforeIsForItsOwner() throws Exception {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    Parsed<Optional<Path>> put = rosters(new DurableFiles()).put(proposal());

    assertThat(file).hasContent(NEW);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    Path kept = put.orElseThrow(bad -> new IllegalStateException(bad.problem())).orElseThrow();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
        .isEqualTo("rw-------");
  }

  @Test
  void theLastTenAreKept() throws Exception {
    for (int i = 0; i < 12; i++) {
      Files.writeString(file, "{\"federation\": \"" + i + "\", \"parties\": []}");
      rosters(new DurableFiles()).put(proposal());
    }

    try (var all = Files.list(file.getParent())) {
      assertThat(all.filter(one -> one.toString().endsWith(".bak"))).hasSize(10);
    }
  }
}
