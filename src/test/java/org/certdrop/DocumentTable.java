package org.certdrop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A table of a document, such as one whose rows name the tests that show what they say.
 *
 * @param rows its rows, without the head
 */
record DocumentTable(List<String> rows) {
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)#(\\w+)`");

  /** The table under a heading, down to the next heading of the second level. */
  static DocumentTable of(Path document, String heading) throws IOException {
    return new DocumentTable(
        Files.readAllLines(document).stream()
            .dropWhile(line -> !line.equals("## " + heading))
            .skip(1)
            .takeWhile(line -> !line.startsWith("## "))
            .filter(line -> line.startsWith("|") && !line.startsWith("|---"))
            .skip(1)
            .toList());
  }

  /** The rows that name no test. */
  List<String> unproven() {
    return rows.stream().filter(row -> !TEST.matcher(row).find()).toList();
  }

  /** The tests that are named and do not exist. */
  List<String> missing() throws IOException {
    List<String> missing = new ArrayList<>();
    for (String row : rows) {
      for (Matcher test = TEST.matcher(row); test.find(); ) {
        if (!exists(test.group(1), test.group(2))) {
          missing.add(test.group());
        }
      }
    }
    return missing;
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
