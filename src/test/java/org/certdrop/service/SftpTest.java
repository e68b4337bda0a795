package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.certdrop.files.Folders;
import org.certdrop.home.Home;
import org.certdrop.home.StartException;
import org.certdrop.inbox.RecentVerdicts;
import org.certdrop.inbox.RemoteFolder;
import org.certdrop.registry.RegistryReader;
import org.certdrop.registry.RegistryStore;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A home that fetches its drops from a server, by the route that is shipped for it. */
@Timeout(120)
class SftpTest {
  private static final Clock CLOCK = Clock.fixed(TestCertificate.NOW, ZoneOffset.UTC);

  @TempDir Path directory;
  private Home home;
  private DropServer server;

  @BeforeEach
  void begin() throws IOException {
    home = ServiceTest.makeHome(directory.resolve("a home"));
    server = new DropServer(directory.resolve("server"));
  }

  @AfterEach
  void end() throws IOException {
    server.close();
  }

  private interface Doing {
    void with(Service service) throws Exception;
  }

  private void whileServed(Doing doing) throws Exception {
    try (Service service = Service.start(home, CLOCK)) {
      doing.with(service);
    }
  }

  private void putPair(String stem, String party) throws IOException {
    server.put(stem + ".pem", TestCertificate.of(party).pem());
    server.put(
        stem + ".json", "{\"party_id\": \"" + party + "\", \"ip\": \"10.9.0.1\", \"port\": 14001}");
  }

  private List<String> registered() throws IOException {
    return RegistryReader.read(RegistryStore.of(home.var())).active().stream()
        .map(entry -> entry.party().value())
        .toList();
  }

  private List<String> outcomes() throws IOException {
    List<String> outcomes = new ArrayList<>();
    for (Path folder : RecentVerdicts.folders(home, 50)) {
      outcomes.add(RecentVerdicts.read(folder).path("outcome").asText());
    }
    return outcomes;
  }

  private static List<String> names(Path folder) throws IOException {
    return Folders.children(folder).stream().map(path -> path.getFileName().toString()).toList();
  }

  private static Callable<Boolean> faulty(Service service, String words) {
    return () ->
        service.faults().stream()
            .anyMatch(fault -> fault.where().equals("sftp") && fault.message().contains(words));
  }

  @Test
  void whatLiesOnTheServerIsFetchedOnceOverThreeRestartsAndStaysThere() throws Exception {
    server.serve(home);
    for (int i = 1; i <= 3; i++) {
      putPair("site " + i, "node_" + i);
    }
    whileServed(service -> Eventually.holds(() -> registered().size() == 3));
    for (int restarts = 0; restarts < 3; restarts++) {
      putPair("more" + restarts, "node_more" + restarts);
      int most = 4 + restarts;
      whileServed(service -> Eventually.holds(() -> registered().size() == most));
    }

    assertThat(Security.getProvider("BC")).as("certdrop uses Java's own providers").isNull();
    assertThat(outcomes()).hasSize(6).containsOnly("registered");
    assertThat(server.reads).hasValue(12);
    assertThat(names(server.folder())).hasSize(12);
    assertThat(names(home.inbox())).containsExactlyInAnyOrder(".work", "accepted", "refused");
  }

  @Test
  void whatWasFetchedIsMovedOnTheServerWhereThatIsSet() throws Exception {
    server.serve(home, "certdrop.sftp.move-to=done/by-certdrop");
    putPair("a", "node_a");
    server.put("other.docx", "left");

    whileServed(service -> Eventually.holds(() -> names(server.folder()).size() == 2));
    assertThat(names(server.folder().resolve("done/by-certdrop")))
        .containsExactlyInAnyOrder("a.json", "a.pem");
    assertThat(names(server.folder())).containsExactlyInAnyOrder("done", "other.docx");
  }

  @Test
  void fromAServerWithAnotherKeyNothingIsFetchedAndTheFaultIsShown() throws Exception {
    server.serve(home);
    putPair("a", "node_a");
    server.know(home, DropServer.key());
    whileServed(
        service -> {
          Eventually.holds(faulty(service, "another key than"));
          assertThat(server.reads).hasValue(0);
          assertThat(names(home.inbox())).doesNotContain("a.pem", "a.json");
        });
    assertThat(registered()).isEmpty();
  }

  @Test
  void fromAnUnknownServerNothingIsFetched() throws Exception {
    server.serve(home);
    putPair("a", "node_a");
    Path known = home.directory().resolve("etc/sftp/known_hosts");
    Files.writeString(known, "");
    whileServed(service -> Eventually.holds(faulty(service, "another key than")));
    assertThat(server.reads).hasValue(0);
    assertThat(known).isEmptyFile();
    assertThat(registered()).isEmpty();
  }

