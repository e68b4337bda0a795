package org.certdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.certdrop.home.Home;
import org.certdrop.home.RunLock;
import org.certdrop.home.Var;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageCommandTest {
  private static final String ON =
      "certdrop.http.address=127.0.0.1:8077\ncertdrop.http.actions=true\n";

  @TempDir Path directory;
  private final StringWriter err = new StringWriter();
  private Home home;

  @BeforeEach
  void makeHome() throws IOException {
    home = new Home(DroppedKeys.makeHome(directory.resolve("home")));
  }

  private String page() {
    StringWriter out = new StringWriter();
    Certdrop.execute(
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        "page",
        "--home",
        home.directory().toString());
    return out.toString().strip();
  }

  private void set(String properties) throws IOException {
    Files.writeString(home.properties(), properties);
  }

  @Test
  void whereNothingCanBeDoneOnThePageThePersonHearsWhatToSet() throws IOException {
    set("certdrop.http.address=127.0.0.1:8077\n");

    assertThat(page()).isEmpty();
    assertThat(err.toString()).contains("Set certdrop.http.address=127.0.0.1:8077 and");
  }

  @Test
  void aPortThatOnlyTheServiceKnowsGivesNoAddress() throws IOException {
    set("certdrop.http.address=127.0.0.1:0\ncertdrop.http.actions=true\n");

    assertThat(page()).isEmpty();
    assertThat(err.toString()).contains("only the service knows its port");
  }

  @Test
  void whileNoServiceRunsThePersonHearsThatNobodyAnswersYet() throws IOException {
    set(ON);

    assertThat(page()).matches("http://127\\.0\\.0\\.1:8077/sign-in\\?token=[-_A-Za-z0-9]+");
    assertThat(err.toString().strip())
        .isEqualTo("The service does not run. Start it, then open the address.");
  }

  @Test
  void aServiceThatBeganBeforeThePageWasSetUpMayNotAnswer() throws Exception {
    set(ON);
    Var.prepare(home);
    try (RunLock lock = RunLock.take(home)) {
      Instant began = Instant.parse("2026-07-01T08:00:00Z");
      Files.setLastModifiedTime(home.var().resolve("run.lock"), FileTime.from(began));
      Files.setLastModifiedTime(home.properties(), FileTime.from(began.plusSeconds(9)));
      assertThat(page()).contains("/sign-in?token=");
      assertThat(err.toString()).contains("was changed after the service began");

      err.getBuffer().setLength(0);
      Files.setLastModifiedTime(home.properties(), FileTime.from(began.minusSeconds(9)));
      assertThat(page()).contains("/sign-in?token=");
      assertThat(err.toString()).isEmpty();
    }
  }
}
