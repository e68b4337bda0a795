package org.certdrop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines that start classes under test in processes of their own. */
public final class JavaCommand {
  /** The options for a process that lives for seconds: to compile well would cost more. */
  public static final List<String> SHORT =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8");

  private JavaCommand() {}

  /** Starts a class's main method, in a process that lives for seconds. */
  public static List<String> of(Class<?> main, String... arguments) {
    return of(SHORT, main, arguments);
  }

  /** Starts a class's main method, in a process with these options. */
  public static List<String> of(List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
