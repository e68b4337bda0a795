package org.certdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certdrop.cli.Certdrop;
import org.certdrop.rules.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The tables that people look things up in know every code, every key and every command. */
class ReferenceDocumentTest {
  private static final Path FORMATS = Path.of("docs/formats.md");
  private static final Path OPERATING = Path.of("docs/operating.md");
  private static final Pattern SETTING = Pattern.compile("#?(certdrop\\.[a-z.-]+)=(.*)");

  /** A class that a document for developers names; not those of Java, nor of a pattern. */
  private static final Pattern CLASS =
      Pattern.compile(
          "`(?!Clock|Callable|SecureDirectoryStream|NAME|ExportNAME)([A-Z]\\w*[a-z]\\w*)");

  /** What the first cells of a table name. */
  private static String named(Path document, String heading) throws IOException {
    return DocumentTable.of(document, heading).rows().stream()
        .map(row -> row.split("(?<!\\\\)\\|")[1])
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"docs/architecture.md", "docs/contributing.md"})
  void everyClassThatDevelopersAreSentToExists(Path document) throws IOException {
    Set<String> sources;
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      sources = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
    assertThat(CLASS.matcher(Files.readString(document)).results().map(name -> name.group(1)))
        .hasSizeGreaterThan(15)
        .allSatisfy(name -> assertThat(sources).contains(name + ".java"));
  }

  @Test
  void everyCodeIsExplained() throws IOException {
    String named = named(FORMATS, "Codes");

    assertThat(Code.values()).allSatisfy(code -> assertThat(named).contains("`" + code + "`"));
  }

  @Test
  void everyCommandIsExplained() throws IOException {
    String named = named(OPERATING, "Commands");

    Map<String, CommandLine> commands = Certdrop.commandLine().getSubcommands();
    assertThat(commands.keySet())
        .hasSizeGreaterThan(15)
        .allSatisfy(command -> assertThat(named).containsPattern("`" + command + "[ `]"));
    assertThat(commands.get("export").getSubcommands().keySet())
        .hasSizeGreaterThan(3)
        .allSatisfy(format -> assertThat(named).contains("`export " + format + " "));
  }

  @Test
  void everyShippedKeyIsListedWithItsDefault() throws IOException {
    List<String> rows = DocumentTable.of(OPERATING, "Configuration").rows();

    assertThat(shippedSettings())
        .hasSizeGreaterThan(20)
        .allSatisfy((key, value) -> assertThat(rows).anyMatch(row -> tells(row, key, value)));
  }

  /** Whether a row of the table names a key, and its default or that it has none. */
  private static boolean tells(String row, String key, String value) {
    String[] cells = row.split("\\|", 4);
    return cells[1].contains("`" + key + "`")
        && (value.isEmpty() ? cells[2].isBlank() : cells[2].contains("`" + value + "`"));
  }

  /** Each key of the shipped configuration, with the value that stands there, commented or not. */
  private static Map<String, String> shippedSettings() throws IOException {
    return Files.readAllLines(Path.of("etc", "certdrop.properties")).stream()
        .map(SETTING::matcher)
        .filter(Matcher::matches)
        .collect(Collectors.toMap(line -> line.group(1), line -> line.group(2)));
  }
}
