package org.certdrop.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.certdrop.submission.Drop;
import org.certdrop.submission.Pairing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortionTest {
  private static final int COST = 604;

  private static List<String> many(int count) {
    return IntStream.range(1000, 1000 + count).mapToObj(Integer::toString).toList();
  }

  private static List<String> listed(Portion portion, List<String> names) {
    portion.begin();
    names.forEach(portion::add);
    return portion.names();
  }

  @Test
  void whatFitsIsAllThere() {
    Portion portion = new Portion(100 * COST, UnaryOperator.identity(), 7);
    for (int i = 0; i < 3; i++) {
      assertThat(listed(portion, many(100))).containsExactlyInAnyOrderElementsOf(many(100));
      assertThat(portion.more()).isZero();
      portion.moveOn();
    }
  }

  @Test
  void ofMoreEachIsInOnePortionOfARound() {
    Portion portion = new Portion(100 * COST, UnaryOperator.identity(), 7);
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      seen.addAll(listed(portion, many(1000)));
      assertThat(portion.names()).hasSize(100);
      assertThat(portion.more()).isEqualTo(900);
      portion.moveOn();
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(many(1000));
  }

  @Test
  void theOrderIsThatOfTheSeed() {
    List<String> one = listed(new Portion(100 * COST, UnaryOperator.identity(), 7), many(1000));
    List<String> other = listed(new Portion(100 * COST, UnaryOperator.identity(), 8), many(1000));
    assertThat(one).isNotEqualTo(other);
    assertThat(one.stream().filter(other::contains).count()).isBetween(1L, 50L);
  }

  @Test
  void whatBelongsTogetherIsInOnePortion() {
    List<String> names = new ArrayList<>();
    for (String stem : many(500)) {
      names.addAll(List.of(stem + ".pem", stem + ".pem.json", stem + ".pem.json.p7s"));
    }
    Portion portion = new Portion(100 * 612, Pairing::group, 7);
    Set<String> pairs = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      for (Drop drop : Pairing.of(listed(portion, names))) {
        assertThat(drop.names()).hasSize(3);
        pairs.add(drop.stem());
      }
      portion.moveOn();
    }
    assertThat(pairs).hasSize(500);
  }

  @Test
  void oneGroupOfVeryManyStaysWithinTheLimitAndKeepsNoOtherOut() {
    UnaryOperator<String> group = name -> name.startsWith("1") ? "attacker" : name;
    Portion portion = new Portion(100 * COST, group, 7);
    List<String> names = new ArrayList<>(many(1000));
    names.add("site");
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      seen.addAll(listed(portion, names));
      assertThat(portion.names()).hasSizeLessThanOrEqualTo(100);
      portion.moveOn();
    }
    assertThat(seen).contains("site");
  }

  @Test
  void aListingTakesPortionsAndCountsTheRest(@TempDir Path inbox) throws Exception {
    for (String name : many(50)) {
      Files.createFile(inbox.resolve(name + ".pem"));
      Files.createFile(inbox.resolve(name));
    }
    InboxListing listing =
        InboxListing.of(
            inbox,
            new Portion(20 * (COST + 4), Pairing::group, 7),
            new Portion(10 * COST, UnaryOperator.identity(), 7));
    assertThat(listing.candidates()).hasSize(20);
    assertThat(listing.moreCandidates()).isEqualTo(30);
    assertThat(listing.unrecognised()).hasSize(10);
    assertThat(listing.moreUnrecognised()).isEqualTo(40);
  }
}
