package org.certdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/operating.md knows every fault that {@code status} can show. */
class OperatingDocumentTest {
  private static final Path DOCUMENT = Path.of("docs/operating.md");

  /** Where the sources name a fault's place in so many words. */
  private static final List<Pattern> PLACES =
      List.of(
          Pattern.compile("String (?:WHERE|REGISTRY|HOME|OWN) = \"([^\"]+)\""),
          Pattern.compile("new Faults\\.Fault\\(\\s*\"([^\"]+)\""),
          Pattern.compile("\\.at\\(\\s*\"([^\"/][^\"]*)\""),
          Pattern.compile("folders\\.put\\(\"([^\"]+)\""),
          Pattern.compile("new ListFile<>\\(\\s*\"([^\"]+)\""));

  @Test
  void everyPlaceOfAFaultIsExplained() throws IOException {
    TreeSet<String> places = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java/org/certdrop"))) {
      for (Path source : sources.filter(OperatingDocumentTest::isAboveTheHome).toList()) {
        String text = Files.readString(source);
        for (Pattern pattern : PLACES) {
          for (Matcher place = pattern.matcher(text); place.find(); ) {
            places.add(place.group(1).strip());
          }
        }
      }
    }
    assertThat(places).contains("ingest", "inbox", "retention", "etc/roster.json");
    String explained =
        Files.readAllLines(DOCUMENT).stream()
            .dropWhile(line -> !line.equals("## What each fault means"))
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.split("\\|")[1])
            .collect(Collectors.joining());
    assertThat(places).allSatisfy(place -> assertThat(explained).contains("`" + place));
  }

  /** Faults of a home are named in the rooms that know homes. */
  private static boolean isAboveTheHome(Path source) {
    return Files.isRegularFile(source)
        && List.of(
                "home", "inbox", "outbox", "export", "propagation", "status", "operator", "service")
            .contains(source.getParent().getFileName().toString());
  }
}
