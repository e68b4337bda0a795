package org.certdrop.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.certdrop.submission.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedFileTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8192, 65_536})
  void aFileUpToTheLimitIsReadWhole(int size) throws Exception {
    Path file = Files.write(directory.resolve("a.pem"), new byte[size]);
    assertThat(BoundedFile.read(file, Limits.FILE_BYTES))
        .isInstanceOfSatisfying(
            FileContent.Bytes.class, content -> assertThat(content.bytes()).hasSize(size));
  }

  @Test
  void aHugeFileIsTooLargeAndCostsNothing() throws Exception {
    Path file = directory.resolve("a.pem");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1L << 33);
    }
    assertThat(BoundedFile.read(file, Limits.FILE_BYTES))
        .isEqualTo(new FileContent.TooLarge(1L << 33));
  }

  @Test
  void aLinkIsNotFollowed() throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "canary");
    Path link = Files.createSymbolicLink(directory.resolve("a.pem"), secret);
    assertThat(BoundedFile.read(link, Limits.FILE_BYTES))
        .isInstanceOf(FileContent.Unreadable.class);
  }

  @Test
  void aFolderIsNoFile() throws Exception {
    assertThat(BoundedFile.read(directory, Limits.FILE_BYTES))
        .isInstanceOf(FileContent.Unreadable.class);
  }

  @Test
  void aPipeIsNeverOpened() throws Exception {
    Path pipe = directory.resolve("a.pem");
    assumeTrue(
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "there is mkfifo");
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () ->
            assertThat(BoundedFile.read(pipe, Limits.FILE_BYTES))
                .isInstanceOf(FileContent.Unreadable.class));
  }

  @Test
  void aLeaseIsNotWaitedFor() throws Exception {
    Path file = Files.writeString(directory.resolve("a.pem"), "content");
    Process holder =
        new ProcessBuilder(
                "python3",
                "-c",
                "import fcntl, os, signal, sys; signal.signal(signal.SIGIO, signal.SIG_IGN);"
                    + " f = os.open(sys.argv[1], os.O_RDWR);"
                    + " fcntl.fcntl(f, fcntl.F_SETLEASE, fcntl.F_WRLCK);"
                    + " print('held', flush=True); sys.stdin.read()",
                file.toString())
            .start();
    try {
      assumeTrue("held".equals(holder.inputReader().readLine()), "leases can be taken here");
      assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () ->
              assertThatThrownBy(() -> BoundedFile.read(file, Limits.FILE_BYTES))
                  .isInstanceOf(IOException.class)
                  .hasMessageContaining("does not open in time"));
    } finally {
      holder.destroy();
      holder.waitFor();
    }
  }

  @Test
  void aFileThatIsGoneIsTheMachinesMatter() {
    assertThatThrownBy(() -> BoundedFile.read(directory.resolve("absent"), Limits.FILE_BYTES))
        .isInstanceOf(NoSuchFileException.class);
  }
}
