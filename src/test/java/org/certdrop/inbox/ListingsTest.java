package org.certdrop.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.certdrop.submission.Pairing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingsTest {
  private static final int NAMES = 10;

  /** Room for four names of six characters. */
  private static final long FOUR = 4 * 606;

  private static final Duration SETTLE_TIME = Duration.ofSeconds(1);

  @TempDir Path inbox;

  @BeforeEach
  void dropMany() throws IOException {
    for (int i = 0; i < NAMES; i++) {
      Files.writeString(inbox.resolve("x" + i + ".pem"), "x");
    }
  }

  private Listings listings(long most) {
    return new Listings(
        inbox,
        () -> {},
        name -> false,
        new Leftovers(inbox),
        SETTLE_TIME,
        new Portion(most, Pairing::group, 7),
        Portion.whole());
  }

  @Test
  void oneThatIsWholeRestsAtOnce() throws IOException {
    Listings listings = listings(Long.MAX_VALUE);
    assertThat(listings.next().candidates()).hasSize(NAMES);
    assertThat(listings.isWhole()).isTrue();
    assertThat(listings.examined(false, 0)).isFalse();
    assertThat(listings.examined(true, 0)).isTrue();
  }

  /** Else run --once would end with the first portion. */
  @Test
  void ofPortionsAllRestBeforeEverythingDoes() throws IOException {
    Listings listings = listings(FOUR);
    Set<String> seen = new HashSet<>();
    boolean rests = false;
    for (int portion = 1; portion <= 3; portion++) {
      assertThat(rests).as("before portion %d", portion).isFalse();
      seen.addAll(listings.next().candidates().keySet());
      assertThat(listings.isWhole()).isFalse();
      rests = listings.examined(true, 0);
    }
    assertThat(rests).isTrue();
    assertThat(seen).hasSize(NAMES);
  }

  @Test
  void onePortionThatDoesNotRestBeginsTheRoundAgain() throws IOException {
    Listings listings = listings(FOUR);
    for (boolean rest : new boolean[] {true, true, false, true, true}) {
      listings.next();
      assertThat(listings.examined(rest, 0)).isFalse();
    }
    listings.next();
    assertThat(listings.examined(true, 0)).isTrue();
  }

  @Test
  void aPortionThatNeverRestsMakesRoomAfterSomeSettleTimes() throws IOException {
    Listings listings = listings(FOUR);
    Set<String> first = listings.next().candidates().keySet();
    listings.examined(false, SETTLE_TIME.multipliedBy(3).toNanos());
    assertThat(listings.next().candidates().keySet()).isEqualTo(first);
    listings.examined(false, SETTLE_TIME.multipliedBy(4).toNanos());
    assertThat(listings.next().candidates().keySet()).doesNotContainAnyElementsOf(first);
  }
}
