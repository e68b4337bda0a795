package org.certdrop.files;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.certdrop.disk.Disk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class OpenFolderTest {
  @TempDir Path directory;
  private Path root;
  private Path outside;

  @BeforeEach
  void makeFolders() throws IOException {
    root = Files.createDirectory(directory.resolve("root"));
    outside = Files.createDirectory(directory.resolve("outside"));
  }

  private static void write(OpenFolder folder, String name) throws IOException {
    try (SeekableByteChannel channel = folder.channel(name, CREATE_NEW, WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {'x'}));
    }
  }

  @Test
  void itStaysTheSameFolderWhateverItsNameLeadsTo() throws IOException {
    Files.createDirectory(root.resolve("a"));
    try (OpenFolder open = OpenFolder.of(root);
        OpenFolder a = open.folder("a")) {
      Files.move(root.resolve("a"), root.resolve("b"));
      Files.createSymbolicLink(root.resolve("a"), outside);
      write(a, "one");
      a.move("one", a, "two");
      assertThat(a.names()).containsExactly("two");
      assertThat(a.names()).as("asked again").containsExactly("two");
    }
    assertThat(root.resolve("b/two")).hasContent("x");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void aLinkAFileAndAPipeAreNoFolders() throws Exception {
    Files.createSymbolicLink(root.resolve("link"), outside);
    Files.createFile(root.resolve("file"));
    new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start().waitFor();
    try (OpenFolder open = OpenFolder.of(root)) {
      for (String name : open.names()) {
        assertThatThrownBy(() -> open.folder(name)).isInstanceOf(NotDirectoryException.class);
      }
      assertThatThrownBy(() -> open.folder("absent")).isInstanceOf(NoSuchFileException.class);
    }
  }

  /** The name is a folder when it is looked at, and something else when it is opened. */
  @Test
  @Timeout(30)
  void whatIsSwappedWhileItIsOpenedIsNotOpened() throws Exception {
    for (String[] command :
        new String[][] {{"ln", "-s", outside.toString()}, {"mkfifo"}, {"mkdir"}, {"touch"}}) {
      Path a = Files.createDirectory(root.resolve("a"));
      Disk disk =
          new Disk(
              operation -> {
                if (operation.label().equals("list a")) {
                  Files.move(a, root.resolve("taken"));
                  run(command, a);
                }
                return Disk.Fate.DONE;
              });
      try (OpenFolder open = OpenFolder.of(disk.see(root))) {
        assertThatThrownBy(() -> open.folder("a"))
            .as(command[0])
            .isInstanceOf(NotDirectoryException.class);
      }
      Files.delete(a);
      Files.delete(root.resolve("taken"));
    }
  }

  private static void run(String[] command, Path place) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.command().add(place.toString());
    try {
      assertThat(builder.start().waitFor()).isZero();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void noLinkOnTheWayIsFollowed() throws IOException {
    Files.createDirectory(outside.resolve("b"));
    Files.createSymbolicLink(root.resolve("a"), outside);
    Files.createDirectories(root.resolve("c/d"));
    assertThatThrownBy(() -> OpenFolder.below(root, root.resolve("a/b")))
        .isInstanceOf(NotDirectoryException.class);
    try (OpenFolder d = OpenFolder.below(root, root.resolve("c/d"));
        OpenFolder itself = OpenFolder.below(root, root)) {
      assertThat(d.name()).isEqualTo("d");
      assertThat(itself.names()).containsExactly("a", "c");
    }
  }

  @Test
  void aFolderIsMadeWhereItIsOpenOrNowhere() throws IOException {
    Files.createDirectory(root.resolve("a"));
    Files.createSymbolicLink(root.resolve("link"), outside);
    try (OpenFolder open = OpenFolder.of(root);
        OpenFolder a = open.folder("a");
        OpenFolder made = a.make("b")) {
      assertThat(made.names()).isEmpty();
      assertThatThrownBy(() -> a.make("b")).isInstanceOf(FileAlreadyExistsException.class);
      assertThatThrownBy(() -> open.make("link")).isInstanceOf(FileAlreadyExistsException.class);
      Files.move(root.resolve("a"), root.resolve("taken"));
      Files.createSymbolicLink(root.resolve("a"), outside);
      assertThatThrownBy(() -> a.make("c")).isInstanceOf(NotDirectoryException.class);
    }
    assertThat(outside).isEmptyDirectory();
    assertThat(root.resolve("taken/b")).isDirectory();
  }

  @Test
  void whatIsMadeElsewhereByASwapAtThatVeryMomentIsRemoved() throws IOException {
    Path a = Files.createDirectory(root.resolve("a"));
    Disk disk =
        new Disk(
            operation -> {
              if (operation.kind().equals("mkdir")) {
                Files.move(a, root.resolve("taken"));
                Files.createSymbolicLink(a, outside);
              }
              return Disk.Fate.DONE;
            });
    try (OpenFolder open = OpenFolder.of(disk.see(a))) {
      assertThatThrownBy(() -> open.make("b")).isInstanceOf(NotDirectoryException.class);
    }
    assertThat(outside).isEmptyDirectory();
    assertThat(root.resolve("taken")).isEmptyDirectory();
  }

  @Test
  void filesAreNeverOpenedThroughLinks() throws IOException {
    Files.writeString(outside.resolve("secret"), "canary");
    Files.createSymbolicLink(root.resolve("link"), outside.resolve("secret"));
    try (OpenFolder open = OpenFolder.of(root)) {
      assertThatThrownBy(() -> open.channel("link", READ).close()).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> open.channel("link", WRITE).close()).isInstanceOf(IOException.class);
      assertThat(open.attributes("link").isSymbolicLink()).isTrue();
      open.delete("link");
      assertThat(open.names()).isEmpty();
    }
    assertThat(outside.resolve("secret")).hasContent("canary");
  }

  @Test
  void filesAndEmptyFoldersAreRemovedAndNoFullOnes() throws IOException {
    Files.createDirectories(root.resolve("full/more"));
    Files.createDirectory(root.resolve("empty"));
    Files.createFile(root.resolve("file"));
    try (OpenFolder open = OpenFolder.of(root)) {
      open.delete("empty");
      open.delete("file");
      assertThatThrownBy(() -> open.delete("full")).isInstanceOf(DirectoryNotEmptyException.class);
      assertThatThrownBy(() -> open.delete("file")).isInstanceOf(NoSuchFileException.class);
      assertThat(open.names()).containsExactly("full");
    }
  }

  @Test
  void aModeIsThatOfTheOpenFolder() throws IOException {
    Path a = Files.createDirectory(root.resolve("a"));
    String before = PosixFilePermissions.toString(Files.getPosixFilePermissions(outside));
    try (OpenFolder open = OpenFolder.of(a)) {
      Files.move(a, root.resolve("taken"));
      Files.createSymbolicLink(a, outside);
      open.restrict(PosixFilePermissions.fromString("rwx------"));
      open.sync();
      assertThat(open.owner()).isEqualTo(Files.getOwner(outside));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("taken"))))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(outside)))
        .isEqualTo(before);
  }
}
