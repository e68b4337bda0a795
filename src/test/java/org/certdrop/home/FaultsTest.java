package org.certdrop.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;

class FaultsTest {
  @Test
  void aFaultOfTheMachineIsSaidInWords() {
    assertThat(Faults.describe(new IOException("it does not open in time")))
        .isEqualTo("it does not open in time");
    assertThat(Faults.describe(new AccessDeniedException("a.pem")))
        .isEqualTo("a.pem: permission denied");
  }

  @Test
  void whatNobodyExpectedNamesItsKind() {
    assertThat(Faults.describe(new IllegalStateException("torn")))
        .isEqualTo("IllegalStateException: torn");
    assertThat(Faults.describe(new IOException())).isEqualTo("IOException");
  }
}
