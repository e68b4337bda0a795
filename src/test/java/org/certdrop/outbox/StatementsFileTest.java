package org.certdrop.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.certdrop.files.DurableFiles;
import org.certdrop.registry.SharedStatements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The copy that a home has of what several homes share. */
class StatementsFileTest {
  private static final String OLDER = "{\"seq\":4}\n";
  private static final String NEWER = "{\"seq\":5}\n";

  @TempDir Path folder;

  /** What is said is durable only once it was put there again. */
  static final class Shared implements SharedStatements {
    String document;
    private boolean standbyIsAway;
    private int replaced;

    Shared(String document) {
      this.document = document;
    }

    @Override
    public Optional<String> read() {
      return Optional.ofNullable(document);
    }

    @Override
    public boolean replace(Optional<String> before, String after) throws IOException {
      if (standbyIsAway) {
        throw new IOException("the standby is away");
      }
      replaced++;
      if (!before.equals(read())) {
        return false;
      }
      document = after;
      return true;
    }
  }

  private StatementsFile file(Shared shared) {
    return new StatementsFile(folder, new DurableFiles(), () -> Optional.of(shared));
  }

  private Path copy() {
    return folder.resolve("statements.json");
  }

  @Test
  void whatAnotherHomeSaidIsCopiedOnceItIsDurable() throws IOException {
    Files.writeString(copy(), OLDER);
    Shared shared = new Shared(NEWER);
    shared.standbyIsAway = true;
    assertThatThrownBy(() -> file(shared).share()).hasMessage("the standby is away");
    assertThat(copy()).hasContent(OLDER.strip());

    shared.standbyIsAway = false;
    file(shared).share();
    assertThat(copy()).hasSameTextualContentAs(Files.writeString(folder.resolve("n"), NEWER));
    file(shared).share();
    assertThat(shared.replaced).as("what is the same is not put there again").isEqualTo(1);
  }

  @Test
  void whatADatabaseLostIsPutThereAgain() throws IOException {
    Files.writeString(copy(), NEWER);
    Shared shared = new Shared(OLDER);

    file(shared).share();

    assertThat(shared.document).isEqualTo(NEWER);
  }
}
