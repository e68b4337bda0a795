package org.certdrop.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.certdrop.identity.OwnParties.NODE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.certdrop.identity.IdentityException;
import org.certdrop.proof.Proof;
import org.certdrop.x509.Certificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One replica has a new pair, and the other, which writes the outbox, the old one for a while. */
class ReplicaRotationTest {
  private static final List<String> PAIR = List.of("component.key", "component.pem");

  @TempDir Path directory;
  private StatementsFileTest.Shared shared;
  private AnnouncingSite one;
  private AnnouncingSite two;
  private Map<String, String> before;
  private Certificate old;

  @BeforeEach
  void twoHomesOfOnePair() throws Exception {
    twoHomesIn(directory);
  }

  private void twoHomesIn(Path place) throws Exception {
    shared = new StatementsFileTest.Shared(null);
    one = AnnouncingSite.withPair(place.resolve("one")).sharing(shared);
    two = new AnnouncingSite(place.resolve("two")).sharing(shared);
    one.publish();
    Files.createDirectories(two.pair);
    Files.createSymbolicLink(place.resolve("two/outbox"), place.resolve("one/outbox"));
    copyPair(one.pair, two.pair);
    two.publish();
    before = one.content();
    old = one.own().certificate();
  }

  private static void copy(String name, Path from, Path to) throws IOException {
    Files.copy(from.resolve(name), to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private static void copyPair(Path from, Path to) throws IOException {
    for (String name : PAIR) {
      copy(name, from, to);
    }
  }

  private long seq() throws IOException {
    return one.sidecar().path("seq").longValue();
  }

  private void isRotation() throws Exception {
    assertThat(one.sidecar().path("type").textValue()).isEqualTo("rotation");
    assertThat(one.names()).contains(NODE + ".json.old.p7s", NODE + ".chain-" + seq() + ".json");
    one.everySignatureFits();
  }

  /** Refuses to do it because of a pair that the other home has, and changes nothing. */
  private void waitsForThePair(ThrowingCallable work) throws Exception {
    changesNothing(
        () ->
            assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                    IdentityException.class,
                    e -> assertThat(e.hint()).startsWith("Copy etc/identity from there"))
                .hasMessageStartingWith("Another replica made the certificate "));
  }

  private void changesNothing(ThrowingCallable work) throws Exception {
    Map<String, String> shown = one.content();
    String said = shared.document;
    try {
      work.call();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    assertThat(one.content()).isEqualTo(shown);
    assertThat(shared.document).isEqualTo(said);
  }

  private void goesOnWithTheSame() throws Exception {
    changesNothing(() -> assertThat(two.publish()).isEmpty());
    changesNothing(() -> assertThat(one.publish()).isEmpty());
    assertThat(two.statements.resolve("statements.json"))
        .hasSameTextualContentAs(one.statements.resolve("statements.json"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatBothKeysSignedStaysUntilThePairIsCopied(boolean keyFirst) throws Exception {
    one.generate();
    isRotation();
    waitsForThePair(two::publish);
    waitsForThePair(two::publish);

    copy(PAIR.get(keyFirst ? 0 : 1), one.pair, two.pair);
    changesNothing(
        () ->
            assertThatThrownBy(two::publish)
                .isInstanceOf(IdentityException.class)
                .hasMessageContaining("does not belong to the certificate"));

    copy(PAIR.get(keyFirst ? 1 : 0), one.pair, two.pair);
    goesOnWithTheSame();
    isRotation();
  }

  @Test
  void aStepThatIsNotTheLastOneStaysToo() throws Exception {
    one.generate();
    one.generate();
    one.setPort(14002);
    one.publish();
    two.setPort(14002);
    assertThat(one.kept().rotations()).hasSize(2);

    waitsForThePair(two::publish);
    copyPair(one.pair, two.pair);
    goesOnWithTheSame();
    assertThat(one.kept().rotations()).hasSize(2);
  }

  @Test
  void aSecondPairIsNotMadeFromTheOldOne() throws Exception {
    one.generate();

    waitsForThePair(two::generate);
    assertThat(two.own().certificate()).isEqualTo(old);
  }

  @Test
  void theHomeThatHadTheNewPairMayGoBackToTheOldOne() throws Exception {
    Path kept = Files.createDirectories(directory.resolve("kept"));
    copyPair(one.pair, kept);
    one.generate();
    long rotation = seq();
    copyPair(kept, one.pair);

    one.publish();
    assertThat(one.sidecar().path("type").textValue()).isEqualTo("registration");
    assertThat(seq()).isGreaterThan(rotation);
    goesOnWithTheSame();
  }

  @Test
  void ifTheNewPairIsLostTheOtherHomeMakesOneWithoutTheOldKey() throws Exception {
    one.generate();
    long rotation = seq();
    Files.delete(two.pair.resolve("component.key"));
    waitsForThePair(two::publish);

    two.generate();
    assertThat(two.sidecar().path("type").textValue()).isEqualTo("registration");
    assertThat(seq()).isGreaterThan(rotation);
    assertThat(two.names()).noneMatch(name -> name.contains(".chain-"));
  }

  @Proof
  @Test
  void aReplacementKilledAnywhereIsLeftToItsOwnHome() throws Exception {
    boolean killed = true;
    boolean waited = false;
    for (int operation = 0; killed; operation += Proof.Size.of(1, 6)) {
      twoHomesIn(directory.resolve("at" + operation));
      killed = one.killedBefore(operation, AnnouncingSite::generate);
      if (shared.document.contains("supersedes")) {
        waitsForThePair(two::publish);
        waited = true;
      } else {
        two.publish();
      }

      one.publish();
      if (one.own().certificate().equals(old)) {
        assertThat(one.content()).isEqualTo(before);
        goesOnWithTheSame();
        one.generate();
      }
      isRotation();
      copyPair(one.pair, two.pair);
      goesOnWithTheSame();
    }
    assertThat(waited).isTrue();
  }
}
