package org.certdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.certdrop.JavaCommand;
import org.certdrop.home.TestHomes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How {@code run} tells a person where to sign in: while it runs, and on a terminal. */
class RunWelcomeTest {
  @TempDir Path home;

  @Test
  @Timeout(60)
  void theAddressToSignInStandsOnTheTerminalWhileTheServiceRuns() throws Exception {
    Files.createDirectories(home.resolve("etc"));
    Files.createDirectories(home.resolve("inbox"));
    TestHomes.copyRoutes(home);
    Files.writeString(
        home.resolve("etc/certdrop.properties"),
        "certdrop.http.address=127.0.0.1:0\ncertdrop.http.actions=true\n");
    List<String> options = new ArrayList<>(JavaCommand.SHORT);
    options.addAll(List.of("-Dcertdrop.terminal.err=80", "-Dcertdrop.root=" + home));
    Process process =
        new ProcessBuilder(
                JavaCommand.of(options, Certdrop.class, "run", "--home", home.toString()))
            .redirectErrorStream(true)
            .start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = said.readLine();
      while (line != null && !line.startsWith("Sign in")) {
        line = said.readLine();
      }
      assertThat(line)
          .matches(
              "Sign in within 15 minutes, once: http://127\\.0\\.0\\.1:\\d+/sign-in\\?token=.+");
      assertThat(process.isAlive()).isTrue();
    } finally {
      process.destroy();
      process.waitFor();
    }
  }
}
