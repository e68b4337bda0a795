package org.certdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Private keys are dropped in every form, every command is typed, and then no 16 characters in a
 * row of any key stand in anything that certdrop wrote, logged or printed.
 */
class PrivacyTest {
  @TempDir static Path directory;

  /** What to search, by where it stands: files, log lines, standard output and error. */
  private static final Map<String, String> TRACES = new LinkedHashMap<>();

  /** Where parts of each form stand, and what stands around them. */
  private static final Map<String, Map<String, String>> FOUND = new HashMap<>();

  private static final DroppedKeys KEYS = new DroppedKeys();
  private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();

  private static Path home;
  private static int typed;

  @BeforeAll
  static void dropAndTypeEverything() throws IOException {
    home = DroppedKeys.makeHome(directory.resolve("home"));
    LOG.start();
    Level before = ROOT.getLevel();
    ROOT.addAppender(LOG);
    ROOT.setLevel(Level.DEBUG);
    try {
      List<Path> files = KEYS.drop(home.resolve("inbox"), directory.resolve("copies"));
      type("run", "--once");
      typeAll(files);
    } finally {
      ROOT.setLevel(before);
      ROOT.detachAppender(LOG);
    }
    collectFiles();
    LOG.list.forEach(event -> TRACES.put("log line " + TRACES.size(), line(event)));
    KEYS.names().forEach(form -> FOUND.put(form, new TreeMap<>()));
    FOUND.put(DroppedKeys.OWN, new TreeMap<>());
    FOUND.put(DroppedKeys.PUBLIC, new TreeMap<>());
    search();
  }

  private static String line(ILoggingEvent event) {
    return event.getFormattedMessage()
        + (event.getThrowableProxy() == null
            ? ""
            : ThrowableProxyUtil.asString(event.getThrowableProxy()));
  }

  private static void typeAll(List<Path> files) {
    for (String json : List.of("", "--json")) {
      type("status", json);
      type("list", json);
      type("show", "node_good", json);
      type("audit", json);
      type("registration-instructions", json);
      List<String> all = new ArrayList<>(List.of("check", json));
      for (Path file : files) {
        all.add(file.toString());
        type("check", file.toString(), json);
        type("register", "-pk", file.toString(), "-pi", "node_by-hand", json);
      }
      type(all.toArray(String[]::new));
    }
    type("repair");
    type("generate", "--force", "--json");
    type("run", "--once");
  }

  private static void type(String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.removeIf(String::isEmpty);
    line.add("--home");
    line.add(home.toString());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Certdrop.execute(
        new PrintWriter(out, true), new PrintWriter(err, true), line.toArray(String[]::new));
    String name = typed++ + ": certdrop " + String.join(" ", line);
    TRACES.put("standard output of " + name, out.toString());
    TRACES.put("standard error of " + name, err.toString());
  }

  /** Every file of the home but those that were dropped, and the own key. */
  private static void collectFiles() throws IOException {
    Set<String> dropped = new HashSet<>();
    children("copies").forEach(file -> dropped.add(file.getFileName().toString()));
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!dropped.contains(file.getFileName().toString()) && !file.toString().endsWith(".key")) {
          TRACES.put(
              "file " + home.relativize(file),
              new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
      }
    }
  }

  @AfterAll
  static void forget() {
    TRACES.clear();
    FOUND.clear();
    LOG.list.clear();
  }

  /** Looks once through all traces for all forms. */
  private static void search() {
    Map<String, Set<String>> formsOf = new HashMap<>();
    for (String form : FOUND.keySet()) {
      for (String window : KEYS.windows(form)) {
        formsOf.computeIfAbsent(window, unused -> new HashSet<>()).add(form);
      }
    }
    TRACES.forEach(
        (name, text) -> {
          for (int at = 0; at + DroppedKeys.WINDOW <= text.length(); at++) {
            String window = text.substring(at, at + DroppedKeys.WINDOW);
            for (String form : formsOf.getOrDefault(window, Set.of())) {
              FOUND.get(form).putIfAbsent(name, excerpt(text, at));
            }
          }
        });
  }

  private static String excerpt(String text, int at) {
    return text.substring(Math.max(0, at - 100), Math.min(text.length(), at + 100));
  }

  private static List<String> placesOf(String form) {
    return FOUND.get(form).entrySet().stream()
        .map(place -> place.getKey() + ": " + place.getValue())
        .toList();
  }

  static Set<String> forms() {
    return KEYS.names();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aDroppedKeyStandsNowhereElse(String form) {
    assertThat(placesOf(form)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aDroppedKeyIsRefusedAndStaysWhole(String form) throws IOException {
    List<Path> copies =
        children("copies").stream()
            .filter(copy -> copy.getFileName().toString().startsWith(form + "."))
            .toList();
    assertThat(copies).isNotEmpty();
    for (Path copy : copies) {
      assertThat(children("home/inbox/refused"))
          .map(folder -> folder.resolve(copy.getFileName()))
          .filteredOn(Files::exists)
          .singleElement()
          .satisfies(file -> assertThat(file).hasSameBinaryContentAs(copy));
    }
  }

  private static List<Path> children(String folder) throws IOException {
    try (Stream<Path> entries = Files.list(directory.resolve(folder))) {
      return entries.toList();
    }
  }

  @Test
  void theOwnKeyStandsNowhereElse() {
    assertThat(placesOf(DroppedKeys.OWN)).isEmpty();
  }

  @Test
  void whatIsPublicIsFoundSoThatTheSearchIsWorthSomething() {
    assertThat(placesOf(DroppedKeys.PUBLIC))
        .anyMatch(place -> place.startsWith("file var/registry.json"))
        .anyMatch(place -> place.startsWith("file var/journal.jsonl"))
        .anyMatch(place -> place.contains("certdrop list --json"));
    assertThat(TRACES.keySet()).anyMatch(trace -> trace.startsWith("log line"));
  }
}