  @Test
  void aTransferThatIsCutOffIsAFaultUntilItIsMadeAgain() throws Exception {
    server.serve(home);
    server.cuts.set(2);
    putPair("a", "node_a");
    whileServed(
        service -> {
          Eventually.holds(() -> registered().equals(List.of("node_a")));
          Eventually.holds(() -> service.faults().isEmpty());
        });
    assertThat(server.cuts).hasValue(0);
    assertThat(outcomes()).containsExactly("registered");
  }

  @Test
  void aFileThatTheServerRefusesIsAFaultAndHoldsNoOtherUp() throws Exception {
    server.serve(home);
    server.refused = "a.txt";
    server.put("a.txt", text("node_a"));
    server.put("b.txt", text("node_b").replace("10.9.0.1", "10.9.0.2"));
    whileServed(
        service -> {
          Eventually.holds(() -> registered().equals(List.of("node_b")));
          Eventually.holds(faulty(service, "a.txt"));
          server.refused = "";
          Eventually.holds(() -> registered().size() == 2);
          Eventually.holds(() -> service.faults().isEmpty());
        });
  }

  @Test
  void aFileThatIsReplacedOnTheServerIsFetchedAgain() throws Exception {
    server.serve(home);
    server.put("a.txt", text("node_a"));
    whileServed(
        service -> {
          Eventually.holds(() -> registered().equals(List.of("node_a")));
          server.put("a.txt", text("node_replaced"));
          Eventually.holds(() -> registered().size() == 2);
        });
    assertThat(server.reads).hasValue(2);
  }

  private static String text(String party) {
    return TestCertificate.of(party).pem()
        + "fedbiomed node certificate register -pk FILE -pi "
        + party
        + " --ip 10.9.0.1 --port 14001\n";
  }

  @Test
  void whatTheInboxWouldNotTakeIsLeftAndNamed() throws Exception {
    server.serve(home);
    List<String> left =
        List.of("a*.pem", "a?.pem", "a\\b.pem", "line\nbreak.pem", "a.exe", "verdict.json");
    for (String name : left) {
      server.put(name, "x");
    }
    server.put("large.pem", "x".repeat(64 * 1024 + 1));
    Files.createSymbolicLink(server.folder().resolve("link.pem"), Path.of("/etc/hostname"));
    Files.createDirectory(server.folder().resolve("folder.pem"));
    server.put("a.pem.part", "x");
    server.put(".hidden.pem", "x");
    putPair("a", "node_a");
    try (LoggedLines log = new LoggedLines(RemoteFolder.class)) {
      whileServed(service -> Eventually.holds(() -> registered().equals(List.of("node_a"))));
      assertThat(log.lines())
          .hasSize(left.size() + 2)
          .allMatch(line -> line.startsWith("INFO Left on the server: \""))
          .anyMatch(line -> line.contains("\"line\\u000abreak.pem\""))
          .anyMatch(line -> line.contains("\"large.pem\": it is larger than 65536 octets."))
          .anyMatch(line -> line.contains("\"link.pem\": it is no plain file."));
    }
    assertThat(server.reads).hasValue(2);
    assertThat(outcomes()).containsExactly("registered");
    assertThat(names(home.inbox())).containsExactlyInAnyOrder(".work", "accepted", "refused");
  }

  @Test
  void aLinkInTheInboxIsNotFollowedAndTheFileWaitsForItsName() throws Exception {
    server.serve(home);
    Path outside = directory.resolve("outside");
    Files.createSymbolicLink(home.inbox().resolve("a.txt"), outside);
    server.put("a.txt", text("node_a"));
    whileServed(
        service -> {
          Eventually.holds(() -> server.reads.get() == 1);
          Eventually.holds(() -> names(home.inbox()).stream().anyMatch(n -> n.endsWith(".part")));
          assertThat(registered()).isEmpty();
          Files.delete(home.inbox().resolve("a.txt"));
          Eventually.holds(() -> registered().equals(List.of("node_a")));
        });
    assertThat(outside).doesNotExist();
    assertThat(server.reads).hasValue(1);
  }

  @Test
  void aServerThatIsGoneIsAFault() throws Exception {
    server.serve(home);
    server.close();
    whileServed(service -> Eventually.holds(faulty(service, "Cannot connect to sftp://drop@")));
  }

  @Test
  void aRouteWithoutItsSettingsIsNotPassedOver() throws Exception {
    server.serve(home, "certdrop.sftp.user=");
    assertThatThrownBy(() -> Service.start(home, CLOCK))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("needs certdrop.sftp.user");
  }

  @Test
  void aRouteWithoutTheServersKeyIsNotPassedOver() throws Exception {
    server.serve(home);
    Files.delete(home.directory().resolve("etc/sftp/known_hosts"));
    assertThatThrownBy(() -> Service.start(home, CLOCK))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("certdrop.sftp.known-hosts-file");
  }
}
