package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.certdrop.disk.Disk.Operation;
import org.certdrop.sql.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same story of a home whose registry lies in a database. */
@Timeout(7200)
class NothingLostInDatabaseTest extends NothingLostTest {
  private static final int EVERY = Integer.getInteger("proofs.every", 251);

  static String settings(String url) {
    return "certdrop.registry.url="
        + url
        + "\ncertdrop.registry.user="
        + PostgresServer.ROLE
        + "\ncertdrop.registry.name="
        + UUID.randomUUID()
        + "\n";
  }

  /** What differs goes to the database, which is CutStatementsTest's: a sample is enough here. */
  @Override
  List<Operation> some(List<Operation> all, int nth) {
    return IntStream.range(0, all.size()).filter(i -> i % EVERY == 0).mapToObj(all::get).toList();
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
