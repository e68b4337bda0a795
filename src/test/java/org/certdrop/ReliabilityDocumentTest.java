package org.certdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The tests that docs/reliability.md names exist, and every row names one. */
class ReliabilityDocumentTest {
  /** Other tables hold figures, not promises. */
  private static DocumentTable steps() throws IOException {
    return DocumentTable.of(Path.of("docs/reliability.md"), "Step by step");
  }

  @Test
  void everyRowNamesATest() throws IOException {
    assertThat(steps().rows()).hasSizeGreaterThan(20);
    assertThat(steps().unproven()).isEmpty();
  }

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    assertThat(steps().missing()).isEmpty();
  }
}
