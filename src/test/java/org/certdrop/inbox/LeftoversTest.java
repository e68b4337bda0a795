package org.certdrop.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.certdrop.service.LoggedLines;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
  private static final String KEY =
      "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";

  @TempDir Path inbox;
  private Leftovers leftovers;

  @BeforeEach
  void knowNothing() {
    leftovers = new Leftovers(inbox);
  }

  private List<String> looked(String... names) {
    try (LoggedLines log = new LoggedLines(Leftovers.class)) {
      leftovers.look(List.of(names));
      return log.lines();
    }
  }

  @Test
  void eachNewNameIsSaidOnceForAsLongAsItStays() throws IOException {
    Files.writeString(inbox.resolve("a.zip"), "PK");
    assertThat(looked("a.zip"))
        .singleElement()
        .asString()
        .startsWith("INFO ")
        .contains("a.zip", "unpack");
    assertThat(looked("a.zip")).isEmpty();
    assertThat(looked()).isEmpty();
    assertThat(looked("a.zip")).hasSize(1);
  }

  @Test
  void aPrivateKeyIsAnAlarmWhateverItsName() throws IOException {
    Files.writeString(inbox.resolve("notes"), KEY);
    assertThat(looked("notes"))
        .singleElement()
        .asString()
        .startsWith("WARN ")
        .contains("\"notes\" holds a private key", "compromised")
        .doesNotContain("AAAA");
    assertThat(leftovers.of(List.of("notes")))
        .extracting(Leftover::holdsPrivateKey)
        .containsExactly(true);
    assertThat(inbox.resolve("notes")).hasContent(KEY);
  }

  @Test
  void aFolderIsNotOpenedAndSaysWhatToDo() throws IOException {
    Files.createDirectory(inbox.resolve("from-site"));
    assertThat(looked("from-site")).singleElement().asString().contains("drop the files in it");
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Path key = Files.writeString(inbox.resolve("x"), KEY);
    Files.createSymbolicLink(inbox.resolve("link.key"), key);
    looked("link.key");
    assertThat(leftovers.of(List.of("link.key")))
        .extracting(Leftover::holdsPrivateKey)
        .containsExactly(false);
  }

  @Test
  void aNameWhoseFileCannotBeFoundStaysKnown() {
    looked("gone");
    assertThat(leftovers.of(List.of("gone")))
        .extracting(Leftover::toString)
        .containsExactly("gone");
  }
}
