package org.certdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests that docs/reliability.md names exist, and every row names one. */
class ReliabilityDocumentTest {
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)#(\\w+)`");

  /** The rows of the table "Step by step"; other tables hold figures, not promises. */
  private static List<String> rows() throws IOException {
    return Files.readAllLines(Path.of("docs/reliability.md")).stream()
        .dropWhile(line -> !line.equals("## Step by step"))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("|") && !line.startsWith("|---"))
        .skip(1)
        .toList();
  }

  @Test
  void everyRowNamesATest() throws IOException {
    assertThat(rows()).hasSizeGreaterThan(20).allMatch(row -> TEST.matcher(row).find());
  }

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    List<String> missing = new ArrayList<>();
    for (String row : rows()) {
      for (Matcher test = TEST.matcher(row); test.find(); ) {
        if (!exists(test.group(1), test.group(2))) {
          missing.add(test.group());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  private static boolean exists(String className, String method) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      for (Path file : files.filter(f -> f.endsWith(className + ".java")).toList()) {
        if (Files.readString(file).contains("void " + method + "(")) {
          return true;
        }
      }
    }
    return false;
  }
}
