package org.certdrop.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.certdrop.service.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimelyReadTest {
  private static final UserPrincipal ANNA = () -> "anna";
  private static final UserPrincipal BERT = () -> "bert";

  private final AtomicLong nanos = new AtomicLong();
  private final TimelyRead impatient = patientFor(Duration.ofMillis(20));
  private final TimelyRead slowly = patientFor(Duration.ofSeconds(30));
  private final CountDownLatch opens = new CountDownLatch(1);
  private final Callable<String> endless =
      () -> {
        opens.await();
        return "late";
      };

  private TimelyRead patientFor(Duration patience) {
    return new TimelyRead(patience, nanos::get);
  }

  @AfterEach
  void letAllEnd() {
    opens.countDown();
  }

  /** At the same time, for each waits until its patience ends. */
  private void giveUpFourTimes(TimelyRead reads, UserPrincipal owner) {
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
    assertThat(patientFor(Duration.ofSeconds(30)).of(() -> ANNA, () -> "content"))
        .isEqualTo("content");
  }

  @Test
  void whatIsThrownIsThrown() {
    TimelyRead patient = patientFor(Duration.ofSeconds(30));
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
    giveUpFourTimes(impatient, ANNA);
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
    TimelyRead reads = patientFor(Duration.ofSeconds(2));
    giveUpFourTimes(reads, ANNA);
    assertThat(reads.of(() -> BERT, () -> "content")).isEqualTo("content");
  }

  @Test
  void onceTheyEndTheOwnersFilesAreReadAgain() throws Exception {
    TimelyRead reads = patientFor(Duration.ofSeconds(2));
    giveUpFourTimes(reads, ANNA);
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

  private String readTaking(Duration time, UserPrincipal owner) throws IOException {
    return slowly.of(
        () -> owner,
        () -> {
          nanos.addAndGet(time.toNanos());
          return "content";
        });
  }

  @Test
  void filesThatOpenJustInTimeGetTwoSecondsOfTen() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(readTaking(Duration.ofMillis(700), ANNA)).isEqualTo("content");
    }
    assertThatThrownBy(() -> readTaking(Duration.ofMillis(700), ANNA))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("open slowly");
    assertThat(nanos).as("the fourth was not opened").hasValue(2_100_000_000L);
    assertThat(readTaking(Duration.ZERO, BERT)).isEqualTo("content");
  }

  @Test
  void afterTenSecondsTheyAreReadAgain() throws Exception {
    readTaking(Duration.ofSeconds(3), ANNA);
    nanos.addAndGet(Duration.ofSeconds(7).toNanos() - 1);
    assertThatThrownBy(() -> readTaking(Duration.ZERO, ANNA)).isInstanceOf(IOException.class);
    nanos.incrementAndGet();
    assertThat(readTaking(Duration.ZERO, ANNA)).isEqualTo("content");
  }

  @Test
  void aSlowReadThatFailsCountsAsWell() {
    assertThatThrownBy(
            () ->
                slowly.of(
                    () -> ANNA,
                    () -> {
                      nanos.addAndGet(Duration.ofSeconds(2).toNanos());
                      throw new NoSuchFileException("a.pem");
                    }))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> readTaking(Duration.ZERO, ANNA)).hasMessageContaining("open slowly");
  }

  @Test
  void whatIsReadAtTheUsualSpeedIsNotCounted() throws Exception {
    for (int i = 0; i < 1000; i++) {
      assertThat(readTaking(Duration.ofMillis(20), ANNA)).isEqualTo("content");
    }
  }

  @Test
  void theOwnFilesOfCertdropsUserAreNotCounted() throws Exception {
    UserPrincipal us = () -> System.getProperty("user.name");
    readTaking(Duration.ofSeconds(3), us);
    assertThat(readTaking(Duration.ofSeconds(3), us)).isEqualTo("content");
  }
}
