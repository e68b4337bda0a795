package org.certdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, in a tree of its own, with stand-ins for Maven and Java. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {
  /** Makes what a build makes, and notes when two do so at once. */
  private static final String MAVEN =
      """
      #!/bin/sh
      mkdir target/one-builds || echo overlap >> calls
      echo build >> calls
      if [ -p gate ]; then echo began > began; read line < gate; fi
      mkdir -p target/lib
      : > target/certdrop.jar
      rmdir target/one-builds
      """;

  @TempDir Path root;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void makeTree() throws IOException {
    Files.copy(Path.of("certdrop"), root.resolve("certdrop"));
    Files.createFile(root.resolve("pom.xml"));
    Files.createDirectories(root.resolve("src/main"));
    Files.createDirectory(root.resolve("target"));
    program("bin/mvn", MAVEN);
    program("jdk/bin/java", "#!/bin/sh\necho runs\n");
  }

  @AfterEach
  void endAll() {
    started.forEach(Process::destroyForcibly);
  }

  private void program(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Process start(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
    builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
    builder.environment().merge("PATH", root.resolve("bin").toString(), (a, b) -> b + ":" + a);
    Process process = builder.redirectErrorStream(true).start();
    started.add(process);
    return process;
  }

  private Process launch() throws IOException {
    return start("sh", root.resolve("certdrop").toString(), "list");
  }

  private static List<String> said(Process process) throws Exception {
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
    return lines;
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(root.resolve("calls"));
  }

  @Test
  void itBuildsOnFirstUseAndNotAgain() throws Exception {
    assertThat(said(launch())).containsExactly("certdrop: building the program ...", "runs");
    assertThat(said(launch())).containsExactly("runs");
    assertThat(calls()).containsExactly("build");
  }

  @Test
  void ofManyThatStartAtOnceOneBuilds() throws Exception {
    List<Process> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      all.add(launch());
    }
    for (Process one : all) {
      assertThat(said(one)).endsWith("runs");
    }

    assertThat(calls()).containsExactly("build");
  }

  @Test
  void theBuildThatAKilledLauncherBeganIsWaitedFor() throws Exception {
    start("mkfifo", "gate", "began").waitFor();
    Process killed = launch();
    assertThat(Files.readString(root.resolve("began"))).isEqualTo("began\n");
    killed.destroyForcibly().waitFor();

    Process waiting = launch();
    assertThat(waiting.inputReader().readLine()).startsWith("certdrop: waiting");
    Path gate = Files.move(root.resolve("gate"), root.resolve("gate-of-the-first"));
    Files.writeString(gate, "go\n");

    assertThat(said(waiting)).containsExactly("certdrop: building the program ...", "runs");
    assertThat(calls()).containsExactly("build", "build");
  }

  @Test
  void aLauncherThatIsStoppedStopsItsBuildAndLetsGo() throws Exception {
    start("mkfifo", "gate", "began").waitFor();
    Process stopped = launch();
    Files.readString(root.resolve("began"));
    stopped.destroy();

    assertThat(stopped.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(stopped.exitValue()).isEqualTo(130);
    Files.delete(root.resolve("gate"));
    Files.delete(root.resolve("target/one-builds"));
    assertThat(said(launch())).containsExactly("certdrop: building the program ...", "runs");
  }

  /** What Java is given, where an archive of classes is there. */
  private String options(Map<String, String> environment, String command) throws Exception {
    program("jdk/bin/java", "#!/bin/sh\necho \"$@\"\n");
    Files.writeString(root.resolve("jdk/release"), "JAVA_VERSION=\"17.0.9\"\n");
    Files.createDirectories(root.resolve("target/lib"));
    for (String made :
        List.of("certdrop.jar", "lib/compile-commands", ".built", "certdrop-17.0.9.jsa")) {
      Files.writeString(root.resolve("target").resolve(made), "made");
    }
    Path jar = root.resolve("target/certdrop.jar");
    Path madeFor = root.resolve("target/certdrop-17.0.9.jsa.for");
    Files.writeString(madeFor, jar + "\n");
    Files.setLastModifiedTime(madeFor, Files.getLastModifiedTime(jar));
    ProcessBuilder builder = new ProcessBuilder("sh", root.resolve("certdrop").toString(), command);
    builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
    builder.environment().keySet().removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    started.add(process);
    return String.join(" ", said(process));
  }

  @Test
  void theServiceAloneHasTheOptimizingCompilerForWhatNeedsIt() throws Exception {
    assertThat(options(Map.of(), "run"))
        .contains("-XX:CompileCommandFile=" + root.resolve("target/lib/compile-commands"))
        .contains("-XX:SharedArchiveFile=" + root.resolve("target/certdrop-17.0.9.jsa"))
        .doesNotContain("TieredStopAtLevel")
        .endsWith("run");
    assertThat(options(Map.of(), "list"))
        .contains("-XX:TieredStopAtLevel=1")
        .contains("-XX:SharedArchiveFile=")
        .doesNotContain("CompileCommand")
        .endsWith("list");
  }

  @Test
  void aCommandHasTheOptimizingCompilerIfItReadsMuch() throws Exception {
    Path data = Files.createDirectories(root.resolve("long/var"));
    Map<String, String> environment = Map.of("CERTDROP_HOME", data.getParent().toString());
    try (RandomAccessFile journal =
        new RandomAccessFile(data.resolve("journal.jsonl").toFile(), "rw")) {
      journal.setLength(40 << 20);
    }
    assertThat(options(environment, "list")).doesNotContain("TieredStopAtLevel");
    Files.createFile(data.resolve("registry.checkpoint"));
    assertThat(options(environment, "list")).contains("-XX:TieredStopAtLevel=1");
    assertThat(options(environment, "audit")).doesNotContain("TieredStopAtLevel");
  }

  @Test
  void whatAnExtraRouteNeedsIsLoadedByTheServiceOfAHomeThatHasIt() throws Exception {
    Path home = Files.createDirectories(root.resolve("a home/routes")).getParent();
    Map<String, String> environment = Map.of("CERTDROP_HOME", home.toString());
    Path jar = root.resolve("target/certdrop.jar");
    assertThat(options(environment, "run")).endsWith("-jar " + jar + " run");

    Files.createFile(home.resolve("routes/sftp.camel.yaml"));
    assertThat(options(environment, "run"))
        .endsWith("-cp " + jar + ":" + root + "/target/lib/extras/* org.certdrop.cli.Certdrop run")
        .contains("-XX:SharedArchiveFile=");
    assertThat(options(environment, "list")).endsWith("-jar " + jar + " list");
    assertThat(options(Map.of(), "run")).endsWith("-jar " + jar + " run");
  }

  /** Says its words, and dumps the archive that it is told to dump. */
  private static final String ARCHIVING_JAVA =
      """
      #!/bin/sh
      case "$*" in
        *Rehearsal*) exit ;;
        *-Xshare:dump*)
          for word; do case $word in -XX:SharedArchiveFile=*) echo made > "${word#*=}" ;; esac; done
          exit ;;
      esac
      echo "$@"
      """;

  private String withArchive() throws Exception {
    program("jdk/bin/java", ARCHIVING_JAVA);
    Files.writeString(root.resolve("jdk/release"), "JAVA_VERSION=\"17.0.9\"\n");
    return String.join(" ", said(launch()));
  }

  @Test
  void theArchiveOfClassesIsMadeOnceForAJar() throws Exception {
    String archive = "-XX:SharedArchiveFile=" + root.resolve("target/certdrop-17.0.9.jsa");

    assertThat(withArchive()).contains("preparing fast starts").contains(archive);
    assertThat(withArchive()).doesNotContain("preparing").contains(archive);
  }

  @Test
  void theArchiveIsMadeAgainWhereTheJarIsOfAnotherTime() throws Exception {
    withArchive();
    Files.setLastModifiedTime(
        root.resolve("target/certdrop.jar"), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));

    assertThat(withArchive()).contains("preparing fast starts").contains("SharedArchiveFile");
    assertThat(withArchive()).doesNotContain("preparing");
  }

  @Test
  void theArchiveOfATreeThatWasMovedIsMadeAgain() throws Exception {
    withArchive();
    Path madeFor = root.resolve("target/certdrop-17.0.9.jsa.for");
    FileTime time = Files.getLastModifiedTime(madeFor);
    Files.writeString(madeFor, "/elsewhere/target/certdrop.jar\n");
    Files.setLastModifiedTime(madeFor, time);

    assertThat(withArchive()).contains("preparing fast starts");
    assertThat(madeFor).hasContent(root.resolve("target/certdrop.jar").toString());
  }

  @Test
  void agentsAndTheFlightRecorderAreGivenNoArchive() throws Exception {
    for (String options :
        List.of("-javaagent:some.jar", "-agentlib:jdwp", "-XX:StartFlightRecording=x")) {
      assertThat(options(Map.of("JAVA_TOOL_OPTIONS", options), "run"))
          .doesNotContain("SharedArchiveFile");
      assertThat(options(Map.of("JDK_JAVA_OPTIONS", options), "list"))
          .doesNotContain("SharedArchiveFile");
    }
    assertThat(options(Map.of("JAVA_TOOL_OPTIONS", "-Xmx1g"), "run")).contains("SharedArchiveFile");
  }

  /** The commands are for Java 17; what a later one makes of them nobody has tried. */
  @Test
  @EnabledForJreRange(max = JRE.JAVA_17)
  void javaTakesTheCommandsWithoutAWord() throws Exception {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:CompileCommandFile=" + Path.of("src/main/launcher/compile-commands"),
                "-Xlog:disable",
                "-version")
            .redirectErrorStream(true)
            .start();
    started.add(java);
    assertThat(said(java)).hasSize(3).allSatisfy(line -> assertThat(line).contains("17"));
  }
}
