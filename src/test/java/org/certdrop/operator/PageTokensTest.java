package org.certdrop.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.certdrop.home.Home;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTokensTest {
  private static final LoginName ANA = new LoginName("Ana");

  @TempDir Path directory;
  private Home home;
  private Path folder;

  @BeforeEach
  void makeHome() {
    home = new Home(directory);
    folder = directory.resolve("var/page-tokens");
  }

  private PageTokens tokens() throws Exception {
    return PageTokens.of(home, Clock.systemUTC());
  }

  /** As they are after so many seconds. */
  private PageTokens tokensIn(long seconds) throws Exception {
    Instant then = Instant.now().plusSeconds(seconds);
    return PageTokens.of(home, Clock.fixed(then, ZoneOffset.UTC));
  }

  private List<Path> files() throws Exception {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  @Test
  void areLongAndNeverTheSame() throws Exception {
    PageTokens tokens = tokens();
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      made.add(tokens.issue(ANA));
    }

    assertThat(made).hasSize(20).allMatch(token -> token.matches("[A-Za-z0-9_-]{43}"));
  }

  @Test
  void lieOnTheDiskAsDigestsThatTheOwnerAloneCanRead() throws Exception {
    String token = tokens().issue(ANA);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    Path file = files().get(0);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file.getFileName() + Files.readString(file)).doesNotContain(token);
  }

  @Test
  void countOnceHoweverOftenTheyAreLookedAt() throws Exception {
    String token = tokens().issue(ANA);

    assertThat(tokens().look(token)).contains(ANA);
    assertThat(tokens().look(token)).contains(ANA);
    assertThat(tokens().redeem(token)).contains(ANA);
    assertThat(tokens().redeem(token)).isEmpty();
    assertThat(tokens().look(token)).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void ofManyWhoUseOneAtTheSameTimeOneIsLetIn() throws Exception {
    PageTokens tokens = tokens();
    String token = tokens.issue(ANA);
    List<CompletableFuture<Optional<LoginName>>> tries =
        IntStream.range(0, 16)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          try {
                            return tokens.redeem(token);
                          } catch (Exception e) {
                            throw new IllegalStateException(e);
                          }
                        }))
            .toList();

    assertThat(tries.stream().map(CompletableFuture::join).filter(Optional::isPresent)).hasSize(1);
  }

  @Test
  void countForAQuarterOfAnHour() throws Exception {
    String token = tokens().issue(ANA);

    assertThat(tokensIn(14 * 60).look(token)).contains(ANA);
    assertThat(tokensIn(15 * 60 + 1).look(token)).isEmpty();
    assertThat(tokensIn(15 * 60 + 1).redeem(token)).isEmpty();
  }

  @Test
  void thatAreTooOldGoWhenAnotherIsMade() throws Exception {
    tokens().issue(ANA);
    tokensIn(16 * 60).issue(ANA);

    assertThat(files()).hasSize(1);
  }

  @Test
  void thatAnotherCommandIsWritingAreLeftAlone() throws Exception {
    tokens().issue(ANA);
    Path begun = Files.createFile(folder.resolve("0".repeat(64)));

    String token = tokens().issue(ANA);

    assertThat(begun).exists();
    assertThat(tokens().look(token)).contains(ANA);
  }

  @Test
  void areNotGuessed() throws Exception {
    String token = tokens().issue(ANA);
    String name = files().get(0).getFileName().toString();

    for (String guess :
        List.of("", " ", ".", "..", "../registry.json", name, token + "x", token.substring(1))) {
      assertThat(tokens().look(guess)).as(guess).isEmpty();
      assertThat(tokens().redeem(guess)).as(guess).isEmpty();
    }
    assertThat(tokens().look(token)).contains(ANA);
  }

  @Test
  void thatAnotherProgramChangedDoNotCount() throws Exception {
    String token = tokens().issue(ANA);
    Files.writeString(files().get(0), "{\"name\": \"Eve\", \"until\": \"always\"}");

    assertThat(tokens().redeem(token)).isEmpty();
  }
}
