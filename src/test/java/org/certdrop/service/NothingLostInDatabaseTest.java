package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.certdrop.sql.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same story of a home whose registry lies in a database. */
@Timeout(7200)
class NothingLostInDatabaseTest extends NothingLostTest {
  static String settings(String url) {
    return "certdrop.registry.url="
        + url
        + "\ncertdrop.registry.user="
        + PostgresServer.ROLE
        + "\ncertdrop.registry.name="
        + UUID.randomUUID()
        + "\n";
  }

  /** Each play takes longer. */
  @Override
  int each(int nth) {
    return 7 * nth;
  }

  @Override
  String settings() {
    return settings(PostgresServer.url());
  }

  @Override
  @Test
  void theStoryTouchesEveryPlaceThatCertdropWritesTo() {
    assertThat(whatIsChanged())
        .noneMatch(label -> label.contains("journal.jsonl"))
        .contains("move to var replica", "move to var registry.json", "write verdict.json");
  }
}
