package org.certdrop.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class ReasonTest {
  @Test
  void wordsReplaceTheNamesOfExceptions() {
    assertThat(Reason.reason(new AccessDeniedException("/f"))).isEqualTo("permission denied");
    assertThat(Reason.reason(new NoSuchFileException("/f"))).isEqualTo("no such file");
  }

  @Test
  void theSystemsOwnReasonIsShownWithoutTheFile() {
    assertThat(Reason.reason(new FileSystemException("/f", null, "Read-only file system")))
        .isEqualTo("Read-only file system");
  }

  @Test
  void anyOtherFaultSaysWhatItSays() {
    assertThat(Reason.reason(new IOException("No space left on device")))
        .isEqualTo("No space left on device");
  }

  @Test
  void aFaultWithoutWordsIsNamedByItsKind() {
    assertThat(Reason.reason(new IOException())).isEqualTo("IOException");
  }
}
