package org.certdrop.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {
  @TempDir Path directory;
  private final DurableFiles files = new DurableFiles();

  @Test
  void aFileMovesInUnderAFreeName() throws IOException {
    Path from = Files.writeString(directory.resolve(".a.part"), "content");
    files.moveIn(from, directory.resolve("a"));
    assertThat(directory.resolve("a")).hasContent("content");
    assertThat(from).doesNotExist();
  }

  @Test
  void aFileThatMovesInTakesNobodysPlace() throws IOException {
    Path from = Files.writeString(directory.resolve(".a.part"), "content");
    Path taken = Files.writeString(directory.resolve("a"), "precious");
    assertThatThrownBy(() -> files.moveIn(from, taken))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(taken).hasContent("precious");
    assertThat(from).hasContent("content");
  }

  @Test
  void aFaultIsNoSuccess() {
    assertThatThrownBy(() -> files.moveIn(directory.resolve("absent"), directory.resolve("a")))
        .isInstanceOf(IOException.class);
  }
}
