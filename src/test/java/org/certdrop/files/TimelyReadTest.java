package org.certdrop.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.certdrop.service.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimelyReadTest {
  private final TimelyRead impatient = new TimelyRead(Duration.ofMillis(20));
  private final CountDownLatch opens = new CountDownLatch(1);
  private final Callable<String> endless =
      () -> {
        opens.await();
        return "late";
      };

  @AfterEach
  void letAllEnd() {
    opens.countDown();
  }

  /** At the same time, for each waits until its patience ends. */
  private void giveUpFourTimes(TimelyRead reads, String owner) {
    CompletableFuture<?>[] all = new CompletableFuture<?>[4];
    for (int i = 0; i < all.length; i++) {
      all[i] =
          CompletableFuture.runAsync(
              () ->
                  assertThatThrownBy(() -> reads.of(() -> owner, endless))
                      .isInstanceOf(IOException.class),
              task -> new Thread(task).start());
    }
    CompletableFuture.allOf(all).join();
  }

  @Test
  void whatIsReadComesBack() throws Exception {
    assertThat(new TimelyRead(Duration.ofSeconds(30)).of(() -> "anna", () -> "content"))
        .isEqualTo("content");
  }

  @Test
  void whatIsThrownIsThrown() {
    TimelyRead patient = new TimelyRead(Duration.ofSeconds(30));
    assertThatThrownBy(
            () ->
                patient.of(
                    () -> "anna",
                    () -> {
                      throw new NoSuchFileException("a.pem");
                    }))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(
            () ->
                patient.of(
                    () -> "anna",
                    () -> {
                      throw new OutOfMemoryError("made up");
                    }))
        .isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void aReadThatDoesNotEndIsGivenUp() {
    assertThatThrownBy(() -> impatient.of(() -> "anna", endless))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not open in time");
  }

  @Test
  void whereSomeOfAnOwnersReadsAreOverdueNoOtherIsBegun() throws Exception {
    giveUpFourTimes(impatient, "anna");
    assertThatThrownBy(
            () ->
                impatient.of(
                    () -> "anna",
                    () -> {
                      throw new IllegalStateException("it was begun");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("other files of its owner");
  }

  @Test
  void theFilesOfAnotherOwnerAreReadAllTheSame() throws Exception {
    TimelyRead reads = new TimelyRead(Duration.ofSeconds(2));
    giveUpFourTimes(reads, "anna");
    assertThat(reads.of(() -> "bert", () -> "content")).isEqualTo("content");
  }

  @Test
  void onceTheyEndTheOwnersFilesAreReadAgain() throws Exception {
    TimelyRead reads = new TimelyRead(Duration.ofSeconds(2));
    giveUpFourTimes(reads, "anna");
    opens.countDown();
    Eventually.holds(
        () -> {
          try {
            return reads.of(() -> "anna", () -> "content").equals("content");
          } catch (IOException e) {
            return false;
          }
        });
  }
}
