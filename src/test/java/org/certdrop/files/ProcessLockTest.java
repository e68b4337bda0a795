package org.certdrop.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.certdrop.disk.Disk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessLockTest {
  @TempDir Path directory;

  private boolean isFreeForAnotherThread() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      return other
          .submit(
              () -> {
                ProcessLock.take(directory.resolve("folder")).close();
                return true;
              })
          .get(10, TimeUnit.SECONDS);
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void aFolderThatIsAbsentIsMadeForItsOwnerAlone() throws Exception {
    Path folder = directory.resolve("a/b");

    ProcessLock.take(folder).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mkdir", "open for writing", "lock"})
  void anErrorWhileItIsTakenKeepsNobodyElseWaiting(String step) throws Exception {
    Disk disk =
        new Disk(operation -> operation.kind().equals(step) ? Disk.Fate.KILL : Disk.Fate.DONE);
    Path folder = disk.see(directory).resolve("folder");

    assertThatThrownBy(() -> ProcessLock.take(folder)).isInstanceOf(Disk.Killed.class);
    assertThat(isFreeForAnotherThread()).isTrue();
  }

  /** What another thread says to the lock of a folder while this one has it. */
  private static Throwable refusal(Path folder) throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      return other
          .submit(
              () ->
                  catchThrowable(
                      () -> ProcessLock.take(folder.resolve(".lock"), Duration.ofMillis(20))))
          .get(10, TimeUnit.SECONDS);
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void anotherThreadWaitsNoLongerThanItsPatience() throws Exception {
    Path folder = directory.resolve("folder");
    try (ProcessLock held = ProcessLock.take(folder)) {
      assertThat(refusal(folder))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(folder.resolve(".lock") + " for too long");
    }
    assertThat(refusal(folder)).isNull();
  }

  @Test
  void aFolderHasOneLockByWhateverNameItIsReached() throws Exception {
    Path folder = Files.createDirectory(directory.resolve("folder"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), folder);
    try (ProcessLock held = ProcessLock.take(folder)) {
      assertThat(refusal(link)).isInstanceOf(IOException.class).hasMessageContaining("too long");
    }
  }
}
