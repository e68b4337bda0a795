package org.certdrop.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.certdrop.files.DurableFiles;
import org.certdrop.files.Folders;
import org.certdrop.home.Home;
import org.certdrop.home.Var;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrivalsTest {
  private static final Arrival FILE = new Arrival("a b.pem", 3, 1_700_000_000_000L);
  private static final byte[] CONTENT = "abc".getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;
  private Home home;

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @BeforeEach
  void makeHome() throws IOException {
    home = new Home(directory);
    Files.createDirectories(home.inbox());
    Var.prepare(home);
  }

  private Arrivals open() throws IOException {
    return Arrivals.open(home, new DurableFiles());
  }

  private List<String> inbox() throws IOException {
    return Folders.children(home.inbox()).stream().map(f -> f.getFileName().toString()).toList();
  }

  @Test
  void aKeyIsReadBackAsItsFile() {
    assertThat(Arrival.parse(FILE.key())).contains(FILE);
    assertThat(Arrival.parse("no key")).isEmpty();
    assertThat(Arrival.parse("9999999999999999999 1 a.pem")).isEmpty();
  }

  @Test
  void whatWasPutIsKnownAfterARestart() throws Exception {
    Arrivals first = open();
    assertThat(first.has(FILE.key())).isFalse();
    first.put(FILE, CONTENT);
    first.close();

    assertThat(inbox()).containsExactly("a b.pem");
    Arrivals second = open();
    assertThat(second.has(FILE.key())).isTrue();
    assertThat(second.has(new Arrival("a b.pem", 3, 1_700_000_001_000L).key())).isFalse();
    second.close();
  }

  /** Fetched again as long as it is not noted, as by the next look. */
  @Test
  void howeverOftenItIsKilledAFileComesOnceAndWhole() throws Exception {
    int kills = 0;
    for (int at = 1; ; at++) {
      Folders.children(home.inbox()).forEach(file -> file.toFile().delete());
      Files.deleteIfExists(home.var().resolve("sftp.fetched"));
      AtomicInteger left = new AtomicInteger(at);
      Arrivals killed =
          Arrivals.open(
              home,
              new DurableFiles(
                  () -> {
                    if (left.decrementAndGet() == 0) {
                      throw new Killed();
                    }
                  }));
      boolean survived = true;
      try {
        killed.put(FILE, CONTENT);
      } catch (Killed e) {
        survived = false;
        kills++;
      }
      killed.close();
      boolean taken = Files.deleteIfExists(home.inbox().resolve("a b.pem"));
      Arrivals next = open();
      if (!next.has(FILE.key())) {
        assertThat(taken).isFalse();
        next.put(FILE, CONTENT);
      }
      next.close();
      assertThat(inbox()).isEqualTo(taken && inbox().isEmpty() ? List.of() : List.of("a b.pem"));
      if (survived) {
        break;
      }
    }
    assertThat(kills).isGreaterThanOrEqualTo(4);
  }

  @Test
  void aLineThatAKillCutOffCountsForNothing() throws Exception {
    Path notes = home.var().resolve("sftp.fetched");
    Files.writeString(notes, "1 2 whole.pem\n1 2 cut.p");
    Arrivals arrivals = open();
    arrivals.put(FILE, CONTENT);
    arrivals.close();
    assertThat(notes)
        .content()
        .matches("1 2 whole\\.pem\ntag [0-9a-f-]{36}\n" + Pattern.quote(FILE.key()) + "\n");
  }

  @Test
  void whatAKillLeftUnnotedIsTakenAway() throws Exception {
    Path notes = home.var().resolve("sftp.fetched");
    Path taken = Files.writeString(home.inbox().resolve("a b.pem"), "other");
    Arrivals killed = open();
    killed.put(FILE, CONTENT);
    killed.close();
    assertThat(inbox()).hasSize(2);
    Files.writeString(notes, Files.readString(notes).replace(FILE.key() + "\n", ""));
    Files.delete(taken);

    open().close();
    assertThat(inbox()).isEmpty();
  }

  @Test
  void whatAnotherReplicaFetchedIsLeftUntilThatOneGivesItItsName() throws Exception {
    Home other = new Home(Files.createDirectory(directory.resolve("other")));
    Files.createSymbolicLink(other.inbox(), home.inbox());
    Var.prepare(other);
    Path taken = Files.writeString(home.inbox().resolve("a b.pem"), "other");
    Arrivals arrivals = open();
    arrivals.put(FILE, CONTENT);

    Arrivals.open(other, new DurableFiles()).close();
    assertThat(inbox()).hasSize(2);
    Files.delete(taken);
    arrivals.show();
    arrivals.close();

    assertThat(taken).hasContent("abc");
    assertThat(inbox()).containsExactly("a b.pem");
  }

  /** It may be another replica's, which alone knows whether it is whole. */
  @Test
  void whatAnOlderVersionLeftGetsItsNameIfItIsNotedAndElseIsLeft() throws Exception {
    Arrival unnoted = new Arrival("c.pem", 1, 2);
    Files.writeString(home.inbox().resolve(FILE.untaggedName()), "abc");
    Files.writeString(home.inbox().resolve(unnoted.untaggedName()), "c");
    Files.writeString(home.var().resolve("sftp.fetched"), FILE.key() + "\n");

    open().close();

    assertThat(home.inbox().resolve("a b.pem")).hasContent("abc");
    assertThat(inbox()).containsExactlyInAnyOrder("a b.pem", unnoted.untaggedName());
  }

  @Test
  void aTakenNameIsWaitedForAlsoOverARestart() throws Exception {
    Path taken = Files.writeString(home.inbox().resolve("a b.pem"), "other");
    Arrivals first = open();
    first.put(FILE, CONTENT);
    first.close();
    assertThat(taken).hasContent("other");

    Arrivals second = open();
    Files.delete(taken);
    second.show();
    second.close();
    assertThat(taken).hasContent("abc");
    assertThat(inbox()).containsExactly("a b.pem");
  }

  @Test
  void anInboxThatIsGoneIsAFaultAndNothingIsNoted() throws Exception {
    Arrivals arrivals = open();
    Files.delete(home.inbox());
    assertThatThrownBy(() -> arrivals.put(FILE, CONTENT)).isInstanceOf(NoSuchFileException.class);
    assertThat(arrivals.has(FILE.key())).isFalse();
    Files.createDirectory(home.inbox());
    arrivals.put(FILE, CONTENT);
    arrivals.close();
    assertThat(inbox()).containsExactly("a b.pem");
  }
}
