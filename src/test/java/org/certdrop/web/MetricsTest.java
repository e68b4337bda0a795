package org.certdrop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.CertificateFacts;
import org.certdrop.registration.FirstContact;
import org.certdrop.registration.Proposal;
import org.certdrop.registration.Registrant;
import org.certdrop.registration.RegistryView;
import org.certdrop.registration.RotationPolicy;
import org.certdrop.registry.Registry;
import org.certdrop.registry.Timing;
import org.certdrop.service.Eventually;
import org.certdrop.service.Workload;
import org.certdrop.status.Bulletin;
import org.certdrop.status.StatusReport;
import org.certdrop.status.TestReports;
import org.certdrop.status.Unseen;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class MetricsTest {
  private static final Pattern NAME = Pattern.compile("`((?:certdrop|jvm|process|system)_\\w+)`");

  @TempDir Path directory;

  private static double value(String text, String sample) {
    Matcher line =
        Pattern.compile("^" + Pattern.quote(sample) + " (\\S+)$", Pattern.MULTILINE).matcher(text);
    assertThat(line.find()).as(sample).isTrue();
    return Double.parseDouble(line.group(1));
  }

  @Test
  void whatHappensIsCounted() throws Exception {
    try (ServedHome home = ServedHome.make(directory).start()) {
      String before = home.get("/metrics").body();
      assertThat(value(before, "certdrop_submissions_total{code=\"\",outcome=\"registered\"}"))
          .isZero();
      assertThat(value(before, "certdrop_submissions_total{code=\"not-pem\",outcome=\"refused\"}"))
          .isZero();
      home.drop(ServedHome.certificate("node_a"), "node_a");
      home.drop("b", "hello", "{\"party_id\": \"node_b\", \"ip\": \"10.9.0.1\", \"port\": 1}");
      Files.writeString(home.inbox().resolve("lone.json"), "{}");
      Files.writeString(home.inbox().resolve("x.docx"), "x");
      Eventually.holds(
          () -> {
            String text = home.get("/metrics").body();
            return text.contains("{code=\"\",outcome=\"registered\"} 1.0")
                && text.contains("{code=\"not-pem\",outcome=\"refused\"} 1.0")
                && text.contains("certdrop_submissions_waiting 1.0")
                && text.contains("certdrop_snapshot_write_seconds_count 2");
          });
      String text = home.get("/metrics").body();
      assertThat(value(text, "certdrop_files_unrecognised")).isEqualTo(1);
      assertThat(value(text, "certdrop_submissions_in_hand")).isZero();
      assertThat(value(text, "certdrop_parties{state=\"active\"}")).isEqualTo(1);
      assertThat(value(text, "certdrop_parties_verified{method=\"none\"}")).isEqualTo(1);
      assertThat(value(text, "certdrop_journal_lines")).isEqualTo(1);
      assertThat(value(text, "certdrop_journal_append_seconds_count")).isEqualTo(1);
      assertThat(value(text, "certdrop_journal_append_seconds_sum")).isPositive();
      assertThat(value(text, "certdrop_faults")).isZero();
      assertThat(value(text, "certdrop_ready{strict=\"false\"}")).isZero();
      assertThat(
              value(
                  text,
                  "certdrop_certificate_expiry_seconds{own=\"true\",party=\"researcher_us\"}"))
          .isCloseTo(
              Duration.between(Instant.now(), TestCertificate.FAR_FUTURE).toSeconds(),
              org.assertj.core.data.Offset.offset(60.0));
      assertThat(value(text, "certdrop_certificate_expiry_seconds{own=\"false\",party=\"node_a\"}"))
          .isPositive();
      assertThat(home.get("/metrics").headers().firstValue("Content-Type"))
          .contains("text/plain; version=0.0.4; charset=utf-8");
    }
  }

  @Test
  void everyNumberIsDocumentedAndEveryDocumentedOneIsThere() throws Exception {
    String document = Files.readString(Path.of("docs/monitoring.md"));
    try (ServedHome home = ServedHome.make(directory).start()) {
      home.drop(ServedHome.certificate("node_a"), "node_a");
      home.awaitOnPage("1 registered");
      String text = home.get("/metrics").body();
      List<String> documented =
          NAME.matcher(document).results().map(name -> name.group(1)).toList();
      assertThat(documented).hasSizeGreaterThan(20).allMatch(text::contains);
      assertThat(
              text.lines()
                  .filter(line -> line.startsWith("certdrop_"))
                  .map(line -> line.replaceFirst("(_count|_sum)?[{ ].*", ""))
                  .distinct())
          .isSubsetOf(documented);
    }
  }

  @Test
  void howManyNumbersThereAreDoesNotGrowWithTheFederation() throws Exception {
    try (Registry registry = registry()) {
      for (int i = 0; i < 150; i++) {
        TestCertificate certificate =
            TestCertificate.builder("node_" + i)
                .notAfter(TestCertificate.NOW.plus(Duration.ofDays(1000 - i)))
                .build();
        registry.decide(new Proposal("s" + i, registrant("node_" + i, certificate), false));
      }
      String text = text(registry.view());
      assertThat(
              text.lines().filter(line -> line.startsWith("certdrop_certificate_expiry_seconds{")))
          .hasSize(50)
          .anyMatch(line -> line.contains("node_149\"}"))
          .noneMatch(line -> line.contains("node_99\"}"));
      assertThat(value(text, "certdrop_certificates_unlisted")).isEqualTo(100);
      assertThat(text.lines()).hasSizeLessThan(300);
    }
  }

  @Test
  void aCertificateMayEndInAnyCentury() throws Exception {
    try (Registry registry = registry()) {
      Instant last = Instant.parse("9999-12-31T23:59:59Z");
      TestCertificate far = TestCertificate.builder("node_far").notAfter(last).build();
      registry.decide(new Proposal("s", registrant("node_far", far), false));
      assertThat(
              value(
                  text(registry.view()),
                  "certdrop_certificate_expiry_seconds{own=\"false\",party=\"node_far\"}"))
          .isEqualTo(Duration.between(TestCertificate.NOW, last).toSeconds());
    }
  }

  private Registry registry() throws Exception {
    return Registry.open(
        directory,
        new PartyId("researcher_us"),
        () -> new AdmissionPolicy(FirstContact.REGISTER, RotationPolicy.AUTO),
        Clock.fixed(TestCertificate.NOW, ZoneOffset.UTC));
  }

  @Test
  void whatCannotBeReadIsNoNumber() {
    Unseen unseen = new Unseen(Set.of(Unseen.INBOX), false);
    String text = text(Optional.empty(), unseen);
    for (String sample :
        List.of(
            "certdrop_submissions_waiting",
            "certdrop_submissions_oldest_seconds",
            "certdrop_files_unrecognised",
            "certdrop_parties{state=\"active\"}",
            "certdrop_parties{state=\"pending\"}",
            "certdrop_parties_verified{method=\"none\"}",
            "certdrop_certificates_unlisted")) {
      assertThat(value(text, sample)).as(sample).isNaN();
    }
    String work = text(Optional.empty(), new Unseen(Set.of(Unseen.WAITING), false));
    assertThat(value(work, "certdrop_submissions_waiting")).isNaN();
    assertThat(value(work, "certdrop_files_unrecognised")).isZero();
    assertThat(value(text(Optional.empty(), Unseen.NOTHING), "certdrop_submissions_waiting"))
        .isZero();
  }

  private static String text(RegistryView view) {
    return text(Optional.of(view), Unseen.NOTHING);
  }

  private static String text(Optional<RegistryView> view, Unseen unseen) {
    StatusReport status = TestReports.of(view, List.of(), unseen);
    Bulletin bulletin =
        new Bulletin(
            TestCertificate.NOW,
            Duration.ZERO,
            status,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    Timing none = new Timing(0, Duration.ZERO);
    Fresh<Bulletin> looks = new Fresh<>("test", () -> bulletin, Duration.ZERO, System::nanoTime);
    try (Metrics metrics = new Metrics(looks)) {
      return metrics.text(bulletin, new Workload(Map.of(), 0, 0, 0, none, none));
    }
  }

  private static Registrant registrant(String party, TestCertificate certificate) {
    Certificate parsed = certificate.certificate();
    return new Registrant(new PartyId(party), Optional.empty(), CertificateFacts.of(parsed));
  }
}
