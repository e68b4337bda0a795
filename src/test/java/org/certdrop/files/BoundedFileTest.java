package org.certdrop.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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
  void aFileThatIsSwappedForAPipeAndRemovedCountsAsItsOwnersAllTheSame() throws Exception {
    TimelyRead reads = new TimelyRead(Duration.ofMillis(20), () -> 0);
    CountDownLatch written = new CountDownLatch(1);
    List<String> told = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Path file = Files.writeString(directory.resolve(i + ".pem"), "content");
      BoundedFile.Opening opening =
          () -> {
            Files.delete(file); // nothing at this name tells the owner any more
            await(written);
            throw new NoSuchFileException(file.toString());
          };
      PosixFileAttributes before = Files.readAttributes(file, PosixFileAttributes.class);
      told.add(messageOf(() -> BoundedFile.read(before, opening, Limits.FILE_BYTES, reads)));
    }
    written.countDown();
    assertThat(told.subList(0, 4)).allMatch(text -> text.startsWith("it does not open in time"));
    assertThat(told.get(4)).isEqualTo("other files of its owner do not open in time");
    assertThat(directory.resolve("4.pem")).as("it was not opened").exists();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String messageOf(ThrowingCallable work) {
    return catchThrowableOfType(IOException.class, work).getMessage();
  }

  @Test
  void aFileThatIsGoneIsTheMachinesMatter() {
    assertThatThrownBy(() -> BoundedFile.read(directory.resolve("absent"), Limits.FILE_BYTES))
        .isInstanceOf(NoSuchFileException.class);
  }
}
