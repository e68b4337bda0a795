package org.certdrop.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
  @TempDir Path directory;

  @Test
  void aDirectoryWithoutAnyPartOfAHomeIsNone() {
    assertThatThrownBy(() -> new Home(directory).demandMade())
        .isInstanceOf(StartException.class)
        .hasMessageContaining("is no home")
        .hasMessageContaining("certdrop setup");
  }

  /** A link to itself cannot be looked behind, by root either. */
  @Test
  void whatCannotBeSeenIsNotSaidToBeAbsent() throws Exception {
    Path etc = directory.resolve("etc");
    Files.createSymbolicLink(etc, etc);
    Home home = new Home(directory);
    assertThat(home.isMade()).isFalse();
    assertThatThrownBy(home::demandMade)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("Nobody can tell from here whether " + directory + " is a home")
        .hasMessageContaining("certdrop.properties")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("setup"));
  }
}
