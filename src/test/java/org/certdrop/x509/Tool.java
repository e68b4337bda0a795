package org.certdrop.x509;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of this machine that judges what certdrop writes; tests only. */
public final class Tool {
  private static final long MOST_SECONDS = 60;

  private final Path program;

  private Tool(Path program) {
    this.program = program;
  }

  /** What a program said. */
  public record Answer(int code, String text) {
    /** The lines, without blanks at their ends. */
    public List<String> lines() {
      return text.lines().map(String::strip).toList();
    }
  }

  /** A program; the test that asks for it is skipped, with a message, where there is none. */
  public static Tool named(String name) {
    Optional<Path> found = Stream.concat(besideJava(name), onPath(name)).findFirst();
    assumeTrue(found.isPresent(), name + " is missing on this machine: the test is skipped");
    return new Tool(found.get());
  }

  private static Stream<Path> besideJava(String name) {
    return Stream.of(Path.of(System.getProperty("java.home"), "bin", name))
        .filter(Files::isExecutable);
  }

  private static Stream<Path> onPath(String name) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable);
  }

  /** Runs it; standard output and error together. */
  public Answer run(Object... arguments) {
    return runOn("", arguments);
  }

  /** Runs it with a text on its standard input. */
  public Answer runOn(String input, Object... arguments) {
    try {
      Process process = start(arguments);
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String said = drained(process.getInputStream());
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(program + " does not end");
      }
      return new Answer(process.exitValue(), said);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Starts it; standard output and error together. */
  public Process start(Object... arguments) throws IOException {
    String[] words =
        Stream.concat(Stream.of(program), Arrays.stream(arguments))
            .map(Object::toString)
            .toArray(String[]::new);
    return new ProcessBuilder(words).redirectErrorStream(true).start();
  }

  private static String drained(InputStream in) throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    in.transferTo(said);
    return said.toString(StandardCharsets.UTF_8);
  }
}
