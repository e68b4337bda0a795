package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certdrop.home.Home;
import org.certdrop.inbox.RecentVerdicts;
import org.certdrop.party.PartyId;
import org.certdrop.registry.Audit;
import org.certdrop.registry.RegistryReader;
import org.certdrop.registry.RegistryStore;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/service.md, as they stand there, beside a service that is at work. */
class BackupTest {
  private static final Clock CLOCK = Clock.fixed(TestCertificate.NOW, ZoneOffset.UTC);
  private static final int PARTIES = 30;

  @TempDir Path directory;

  /** The n-th block of commands under "Back up and restore". */
  private static String commands(int number) throws IOException {
    String section =
        Files.readString(Path.of("docs/service.md"))
            .split("\n## Back up and restore\n")[1]
            .split("\n## ")[0];
    return section.split("```sh\n")[number].split("```")[0];
  }

  private void run(String commands, Path home, Path backup) throws Exception {
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", commands).redirectErrorStream(true);
    shell.environment().put("home", home.toString());
    shell.environment().put("backup", backup.toString());
    Process process = shell.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    // A file that moves while tar reads makes it warn.
    assertThat(said.lines().filter(line -> !line.startsWith("tar: "))).isEmpty();
    assertThat(process.waitFor()).isZero();
  }

  private static Set<String> registered(Home home) throws IOException {
    return RegistryReader.read(RegistryStore.of(home.var())).active().stream()
        .map(entry -> entry.party().value())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void drop(Home home, int number) throws IOException {
    String party = "node_" + number;
    put(
        home,
        party + ".json",
        "{\"party_id\": \"" + party + "\", \"ip\": \"10.9.0." + number + "\", \"port\": 14001}");
    put(home, party + ".pem", TestCertificate.of(party).pem());
  }

  /** Renames it in: no copy holds a part of it. */
  private static void put(Home home, String name, String content) throws IOException {
    Path unfinished = Files.writeString(home.inbox().resolve(name + ".part"), content);
    Files.move(unfinished, home.inbox().resolve(name));
  }

  @Test
  @Timeout(60)
  void whatIsCopiedWhileTheServiceWorksIsWhole() throws Exception {
    Home home = ServiceTest.makeHome(directory.resolve("home"));
    Path backup = directory.resolve("backup");
    AtomicBoolean failed = new AtomicBoolean();
    Set<String> before;
    try (Service service = Service.start(home, CLOCK)) {
      for (int number = 1; number <= PARTIES / 2; number++) {
        drop(home, number);
      }
      assertThat(service.handleWaiting()).isTrue();
      before = registered(home);
      Thread dropping =
          new Thread(
              () -> {
                try {
                  for (int number = PARTIES / 2 + 1; number <= PARTIES; number++) {
                    drop(home, number);
                  }
                } catch (IOException e) {
                  failed.set(true);
                }
              });
      dropping.start();
      run(commands(1), home.directory(), backup);
      dropping.join();
    }
    assertThat(failed).isFalse();

    Home restored = new Home(Files.createDirectory(directory.resolve("restored")));
    run(commands(2), restored.directory(), backup);
    assertThat(Audit.of(restored.var(), Optional.of(new PartyId("researcher_us"))))
        .isInstanceOf(Audit.Sound.class);
    try (Service service = Service.start(restored, CLOCK)) {
      assertThat(service.handleWaiting()).isTrue();
    }
    assertThat(before).hasSize(PARTIES / 2);
    assertThat(registered(restored)).containsAll(before);
    try (Stream<Path> accepted = Files.list(restored.accepted())) {
      for (Path folder : accepted.toList()) {
        assertThat(registered(restored))
            .contains(RecentVerdicts.read(folder).path("party_id").asText());
      }
    }
  }
}
