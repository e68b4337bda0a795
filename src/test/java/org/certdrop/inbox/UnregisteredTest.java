package org.certdrop.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.certdrop.export.TestParties;
import org.certdrop.home.Home;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.Entry;
import org.certdrop.registry.Registry;
import org.certdrop.registry.RegistryReader;
import org.certdrop.registry.RegistryStore;
import org.certdrop.text.Parsed;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnregisteredTest {
  @TempDir Path directory;
  private Home home;

  @BeforeEach
  void makeHome() {
    home = new Home(directory);
  }

  private void refuse(String id, String party, String code) throws IOException {
    Path folder = Files.createDirectories(home.refused().resolve(id));
    Files.writeString(
        folder.resolve("verdict.json"),
        ("{\"party_id\": \"%s\", \"code\": \"%s\", \"decided_at\": \"2026-11-23T10:15:00.456Z\","
                + " \"findings\": [{\"severity\": \"warn\", \"hint\": \"Look.\"},"
                + " {\"severity\": \"refuse\", \"hint\": \"Ask.\"}]}")
            .formatted(party, code));
  }

  @Test
  void aRefusedPartyIsNotJustUnknown() throws IOException {
    refuse("20261123T101500.123Z-a", "node_a", "expired");
    refuse("20261123T101501.123Z-a", "NODE_a", "weak-key");
    refuse("20261123T101502.123Z-b", "node_b", "truncated");
    Parsed.Bad<?> said =
        Unregistered.sentence(home, RegistryReader.read(RegistryStore.of(home.var())), "node_a");
    assertThat(said.problem()).contains("node_a is not registered", "refused, weak-key");
    assertThat(said.hint())
        .isEqualTo("Ask. (The full verdict: inbox/refused/20261123T101501.123Z-a/verdict.json)");
  }

  @Test
  void aPartyThatNeverCameIsUnknown() throws IOException {
    refuse("20261123T101502.123Z-b", "node_b", "truncated");
    assertThat(
            Unregistered.sentence(home, RegistryReader.read(RegistryStore.of(home.var())), "node_a")
                .problem())
        .startsWith("node_a is not known");
  }

  @Test
  void whatIsNoIdIsQuoted() throws IOException {
    assertThat(
            Unregistered.sentence(
                    home, RegistryReader.read(RegistryStore.of(home.var())), "a\u001b[31m")
                .problem())
        .startsWith("\"a\\u001b[31m\" is not known");
  }

  /** Refusals of other drops are not why. */
  @Test
  void whatWasRemovedIsNotSaidToBeRefused() throws IOException {
    refuse("20261123T101501.123Z-a", "node_a", "invalid-field");
    try (Registry registry =
        Registry.open(
            home.var(),
            new PartyId("node_us"),
            () -> AdmissionPolicy.AUTOMATIC,
            Clock.systemUTC())) {
      registry.decide(TestParties.proposal("node_a"));
      registry.remove(new PartyId("node_a"));
    }
    Parsed.Bad<?> said =
        Unregistered.sentence(home, RegistryReader.read(RegistryStore.of(home.var())), "NODE_a");
    assertThat(said.problem()).isEqualTo("node_a was removed here.");
    assertThat(said.hint())
        .contains("./certdrop register -pk FILE -pi node_a --ip ", " --port ", " --upsert")
        .contains("(FILE is its certificate). Then", "confirm it again");
    Path accepted = Files.createDirectories(home.accepted().resolve("by-node_a"));
    Files.writeString(accepted.resolve("x.pem"), TestCertificate.of("node_b").pem());
    assertThat(
            Unregistered.sentence(home, RegistryReader.read(RegistryStore.of(home.var())), "node_a")
                .hint())
        .as("another certificate is not named")
        .contains("-pk FILE");
    Path file = accepted.resolve("y.pem");
    Entry removed =
        RegistryReader.read(RegistryStore.of(home.var()))
            .removed(new PartyId("node_a"))
            .orElseThrow();
    Files.writeString(file, removed.certificate().pem());
    assertThat(
            Unregistered.sentence(home, RegistryReader.read(RegistryStore.of(home.var())), "node_a")
                .hint())
        .contains("register -pk " + file + " -pi node_a", "(that file is its certificate)");

    distrust(removed.sha256().toString());
    assertThat(
            Unregistered.sentence(home, RegistryReader.read(RegistryStore.of(home.var())), "node_a")
                .hint())
        .contains("Its former key is in etc/distrusted.txt", "confirm node_a NUMBER --replace")
        .doesNotContain("register");
    distrust("node_a");
    assertThat(
            Unregistered.sentence(home, RegistryReader.read(RegistryStore.of(home.var())), "node_a")
                .hint())
        .isEqualTo(
            "It is in etc/distrusted.txt: nothing of it comes in until that line is taken out.");
  }

  private void distrust(String line) throws IOException {
    Path list = home.directory().resolve("etc/distrusted.txt");
    Files.createDirectories(list.getParent());
    Files.writeString(list, line + "\n");
  }
}
