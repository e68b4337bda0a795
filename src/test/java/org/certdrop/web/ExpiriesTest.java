package org.certdrop.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certdrop.json.StrictJson;
import org.certdrop.status.Bulletin;
import org.certdrop.status.StatusReport;
import org.certdrop.status.TestReports;
import org.certdrop.status.Unseen;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "Soon" is what the configuration says, wherever it is said. */
@Timeout(120)
class ExpiriesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

  @TempDir Path directory;

  private static Badge mark(Duration warning, Duration left) {
    StatusReport status = TestReports.without(Unseen.NOTHING);
    return Expiries.mark(
        NOW.plus(left),
        new Bulletin(
            NOW, warning, status, Optional.empty(), Optional.empty(), Optional.empty(), List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "P30D, P30D, NONE",
    "P30D, PT719H59M59S, FAIR",
    "P30D, PT0S, FAIR",
    "P30D, PT-1S, BAD",
    "P5D, P6D, NONE",
    "P90D, P89D, FAIR",
    "PT0S, PT0S, NONE",
    "PT0S, PT-1S, BAD"
  })
  void aCertificateIsMarkedWhereTheSettingWarns(Duration warning, Duration left, Badge mark) {
    assertThat(mark(warning, left)).isEqualTo(mark);
  }

  private static boolean isMarked(Document page, String selector, String day) {
    String shown = page.select(selector).text();
    assertThat(shown).contains(day);
    return shown.contains("\u25b2 " + day);
  }

  private static List<String> warned(ServedHome home) throws Exception {
    List<String> names = new ArrayList<>();
    StrictJson.mapper()
        .readTree(home.type("status", "--json"))
        .path("warnings")
        .forEach(warning -> names.add(warning.path("where").asText()));
    return names;
  }

  /** The own certificate ends in 60 days, the other one in 20. */
  @ParameterizedTest
  @CsvSource({"P10D, 0", "P40D, 1", "P90D, 2"})
  void pageStatusHealthAndMetricsCallTheSameCertificatesSoon(String warning, int soon)
      throws Exception {
    Instant own = Instant.now().plus(Duration.ofDays(60));
    Instant other = Instant.now().plus(Duration.ofDays(20));
    try (ServedHome home =
        ServedHome.make(directory, own, "certdrop.policy.expiry-warning=" + warning).start()) {
      home.drop(ServedHome.certificate("node_a", other), "node_a");
      home.awaitOnPage("1 registered");
      Document page = home.page();
      assertThat(isMarked(page, ".own", own.toString().substring(0, 10))).isEqualTo(soon > 1);
      assertThat(
              isMarked(
                  page,
                  "section:has(#parties) tr:has(td:contains(node_a)), section:has(#parties)"
                      + " tr:has(th:contains(node_a))",
                  other.toString().substring(0, 10)))
          .isEqualTo(soon > 0);
      List<String> names = List.of("own certificate", "certificate of node_a").subList(2 - soon, 2);
      assertThat(page.select("section:has(#faults) tbody tr").eachText())
          .hasSize(soon)
          .allMatch(row -> names.stream().anyMatch(row::contains));
      assertThat(warned(home)).containsExactlyElementsOf(names);
      JsonNode health = StrictJson.mapper().readTree(home.get("/health").body());
      assertThat(details(health)).containsExactlyInAnyOrderElementsOf(names);
      assertThat(home.get("/metrics").body()).contains("certdrop_warnings " + soon + ".0\n");
    }
  }

  private static List<String> details(JsonNode health) {
    List<String> names = new ArrayList<>();
    for (JsonNode check : health.path("checks")) {
      if (check.path("name").asText().equals("certdrop-expiry")) {
        check.path("details").fieldNames().forEachRemaining(names::add);
      }
    }
    return names;
  }

  @Test
  void whileTheConfigurationCannotBeReadTheServiceGoesOnWarning() throws Exception {
    Instant own = Instant.now().plus(Duration.ofDays(60));
    try (ServedHome home =
        ServedHome.make(directory, own, "certdrop.policy.expiry-warning=P90D").start()) {
      Files.writeString(directory.resolve("etc/certdrop.properties"), "certdrop.nonsense=1\n");
      home.awaitOnPage("certdrop.nonsense");
      assertThat(home.page().select("section:has(#faults)").text())
          .contains("What needs care soon");
      assertThat(isMarked(home.page(), ".own", own.toString().substring(0, 10))).isTrue();
    }
  }
}
