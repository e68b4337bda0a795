package org.certdrop.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteFolderTest {
  private final AtomicLong nanos = new AtomicLong();
  private final RemoteFolder folder = new RemoteFolder(Duration.ofSeconds(10), nanos::get);

  private static Arrival file(String name) {
    return new Arrival(name, 100, 5000);
  }

  /** A look after so many seconds. */
  private void look(int seconds, Arrival... files) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    folder.begin();
    for (Arrival file : files) {
      assertThat(folder.note(file, true)).isTrue();
    }
  }

  @Test
  void aFileThatLookedTheSameTwiceAndForTheSettleTimeIsAtRest() {
    look(0, file("a.pem"));
    assertThat(folder.isAtRest(file("a.pem"))).isFalse();
    look(9, file("a.pem"));
    assertThat(folder.isAtRest(file("a.pem"))).isFalse();
    look(1, file("a.pem"));
    assertThat(folder.isAtRest(file("a.pem"))).isTrue();
  }

  @Test
  void oneLookIsNotEnoughHoweverLongItTakes() {
    look(0, file("a.pem"));
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(folder.isAtRest(file("a.pem"))).isFalse();
  }

  @Test
  void aFileThatGrowsOrWasGoneBeginsAgain() {
    look(0, file("a.pem"), file("b.pem"));
    Arrival grown = new Arrival("a.pem", 101, 5000);
    look(20, grown);
    assertThat(folder.isAtRest(grown)).isFalse();
    look(20, grown, file("b.pem"));
    assertThat(folder.isAtRest(grown)).isTrue();
    assertThat(folder.isAtRest(file("b.pem"))).isFalse();
  }

  @Test
  void allThatMayBelongTogetherIsFetchedTogether() {
    look(0, file("a.pem"), file("a.json"), file("ab.pem"));
    look(20, file("a.json.p7s"), file("a.pem"), file("a.json"), file("ab.pem"));
    assertThat(folder.isAtRest(file("a.pem"))).isFalse();
    assertThat(folder.isAtRest(file("a.json"))).isFalse();
    assertThat(folder.isAtRest(file("ab.pem"))).isTrue();
    look(20, file("a.pem"), file("a.json"), file("a.json.p7s"), file("ab.pem"));
    assertThat(folder.isAtRest(file("a.pem"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/x.pem",
        "/x.pem",
        "..\\x.pem",
        "*.pem",
        "?.pem",
        "a\n.pem",
        "a\u0000.pem",
        "a\ufffd.pem",
        "a\u2028.pem",
        "a.exe",
        "verdict.json",
        "a.p7s",
        "",
        "a.part",
        ".a.pem"
      })
  void noNameIsMoreThanAName(String name) {
    folder.begin();
    assertThat(folder.note(file(name), true)).isFalse();
  }

  @Test
  void aNameThatNoDiskHasIsLeft() {
    folder.begin();
    assertThat(folder.note(file("é".repeat(126) + ".pem"), true)).isFalse();
    assertThat(folder.note(file("é".repeat(125) + ".pem"), true)).isTrue();
  }

  @Test
  void whatIsTooLargeOrNoPlainFileIsLeft() {
    folder.begin();
    assertThat(folder.note(new Arrival("a.pem", 64 * 1024, 0), true)).isTrue();
    assertThat(folder.note(new Arrival("b.pem", 64 * 1024 + 1, 0), true)).isFalse();
    assertThat(folder.note(new Arrival("c.pem", -1, 0), true)).isFalse();
    assertThat(folder.note(file("d.pem"), false)).isFalse();
  }
}
