package org.certdrop.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
  @TempDir Path directory;
  private Home home;

  @BeforeEach
  void makeVar() throws IOException {
    home = new Home(directory);
    Files.createDirectory(home.var());
  }

  @Test
  void isHeldAsLongAsTheServiceRuns() throws Exception {
    assertThat(RunLock.isHeld(home)).isFalse();
    try (RunLock lock = RunLock.take(home)) {
      assertThat(lock).isNotNull();
      assertThat(RunLock.isHeld(home)).isTrue();
    }
    assertThat(RunLock.isHeld(home)).isFalse();
  }

  @Test
  void anotherProcessSeesIt() throws Exception {
    try (RunLock lock = RunLock.take(home)) {
      lock.keep();
      assertThat(LookingProcess.seesAService(home)).isTrue();
    }
    assertThat(LookingProcess.seesAService(home)).isFalse();
  }

  @Test
  void aSecondServiceIsToldThatOneRuns() throws Exception {
    try (RunLock lock = RunLock.take(home)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> RunLock.take(home))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("already runs");
    }
  }

  @Test
  void aDeletedFileIsMadeAndLockedAgain() throws Exception {
    try (RunLock lock = RunLock.take(home)) {
      Files.delete(RunLock.path(home));
      lock.keep();
      assertThatThrownBy(() -> RunLock.take(home)).isInstanceOf(StartException.class);
    }
  }

  @Test
  void whereAnotherServiceTookADeletedLockThatIsAFault() throws Exception {
    try (RunLock lock = RunLock.take(home)) {
      Files.delete(RunLock.path(home));
      try (RunLock other = RunLock.take(home)) {
        assertThatThrownBy(lock::keep)
            .isInstanceOf(IOException.class)
            .hasMessageContaining("another service runs on this home");
        other.keep();
      }
    }
  }
}
