package org.certdrop.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FedbiomedFolderTest {
  @TempDir Path folder;
  private Path etc;

  @BeforeEach
  void makeEtc() throws IOException {
    etc = Files.createDirectory(folder.resolve("etc"));
  }

  private Path config(String name) throws IOException {
    return Files.createFile(etc.resolve(name));
  }

  @Test
  void theComponentsFolderItsEtcAndTheFileItselfAreTheSame() throws Exception {
    Path config = config("config.ini");

    assertThat(FedbiomedFolder.configuration(folder)).isEqualTo(config);
    assertThat(FedbiomedFolder.configuration(etc)).isEqualTo(config);
    assertThat(FedbiomedFolder.configuration(config)).isEqualTo(config);
  }

  @Test
  void configIniIsTheComponentsOwn_whateverElseLiesThere() throws Exception {
    config("config_node.ini");
    Path config = config("config.ini");

    assertThat(FedbiomedFolder.configuration(folder)).isEqualTo(config);
  }

  @Test
  void theOnlyComponentOfARootDirectoryIsMeant() throws Exception {
    Path config = config("config_node.ini");

    assertThat(FedbiomedFolder.configuration(folder)).isEqualTo(config);
  }

  @Test
  void ofSeveralComponentsOneIsToBeNamed() throws Exception {
    Path node = config("config_node.ini");
    Path researcher = config("config_researcher.ini");

    assertThatThrownBy(() -> FedbiomedFolder.configuration(folder))
        .isInstanceOf(IdentityException.class)
        .hasMessageContaining(node + ", " + researcher);
  }

  @Test
  void aFolderWithoutAConfigurationIsNoComponents() {
    assertThatThrownBy(() -> FedbiomedFolder.configuration(folder))
        .isInstanceOf(IdentityException.class)
        .hasMessage(folder + " holds no configuration of a Fed-BioMed component.");
  }

  @Test
  void whatIsAbsentIsNamed() {
    assertThatThrownBy(() -> FedbiomedFolder.configuration(folder.resolve("absent")))
        .isInstanceOf(IdentityException.class)
        .hasMessage("There is no file or directory " + folder.resolve("absent") + ".");
  }
}
