package org.certdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** README is short, and from it every document can be reached; no link leads nowhere. */
class FrontDoorTest {
  private static final Path README = Path.of("README.md");
  private static final Path INDEX = Path.of("docs/README.md");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)|src=\"([^\"]+)\"");

  private static List<Path> documents() throws IOException {
    try (Stream<Path> documents = Files.list(Path.of("docs"))) {
      return Stream.concat(
              Stream.of(README, Path.of("CHANGELOG.md")),
              documents.filter(document -> document.toString().endsWith(".md")))
          .toList();
    }
  }

  /** Where the links of a document lead, but for those to other hosts. */
  private static List<String> links(Path document) throws IOException {
    return LINK.matcher(Files.readString(document))
        .results()
        .map(FrontDoorTest::target)
        .filter(target -> !target.contains("://"))
        .toList();
  }

  private static String target(MatchResult link) {
    return link.group(1) != null ? link.group(1) : link.group(2);
  }

  /** The anchors of a document's headings, as GitHub makes them. */
  private static List<String> anchors(Path document) throws IOException {
    return Files.readAllLines(document).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  private static boolean leadsSomewhere(Path document, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path to = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
    return Files.exists(to) && (parts.length == 1 || anchors(to).contains(parts[1]));
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> dead = new ArrayList<>();
    int links = 0;
    for (Path document : documents()) {
      for (String link : links(document)) {
        links++;
        if (!leadsSomewhere(document, link)) {
          dead.add(document + ": " + link);
        }
      }
    }
    assertThat(dead).isEmpty();
    assertThat(links).isGreaterThan(40);
  }

  @Test
  void theIndexNamesEveryDocument() throws IOException {
    List<String> named = links(INDEX);

    assertThat(links(README)).contains("docs/README.md");
    try (Stream<Path> documents = Files.list(Path.of("docs"))) {
      assertThat(documents.filter(Files::isRegularFile).filter(path -> !path.equals(INDEX)))
          .hasSizeGreaterThan(8)
          .allSatisfy(path -> assertThat(named).contains(path.getFileName().toString()));
    }
  }

  @Test
  void readmeIsShortAndShowsTheTwoCommands() throws IOException {
    String readme = Files.readString(README);

    assertThat(readme.lines()).hasSizeLessThanOrEqualTo(150);
    assertThat(readme.split("\\s+")).hasSizeLessThanOrEqualTo(1500);
    assertThat(readme.lines()).anyMatch(line -> line.matches("\\./certdrop run +#.*"));
    assertThat(readme.lines()).anyMatch(line -> line.matches("mvn verify +#.*"));
  }

  @Test
  void readmeShowsANodeLetInAndShutOut_asTheDocumentOfFedbiomedDoes() throws IOException {
    String readme = Files.readString(README);
    String section = readme.substring(readme.indexOf("## Mutual authentication"));
    List<String> session = section.split("```")[1].lines().skip(1).toList();

    assertThat(session)
        .anyMatch(line -> line.startsWith("$ ./certdrop confirm NODE_"))
        .anyMatch(line -> line.contains(" INFO  exported the parties to "))
        .anyMatch(line -> line.endsWith("/etc/distrusted.txt"));
    assertThat(Files.readAllLines(Path.of("docs/fedbiomed.md"))).containsAll(session);
  }
}
