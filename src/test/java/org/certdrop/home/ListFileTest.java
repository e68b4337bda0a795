package org.certdrop.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.certdrop.party.PartyId;
import org.certdrop.trust.Distrusted;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListFileTest {
  private static final PartyId A = new PartyId("node_a");

  @TempDir Path directory;
  private Home home;
  private Path file;

  @BeforeEach
  void makeHome() throws IOException {
    home = new Home(directory);
    file = Files.createDirectory(directory.resolve("etc")).resolve("distrusted.txt");
  }

  private boolean namesA() throws IOException {
    return ListFile.DISTRUSTED.read(home).names(A);
  }

  @Test
  void absentListsSayNothing() throws IOException {
    assertThat(ListFile.ROSTER.read(home)).isEmpty();
    assertThat(ListFile.DISTRUSTED.read(home)).isSameAs(Distrusted.NONE);
    assertThat(ListFile.DISTRUSTED.look(home)).isEmpty();
  }

  @Test
  void aLinkOfTheOperatorIsFollowedAndLooksLikeItsTarget() throws IOException {
    Path target = Files.writeString(directory.resolve("mounted"), "node_a");
    Files.createSymbolicLink(file, target);
    assertThat(namesA()).isTrue();
    var before = ListFile.DISTRUSTED.look(home);
    Files.writeString(target, "node_a\nnode_b\n");
    assertThat(ListFile.DISTRUSTED.look(home)).isNotEqualTo(before);
  }

  @Test
  void whatIsNoPlainFileIsNotOpened() throws IOException {
    Files.createDirectory(file);
    assertThatThrownBy(this::namesA)
        .isInstanceOf(UnusableListException.class)
        .hasMessageContaining("no plain file");
  }

  @Test
  void whatDoesNotParseIsNamedWithFileAndLine() throws IOException {
    Files.writeString(file, "node_a\nhospital\n");
    assertThatThrownBy(this::namesA)
        .isInstanceOf(UnusableListException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("Line 2")
        .hasMessageContaining("hospital");
  }

  @Test
  void aHugeFileIsNotReadToItsEnd() throws IOException {
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(1L << 40);
    }
    assertThatThrownBy(this::namesA)
        .isInstanceOf(UnusableListException.class)
        .hasMessageContaining("16 MiB");
  }

  @Test
  void whatCannotBeReadSaysWhy() throws IOException {
    Files.delete(Files.createFile(file));
    Files.delete(file.getParent());
    Files.createSymbolicLink(file.getParent(), Path.of("etc"));
    assertThatThrownBy(this::namesA)
        .isInstanceOf(UnusableListException.class)
        .hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> ListFile.DISTRUSTED.look(home))
        .isInstanceOf(UnusableListException.class);
  }

  @Test
  void aLinkThatLeadsNowhereIsNotTakenForNoList() throws Exception {
    Path unmounted = home.directory().resolve("unmounted");
    Files.createDirectories(home.resolve("etc"));
    Files.createSymbolicLink(home.resolve("etc/distrusted.txt"), unmounted);
    assertThatThrownBy(() -> ListFile.DISTRUSTED.read(home))
        .isInstanceOf(UnusableListException.class)
        .hasMessageContaining("leads nowhere");
    assertThatThrownBy(() -> ListFile.DISTRUSTED.look(home))
        .isInstanceOf(UnusableListException.class);
    assertThat(ListFile.ROSTER.read(home)).isEmpty();
    Files.delete(home.resolve("etc/distrusted.txt"));
    Files.delete(home.resolve("etc"));
    Files.createSymbolicLink(home.resolve("etc"), unmounted);
    assertThatThrownBy(() -> ListFile.ROSTER.read(home))
        .isInstanceOf(UnusableListException.class)
        .hasMessageContaining(home.resolve("etc").toString());
  }
}
