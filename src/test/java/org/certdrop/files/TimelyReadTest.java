package org.certdrop.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.certdrop.service.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimelyReadTest {
  private static final UserPrincipal ANNA = () -> "anna";
  private static final UserPrincipal BERT = () -> "bert";

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

  private void giveUp(UserPrincipal owner) {
    assertThatThrownBy(() -> impatient.of(() -> owner, endless)).isInstanceOf(IOException.class);
  }

  @Test
  void whatIsReadComesBack() throws Exception {
    assertThat(new TimelyRead(Duration.ofSeconds(30)).of(() -> ANNA, () -> "content"))
        .isEqualTo("content");
  }

  @Test
  void whatIsThrownIsThrown() {
    TimelyRead patient = new TimelyRead(Duration.ofSeconds(30));
    assertThatThrownBy(
            () ->
                patient.of(
                    () -> ANNA,
                    () -> {
                      throw new NoSuchFileException("a.pem");
                    }))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(
            () ->
                patient.of(
                    () -> ANNA,
                    () -> {
                      throw new OutOfMemoryError("made up");
                    }))
        .isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void aReadThatDoesNotEndIsGivenUp() {
    assertThatThrownBy(() -> impatient.of(() -> ANNA, endless))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not open in time");
  }

  @Test
  void whereSomeOfAnOwnersReadsAreOverdueNoOtherIsBegun() throws Exception {
    for (int i = 0; i < 4; i++) {
      giveUp(ANNA);
    }
    assertThatThrownBy(
            () ->
                impatient.of(
                    () -> ANNA,
                    () -> {
                      throw new IllegalStateException("it was begun");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("other files of its owner");
  }

  @Test
  void theFilesOfAnotherOwnerAreReadAllTheSame() throws Exception {
    TimelyRead reads = new TimelyRead(Duration.ofSeconds(2));
    for (int i = 0; i < 4; i++) {
      assertThatThrownBy(() -> reads.of(() -> ANNA, endless)).isInstanceOf(IOException.class);
    }
    assertThat(reads.of(() -> BERT, () -> "content")).isEqualTo("content");
  }

  @Test
  void onceTheyEndTheOwnersFilesAreReadAgain() throws Exception {
    TimelyRead reads = new TimelyRead(Duration.ofSeconds(2));
    for (int i = 0; i < 4; i++) {
      assertThatThrownBy(() -> reads.of(() -> ANNA, endless)).isInstanceOf(IOException.class);
    }
    opens.countDown();
    Eventually.holds(
        () -> {
          try {
            return reads.of(() -> ANNA, () -> "content").equals("content");
          } catch (IOException e) {
            return false;
          }
        });
  }
}
