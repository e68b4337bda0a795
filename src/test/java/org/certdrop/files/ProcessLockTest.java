package org.certdrop.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
                ProcessLock.take(directory.resolve("other")).close();
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
}
