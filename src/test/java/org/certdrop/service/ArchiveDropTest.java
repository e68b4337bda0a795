package org.certdrop.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.certdrop.home.Home;
import org.certdrop.inbox.RecentVerdicts;
import org.certdrop.registry.RegistryReader;
import org.certdrop.registry.RegistryStore;
import org.certdrop.status.StatusReport;
import org.certdrop.submission.TestArchive;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A ZIP in the inbox: what lies in it gets the verdicts that it would get outside. */
@Timeout(60)
class ArchiveDropTest {
  private static final Clock CLOCK = Clock.fixed(TestCertificate.NOW, ZoneOffset.UTC);
  private static final TestCertificate A = TestCertificate.of("node_a");
  private static final TestCertificate B = TestCertificate.of("node_b");

  @TempDir Path directory;
  private Home home;

  @BeforeEach
  void makeHome() throws IOException {
    home = ServiceTest.makeHome(directory.resolve("home"));
  }

  private static String sidecar(String party) {
    return "{\"party_id\": \"" + party + "\", \"ip\": \"10.9.0.1\", \"port\": 14001}";
  }

  private static TestArchive pair() {
    return new TestArchive().with("a.pem", A.pem()).with("a.json", sidecar("node_a"));
  }

  private void drop(String name, byte[] content) throws IOException {
    Files.write(home.inbox().resolve(name), content);
  }

  private void once() throws Exception {
    try (Service service = Service.start(home, CLOCK)) {
      service.handleWaiting();
    }
  }

  /** The verdicts, by the first of their files. */
  private Map<String, JsonNode> verdicts() throws IOException {
    Map<String, JsonNode> verdicts = new TreeMap<>();
    for (Path folder : RecentVerdicts.folders(home, 50)) {
      JsonNode verdict = RecentVerdicts.read(folder);
      verdicts.put(verdict.path("files").path(0).asText(), verdict);
    }
    return verdicts;
  }

  private Map<String, String> outcomes() throws IOException {
    Map<String, String> outcomes = new TreeMap<>();
    verdicts().forEach((file, verdict) -> outcomes.put(file, verdict.path("outcome").asText()));
    return outcomes;
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static List<String> codes(JsonNode verdict) {
    return verdict.path("findings").findValuesAsText("code");
  }

  private byte[] kept(JsonNode verdict, String place, String name) throws IOException {
    Path folder = home.inbox().resolve(place).resolve(verdict.path("submission").asText());
    return Files.readAllBytes(folder.resolve(name));
  }

  @Test
  void eachDropInAnArchiveGetsItsVerdictAndTheArchiveIsKept() throws Exception {
    byte[] mailed =
        new TestArchive()
            .with("for you/a.pem", A.pem())
            .with("for you/a.json", sidecar("node_a"))
            .with("for you/b.pem", B.pem())
            .with("for you/b.json", sidecar("node_c"))
            .with("__MACOSX/for you/._a.pem", "view")
            .bytes();
    drop("mailed.zip", mailed);

    once();

    assertThat(outcomes())
        .isEqualTo(Map.of("a.pem", "registered", "b.pem", "refused", "mailed.zip", "unpacked"));
    JsonNode verdict = verdicts().get("mailed.zip");
    assertThat(texts(verdict.path("unpacked")))
        .containsExactly("a.pem", "a.json", "b.pem", "b.json");
    assertThat(kept(verdict, "accepted", "mailed.zip")).isEqualTo(mailed);
    assertThat(kept(verdicts().get("b.pem"), "refused", "b.json"))
        .isEqualTo(sidecar("node_c").getBytes(UTF_8));
    assertThat(verdicts().get("b.pem").path("code").asText()).isEqualTo("identity-mismatch");
    assertThat(RegistryReader.read(RegistryStore.of(home.var())).active())
        .singleElement()
        .satisfies(entry -> assertThat(entry.party().value()).isEqualTo("node_a"));
  }

  @Test
  void aBadArchiveIsRefusedAndKept() throws Exception {
    byte[] bad = pair().with("../../etc/x.pem", "").bytes();
    drop("bad.zip", bad);

    once();

    JsonNode verdict = verdicts().get("bad.zip");
    assertThat(outcomes()).isEqualTo(Map.of("bad.zip", "refused"));
    assertThat(verdict.path("code").asText()).isEqualTo("malformed-archive");
    assertThat(kept(verdict, "refused", "bad.zip")).isEqualTo(bad);
  }

  @Test
  void anArchiveThatIsCutOffIsWaitedForAndThenRefused() throws Exception {
    byte[] whole = pair().bytes();
    drop("a.zip", Arrays.copyOf(whole, whole.length - 1));
    assertThat(StatusReport.of(home, CLOCK).waiting())
        .singleElement()
        .satisfies(waiting -> assertThat(waiting.reason()).isEqualTo("is incomplete"));

    once();

    assertThat(verdicts().get("a.zip").path("code").asText()).isEqualTo("malformed-archive");
    assertThat(verdicts().get("a.zip").path("findings").path(0).path("message").asText())
        .isEqualTo("The archive is cut off: it has no table of contents at its end.");
  }

  @Test
  void whatIsTooLargeIsNotReadAndRefused() throws Exception {
    drop("large.zip", new byte[(4 << 20) + 1]);

    once();

    JsonNode verdict = verdicts().get("large.zip");
    assertThat(verdict.path("code").asText()).isEqualTo("malformed-archive");
    assertThat(verdict.path("inputs")).isEmpty();
  }

  @Test
  void aNameThatIsInUseIsNotTakenFromAnybody() throws Exception {
    drop("a.json", sidecar("node_other").getBytes(UTF_8));
    drop("2-a.pem", B.pem().getBytes(UTF_8));
    drop("mailed.zip", pair().bytes());

    once();

    assertThat(outcomes()).isEqualTo(Map.of("3-a.pem", "registered", "mailed.zip", "unpacked"));
    assertThat(texts(verdicts().get("mailed.zip").path("unpacked")))
        .containsExactly("3-a.pem", "3-a.json");
    assertThat(home.inbox().resolve("a.json")).hasContent(sidecar("node_other"));
    assertThat(home.inbox().resolve("2-a.pem")).hasContent(B.pem());
  }

  @Test
  void whatIsNotTakenStaysInTheArchiveWithAWarning() throws Exception {
    byte[] mailed =
        pair()
            .with("a.key", PrivateKeys.pem(A.keyPair().getPrivate()))
            .with("again.zip", pair().bytes())
            .bytes();
    drop("mailed.zip", mailed);

    once();

    JsonNode verdict = verdicts().get("mailed.zip");
    assertThat(outcomes()).isEqualTo(Map.of("a.pem", "registered", "mailed.zip", "unpacked"));
    assertThat(codes(verdict)).containsExactly("private-key-present", "left-in-archive");
    assertThat(verdict.path("findings").findValuesAsText("severity")).containsOnly("warn");
    assertThat(verdict.path("findings").path(1).path("message").asText())
        .startsWith("The archive holds what certdrop does not take: a.key (")
        .endsWith(", again.zip. It stays in the archive.");
  }
}
