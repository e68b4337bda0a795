package org.certdrop.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.certdrop.registration.Conflict;
import org.certdrop.registration.Decision;
import org.certdrop.registration.Proposal;
import org.certdrop.registration.Verified;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A registry that is open during each test. */
abstract class OpenRegistry {
  static final Verified BY_NUMBER =
      new Verified(
          Verified.Method.NUMBER,
          Optional.of("ana"),
          Optional.of(Instant.parse("2026-11-23T12:00:00Z")));

  @TempDir Path folder;
  Registry registry;

  /** What holds it; the tests of another ledger put theirs in its place. */
  RegistryStore store() {
    return RegistryStore.of(folder);
  }

  Home home() {
    return new Home(store());
  }

  @BeforeEach
  void open() throws IOException {
    registry = home().open();
  }

  @AfterEach
  void close() {
    registry.close();
  }

  Decision.Accepted accepted(Proposal proposal) throws IOException {
    return (Decision.Accepted) registry.decide(proposal);
  }

  List<Conflict> conflicts(Proposal proposal) throws IOException {
    return ((Decision.Refused) registry.decide(proposal)).conflicts();
  }
}
