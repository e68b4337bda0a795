package org.certdrop.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tests have a date of their own, lest a release make those fail that stop the clock. */
class BuildDateTest {
  private static final Instant BUILT = Instant.parse("2024-01-01T00:00:00Z");

  @Test
  void onlyAnEarlierTimeIsWrongForCertain() {
    assertThat(BuildDate.doubt(BUILT)).isEmpty();
    assertThat(BuildDate.doubt(BUILT.minusNanos(1)))
        .hasValueSatisfying(
            why -> assertThat(why).contains("2023-12-31T23:59:59Z", "2024-01-01T00:00:00Z"));
  }

  @Test
  void theProgramHasTheDateOfItsBuild() throws Exception {
    Matcher stamp =
        Pattern.compile("<project.build.outputTimestamp>(.*)</")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(stamp.find()).isTrue();
    assertThat(Path.of("target/classes/org/certdrop/home/built")).hasContent(stamp.group(1));
  }
}
