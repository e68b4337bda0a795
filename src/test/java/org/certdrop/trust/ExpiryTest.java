package org.certdrop.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.certdrop.registration.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpiryTest {
  @TempDir Path var;

  private static List<String> ids(List<Entry> entries) {
    return entries.stream().map(entry -> entry.party().value()).toList();
  }

  @Test
  void certificatesAreOverSoonOverOrNeither() throws IOException {
    Members members = new Members(var);
    for (int days : new int[] {40, 12, 3, 1, 2}) {
      members.with("node_" + days, Members.certificate("node_" + days, days));
    }
    Expiry expiry =
        Expiry.of(
            members.view().active(), Members.NOW.plus(Duration.ofDays(3)), Duration.ofDays(30));
    assertThat(ids(expiry.expired())).containsExactly("node_1", "node_2");
    assertThat(ids(expiry.expiring())).containsExactly("node_3", "node_12");
  }
}
