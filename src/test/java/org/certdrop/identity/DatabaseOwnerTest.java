package org.certdrop.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.certdrop.party.PartyId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseOwnerTest {
  private static final PartyId NODE = new PartyId("NODE_x1");

  @TempDir Path component;
  private Path etc;
  private Path database;

  @BeforeEach
  void makeComponent() throws IOException {
    component = component.toRealPath();
    etc = Files.createDirectory(component.resolve("etc"));
    database = Files.createDirectory(component.resolve("var")).resolve("db_NODE_x1.json");
    Files.writeString(database, "{}");
  }

  private Path config(String name, String text) throws IOException {
    return Files.writeString(etc.resolve(name), text);
  }

  @Test
  void version6NamesIt() throws IOException {
    Path config = config("config.ini", "[default]\nid = NODE_x1\ndb = ../var/db_NODE_x1.json\n");

    assertThat(DatabaseOwner.of(database)).containsExactly(new DatabaseOwner(NODE, config));
  }

  @Test
  void anAbsolutePathMayNameIt() throws IOException {
    config("config.ini", "[default]\nid = NODE_x1\ndb = " + database + "\n");

    assertThat(DatabaseOwner.of(database)).hasSize(1);
  }

  @Test
  void version4NamesItByTheId() throws IOException {
    Path config = config("config_node.ini", "[default]\nid = NODE_x1\n");
    config("config_node2.ini", "[default]\nid = NODE_x2\n");

    assertThat(DatabaseOwner.of(database)).containsExactly(new DatabaseOwner(NODE, config));
  }

  @Test
  void aConfigurationInTheSameFolderCounts() throws IOException {
    Files.writeString(
        database.resolveSibling("config.ini"), "[default]\nid = NODE_x1\ndb = db_NODE_x1.json\n");

    assertThat(DatabaseOwner.of(database)).hasSize(1);
  }

  @Test
  void whatNamesAnotherFileOrNoneOrIsNoConfigurationSaysNothing() throws IOException {
    config("a.ini", "[default]\nid = NODE_x1\ndb = ../var/other.json\n");
    config("b.ini", "[default]\nid = NODE_x2\n");
    config("c.ini", "[default]\ndb = ../var/db_NODE_x1.json\n");
    config("d.ini", "id = NODE_x1\n");
    config("e.ini", "[default]\nid = NODE_x1\ndb = a\0b\n");
    config("f.ini", "[default]\nid = nobody\ndb = ../var/db_NODE_x1.json\n");
    Files.createDirectory(etc.resolve("g.ini"));

    assertThat(DatabaseOwner.of(database)).isEmpty();
  }

  @Test
  void withoutTheFolderNothingIsKnown() throws IOException {
    Files.delete(etc);

    assertThat(DatabaseOwner.of(database)).isEmpty();
  }
}
