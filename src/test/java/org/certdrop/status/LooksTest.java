package org.certdrop.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certdrop.home.Faults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LooksTest {
  private final List<Faults.Fault> faults = new ArrayList<>();
  private final Looks look = new Looks(faults, Clock.systemUTC());

  private Optional<String> lookAt(Path entry) {
    return look.at(
        "it",
        entry,
        () -> {
          throw new AccessDeniedException(entry.toString());
        });
  }

  @Test
  void anEntryOfOursThatIsClosedIsItsOwnFault(@TempDir Path directory) throws Exception {
    assertThat(lookAt(Files.createDirectory(directory.resolve("a")))).isEmpty();
    assertThat(faults).singleElement().extracting(Faults.Fault::where).isEqualTo("it");
    assertThat(look.unseen().denied()).isFalse();
  }

  /** Both belong to root: who is not root may not read such an entry. */
  @Test
  void anEntryOfItsFoldersOwnerIsForThatUserToRead() {
    lookAt(Path.of("/usr/bin"));
    assertThat(look.unseen().denied()).isEqualTo(!System.getProperty("user.name").equals("root"));
  }

  @Test
  void whatWasDeniedBeforeStaysSo(@TempDir Path directory) throws Exception {
    look.reported("other", new AccessDeniedException("other"));
    lookAt(Files.createDirectory(directory.resolve("a")));
    assertThat(look.unseen().denied()).isTrue();
  }
}
