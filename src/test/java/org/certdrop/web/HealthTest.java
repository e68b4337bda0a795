package org.certdrop.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.certdrop.json.StrictJson;
import org.certdrop.service.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class HealthTest {
  @TempDir Path directory;

  private static List<String> names(HttpResponse<String> health, String status) throws Exception {
    List<String> names = new ArrayList<>();
    for (JsonNode check : StrictJson.mapper().readTree(health.body()).path("checks")) {
      if (check.path("status").asText().equals(status)) {
        names.add(check.path("name").asText());
      }
    }
    return names;
  }

  @Test
  void aHomeAtRestIsUpInEveryRespect() throws Exception {
    try (ServedHome home = ServedHome.make(directory).start()) {
      for (String path : List.of("/health", "/health/live", "/health/ready")) {
        HttpResponse<String> health = home.get(path);
        assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
        assertThat(health.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(names(health, "DOWN")).isEmpty();
      }
      assertThat(names(home.get("/health"), "UP"))
          .contains("certdrop-inbox", "certdrop-outbox", "certdrop-var", "certdrop-clock")
          .contains("certdrop-own-certificate", "certdrop-registry", "certdrop-faults")
          .contains("certdrop-expiry", "context", "route:claim", "route:handle");
    }
  }

  @Test
  void anInboxThatIsGoneIsDownButARestartWouldNotHelp() throws Exception {
    try (ServedHome home = ServedHome.make(directory).start()) {
      Path away = directory.resolve("away");
      Files.move(home.inbox(), away);
      Eventually.holds(() -> home.get("/health/ready").statusCode() == 503);
      HttpResponse<String> health = home.get("/health");
      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(names(health, "DOWN")).contains("certdrop-inbox");
      assertThat(health.body()).contains("is no directory");
      assertThat(home.get("/health/live").statusCode()).isEqualTo(200);
      Files.move(away, home.inbox());
      Eventually.holds(() -> home.get("/health").statusCode() == 200);
    }
  }

  @Test
  void anOwnCertificateThatHasEndedIsDown() throws Exception {
    Instant past = Instant.now().minus(Duration.ofDays(1));
    try (ServedHome home = ServedHome.make(directory, past).start()) {
      assertThat(home.get("/health/live").statusCode()).isEqualTo(200);
      HttpResponse<String> ready = home.get("/health/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(names(ready, "DOWN")).containsExactly("certdrop-own-certificate");
    }
  }

  @Test
  void aCertificateOfSomebodyElseThatHasEndedDoesNotKeepDropsFromBeingHandled() throws Exception {
    try (ServedHome home = ServedHome.make(directory).start()) {
      Instant soon = Instant.now().plus(Duration.ofSeconds(5));
      home.drop(ServedHome.certificate("node_a", soon), "node_a");
      Eventually.holds(() -> home.get("/health").statusCode() == 503);
      assertThat(names(home.get("/health"), "DOWN")).containsExactly("certdrop-expiry");
      assertThat(home.get("/health/ready").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aRegistryThatSomebodyReplacedIsDown() throws Exception {
    try (ServedHome home = ServedHome.make(directory).start()) {
      home.drop(ServedHome.certificate("node_a"), "node_a");
      home.awaitOnPage("1 registered");
      Path journal = directory.resolve("var/journal.jsonl");
      byte[] content = Files.readAllBytes(journal);
      Files.delete(journal);
      Eventually.holds(() -> home.get("/health").statusCode() == 503);
      assertThat(names(home.get("/health"), "DOWN")).contains("certdrop-registry");
      Files.write(journal, content);
    }
  }
}
