package org.certdrop.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.certdrop.export.Federation.refusal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.certdrop.files.DurableFiles;
import org.certdrop.text.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportFileTest {
  private static final byte[] NEW = "new".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path directory;

  private List<String> names() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  private Parsed<Path> write(Path file) throws IOException {
    return new ExportFile(file).write(NEW);
  }

  @Test
  void aFileIsReplacedWhole() throws IOException {
    Path file = Files.writeString(directory.resolve("out"), "old and longer");
    assertThat(write(file)).isEqualTo(Parsed.good(file));
    assertThat(file).hasContent("new");
    assertThat(names()).containsExactly("out");
  }

  @Test
  void itsModeIsWhatTheUmaskLeaves() throws IOException {
    write(directory.resolve("out"));
    Path usual = Files.createFile(directory.resolve("usual"));
    assertThat(Files.getPosixFilePermissions(directory.resolve("out")))
        .isEqualTo(Files.getPosixFilePermissions(usual));
  }

  @Test
  void aLinkStaysAndItsFileIsReplaced() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "old");
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("file"));
    write(link);
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
  }

  @Test
  void whatIsNoRegularFileIsNamed() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("nowhere"));
    assertThat(refusal(write(directory))).contains("is no regular file");
    assertThat(refusal(write(link))).contains("is no regular file");
    assertThat(refusal(write(Path.of("/dev/null")))).contains("is no regular file");
  }

  @Test
  void aDirectoryThatIsAbsentIsNamed() throws IOException {
    assertThat(refusal(write(directory.resolve("absent/out")))).contains("absent/out", "directory");
    assertThat(names()).isEmpty();
  }

  @Test
  void aDirectoryThatCannotBeWrittenToIsNamedAndNotTheHiddenFileInIt() throws IOException {
    Path file = directory.resolve("out");
    DurableFiles readOnly =
        new DurableFiles() {
          @Override
          public void create(Path path, byte[] content, Set<PosixFilePermission> mode)
              throws IOException {
            throw new FileSystemException(path.toString(), null, "Read-only file system");
          }
        };
    assertThat(refusal(new ExportFile(file, readOnly).write(NEW)))
        .contains(file + " cannot be written: Read-only file system.", "where this user may write");
    assertThat(names()).isEmpty();
  }

  @Test
  void aFaultLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = Files.writeString(directory.resolve("out"), "old");
    DurableFiles broken =
        new DurableFiles() {
          @Override
          public void replace(Path from, Path to) throws IOException {
            throw new IOException("Input/output error");
          }
        };
    assertThatThrownBy(() -> new ExportFile(file, broken).write(NEW))
        .hasMessage("Input/output error");
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("out");
  }

  @Test
  void aKillAtAnyOperationLeavesTheOldFileOrTheNewOne() throws IOException {
    Path file = directory.resolve("out");
    for (int operation = 0; operation < 6; operation++) {
      Files.writeString(file, "old");
      int[] left = {operation};
      DurableFiles killed =
          new DurableFiles(
              () -> {
                if (left[0]-- == 0) {
                  throw new AssertionError("killed");
                }
              });
      try {
        new ExportFile(file, killed).write(NEW);
      } catch (AssertionError e) {
        assertThat(e).hasMessage("killed");
      }
      assertThat(Files.readString(file)).isIn("old", "new");
      write(file);
      assertThat(names()).containsExactly("out");
    }
  }
}
