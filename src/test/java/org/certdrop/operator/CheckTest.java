package org.certdrop.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.certdrop.home.Home;
import org.certdrop.text.Progress;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
  @TempDir Path directory;
  private Path one;
  private Path two;

  @BeforeEach
  void makeFiles() throws IOException {
    one = Files.createDirectory(directory.resolve("one"));
    two = Files.createDirectory(directory.resolve("two"));
    for (Path folder : List.of(one, two)) {
      Files.writeString(folder.resolve("a.pem"), TestCertificate.of("node_a").pem());
    }
    Files.writeString(one.resolve("a.json"), "{\"party_id\": \"node_other\"}");
  }

  private List<Check.Result> check(Progress progress, Path... files) throws Exception {
    return Check.by(new Home(directory), TestCertificate.NOW).of(List.of(files), progress);
  }

  @Test
  void aSidecarIsJudgedWithTheCertificateOfItsOwnFolderAlone() throws Exception {
    assertThat(
            check(
                Progress.UNHEARD,
                two.resolve("a.pem"),
                one.resolve("a.json"),
                one.resolve("a.pem")))
        .extracting(Check.Result::ok)
        .containsExactly(true, false, false);
  }

  @Test
  void aClockThatIsWrongIsNamed_unlessTheTimeWasGiven() throws Exception {
    Home home = new Home(directory);
    Clock past = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    assertThat(Check.by(home, past).wrongClock())
        .hasValueSatisfying(why -> assertThat(why).contains("1970-01-01T00:00:00Z", "timedatectl"));
    assertThat(Check.by(home, Instant.EPOCH).wrongClock()).isEmpty();
    assertThat(Check.by(home, Clock.systemUTC()).wrongClock()).isEmpty();
  }

  @Test
  void aFileThatIsGivenTwiceHasTwoResults() throws Exception {
    Path roundabout = one.resolve("../two/a.pem");
    assertThat(check(Progress.UNHEARD, two.resolve("a.pem"), roundabout, two.resolve("a.pem")))
        .extracting(Check.Result::file)
        .containsExactly(two.resolve("a.pem"), roundabout, two.resolve("a.pem"));
  }

  @Test
  void aRootIsNoFile() throws Exception {
    assertThat(check(Progress.UNHEARD, Path.of("/"), two.resolve("a.pem")))
        .extracting(Check.Result::ok)
        .containsExactly(false, true);
  }

  @Test
  void itIsToldHowManyOfTheFilesAreJudged() throws Exception {
    List<String> heard = new ArrayList<>();
    check(
        (things, done, total) -> heard.add(done + " of " + total + " " + things),
        one.resolve("a.pem"),
        one.resolve("a.json"),
        two.resolve("a.pem"));
    assertThat(heard).containsExactly("2 of 3 files", "3 of 3 files");
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void manyFilesOfOneFolderArePairedInOneGo() {
    List<Path> many = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      many.add(one.resolve("f" + i + ".pem"));
      many.add(one.resolve("f" + i + ".json"));
    }
    CheckedFiles files = new CheckedFiles(many);
    for (Path file : many) {
      Map<String, Path> drop = files.drop(file);
      assertThat(drop).hasSize(2).containsValue(file);
    }
  }
}
