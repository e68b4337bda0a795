package org.certdrop.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.certdrop.party.Alias;
import org.certdrop.party.Aliases;
import org.certdrop.party.PartyId;
import org.certdrop.text.Parsed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AliasFileTest {
  private static final PartyId ANNA = new PartyId("node_anna");

  @TempDir Path directory;
  private Home home;
  private Path file;

  @BeforeEach
  void make() throws Exception {
    home = new Home(directory);
    file = Files.createDirectories(directory.resolve("etc")).resolve("aliases.properties");
  }

  private Parsed<Aliases> call(String alias) throws Exception {
    return AliasFile.change(
        home,
        ANNA,
        Optional.of(Alias.parse(alias).orElseThrow(bad -> new IllegalStateException())));
  }

  @Test
  void whereThereIsNoneNobodyHasAnAlias() {
    assertThat(AliasFile.read(home)).isSameAs(Aliases.NONE);
  }

  @Test
  void whatIsNoFileIsAProblemAndNoFault() throws Exception {
    Files.createDirectory(file);
    assertThat(AliasFile.read(home).problems())
        .containsExactly("It is no plain file of 16 MiB at most: nobody has an alias.");
    assertThat(call("Anna")).isInstanceOf(Parsed.Bad.class);
  }

  @Test
  void whatCannotBeReadIsAProblemAndNoFault() throws Exception {
    Files.createSymbolicLink(file, file);
    assertThat(AliasFile.read(home).problems())
        .singleElement()
        .asString()
        .startsWith("It cannot be read, and nobody has an alias: ");
  }

  @Test
  void aLinkIsReadAndNeverReplaced() throws Exception {
    Path mounted = Files.writeString(directory.resolve("mounted"), "node_anna = Anna\n");
    Files.createSymbolicLink(file, mounted);
    assertThat(AliasFile.read(home).of(ANNA)).contains("Anna");
    assertThat(call("Other"))
        .isEqualTo(
            Parsed.bad("etc/aliases.properties is a link.", "Change the file that it leads to."));
    assertThat(file).isSymbolicLink();
    assertThat(mounted).hasContent("node_anna = Anna");
  }

  @Test
  void aChangeIsWholeKeepsTheModeAndTakesUpWhatAKillLeft() throws Exception {
    Files.writeString(file, "# mine\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(file.resolveSibling(".aliases.properties.new"), "half");
    call("Anna");
    assertThat(file).hasContent("# mine\nnode_anna = Anna");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(file.getParent().toFile().list())
        .containsExactlyInAnyOrder(".aliases.lock", "aliases.properties");
  }
}
