package org.certdrop.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesFolderTest {
  @TempDir Path directory;
  private Path installation;
  private Home home;
  private RoutesFolder routes;

  @BeforeEach
  void install() throws IOException {
    installation = directory.toRealPath().resolve("installation");
    home = new Home(directory.toRealPath().resolve("home"));
    routes = new RoutesFolder(home, installation);
    put(installation.resolve("routes/a.camel.yaml"), "shipped");
    put(installation.resolve("routes/b.camel.yaml"), "shipped");
    put(installation.resolve("routes/README.md"), "no route");
    Files.createDirectories(home.directory());
  }

  private static void put(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private String shipped(String name) {
    return "file:" + installation.resolve("routes").resolve(name);
  }

  private String own(String name) {
    return "file:" + home.routes().resolve(name);
  }

  @Test
  void aHomeWithoutRoutesHasThoseOfTheInstallation() throws Exception {
    routes.demandUsable();
    assertThat(routes.pattern()).isEqualTo(shipped("a.camel.yaml") + "," + shipped("b.camel.yaml"));
    assertThat(routes.changed()).isEmpty();
    Files.createDirectory(home.routes());
    assertThat(routes.pattern()).isEqualTo(shipped("a.camel.yaml") + "," + shipped("b.camel.yaml"));
  }

  @Test
  void anOwnFileTakesThePlaceOfTheOneOfItsName_othersAreAdded() throws Exception {
    put(home.routes().resolve("b.camel.yaml"), "changed");
    put(home.routes().resolve("c.camel.yaml"), "added");
    put(home.routes().resolve("a.camel.yaml"), "shipped");
    routes.demandUsable();
    assertThat(routes.pattern())
        .isEqualTo(own("a.camel.yaml") + "," + own("b.camel.yaml") + "," + own("c.camel.yaml"));
    assertThat(routes.changed()).containsExactly("b.camel.yaml");
  }

  @Test
  void theInstallationMayBeTheHome() throws Exception {
    RoutesFolder same = new RoutesFolder(new Home(installation), installation);
    assertThat(same.pattern()).isEqualTo(shipped("a.camel.yaml") + "," + shipped("b.camel.yaml"));
    assertThat(same.changed()).isEmpty();
  }

  @Test
  void whatIsNoFolderIsNotTakenForNoRoutes() throws Exception {
    Files.createSymbolicLink(home.routes(), directory.resolve("unmounted"));
    assertThatThrownBy(routes::demandUsable)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("leads to none");
    Files.delete(home.routes());
    Files.writeString(home.routes(), "a file");
    assertThatThrownBy(routes::demandUsable)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("is no folder");
  }

  @Test
  void withoutAnyRoutesNothingStarts() throws Exception {
    RoutesFolder none = new RoutesFolder(home, directory.resolve("nowhere"));
    assertThatThrownBy(none::demandUsable)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("There are no routes");
  }
}
