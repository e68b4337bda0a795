package org.certdrop.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private static final Terminal TERMINAL = new Terminal(true, 80, true, true);

  private final PrintStream before = System.err;
  private final ByteArrayOutputStream all = new ByteArrayOutputStream();
  private final BlockingQueue<String> writes = new LinkedBlockingQueue<>();
  private PrintStream standardError;

  @BeforeEach
  void standIn() {
    standardError =
        new PrintStream(all, true, StandardCharsets.UTF_8) {
          @Override
          public void print(String text) {
            super.print(text);
            writes.add(text);
          }
        };
    System.setErr(standardError);
  }

  @AfterEach
  void bringBack() {
    System.setErr(before);
  }

  private String written() {
    return all.toString(StandardCharsets.UTF_8);
  }

  private String nextWrite() throws InterruptedException {
    return writes.poll(1, TimeUnit.MINUTES);
  }

  @Test
  void whatTakesLongIsShownAndTakenAwayAgain() throws InterruptedException {
    try (ProgressBar bar = ProgressBar.of(TERMINAL, Duration.ZERO)) {
      bar.reached("files", 1, 2);
      assertThat(nextWrite()).startsWith("\r[#").endsWith("]  1 of 2 files");
      System.err.println("a line of somebody else");
    }
    assertThat(System.err).isSameAs(standardError);
    assertThat(written()).contains(" \ra line of somebody else" + System.lineSeparator());
    // It may have been shown once more after that line; then it was taken away again.
    assertThat(written().substring(written().lastIndexOf('\n') + 1)).matches("(?s)(.* \r)?");
  }

  @Test
  void whatIsDoneSoonShowsNothing() {
    try (ProgressBar bar = ProgressBar.of(TERMINAL, Duration.ofHours(1))) {
      bar.reached("files", 1, 1);
      System.err.print("x");
    }
    assertThat(written()).isEqualTo("x");
  }

  @Test
  void whereThereIsNothingToCountNothingIsShown() throws InterruptedException {
    try (ProgressBar bar = ProgressBar.of(TERMINAL, Duration.ZERO)) {
      bar.reached("submissions", 0, 0);
      bar.reached("files", 2, 2);
      assertThat(nextWrite()).endsWith("2 of 2 files");
    }
  }

  @Test
  void withoutATerminalOrOnADumbOneNothingChanges() {
    Terminal dumb = new Terminal(true, 80, false, false);
    for (Terminal other : new Terminal[] {Terminal.NONE, dumb}) {
      try (ProgressBar bar = ProgressBar.of(other, Duration.ZERO)) {
        bar.reached("files", 1, 2);
        assertThat(System.err).isSameAs(standardError);
      }
    }
    assertThat(written()).isEmpty();
  }
}
