package org.certdrop.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.certdrop.party.Number;
import org.certdrop.party.PartyId;
import org.certdrop.service.Eventually;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two people who act on the same party at the same moment. */
@Timeout(60)
class TwoOperatorsTest {
  private static final String NODE = "node_a";

  @TempDir Path directory;
  private ServedHome home;
  private SignedIn ana;
  private SignedIn bea;
  private final TestCertificate certificate = ServedHome.certificate(NODE);

  @BeforeEach
  void start() throws Exception {
    home =
        ServedHome.make(directory, "certdrop.http.actions=true", "certdrop.policy.first=confirm")
            .start();
    ana = SignedIn.as("Ana", home);
    bea = SignedIn.as("Bea", home);
    home.drop(certificate, NODE);
    Eventually.holds(() -> !ana.page("/party?id=" + NODE).select("form[action=/reject]").isEmpty());
  }

  @AfterEach
  void stop() throws Exception {
    home.close();
  }

  private record Act(SignedIn person, String path, Map<String, String> form) {}

  private Act confirm(SignedIn person) throws Exception {
    String number =
        Number.of(new PartyId(NODE), certificate.certificate().fingerprint()).toString();
    return new Act(
        person, "/confirm", Map.of("party", NODE, "number", number, "token", person.formToken()));
  }

  private Act reject(SignedIn person) throws Exception {
    String waiting =
        person.page("/party?id=" + NODE).select("input[name=certificate]").attr("value");
    return new Act(
        person,
        "/reject",
        Map.of("party", NODE, "certificate", waiting, "token", person.formToken()));
  }

  /** Does both at once. */
  private void race(Act... acts) {
    CountDownLatch begin = new CountDownLatch(1);
    List<CompletableFuture<Void>> all =
        Arrays.stream(acts).map(act -> CompletableFuture.runAsync(() -> send(act, begin))).toList();
    begin.countDown();
    all.forEach(CompletableFuture::join);
  }

  private void send(Act act, CountDownLatch begin) {
    try {
      begin.await();
      assertThat(
              SignedIn.submit(home, act.path(), Optional.of(act.person().cookie()), act.form())
                  .statusCode())
          .isEqualTo(303);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String said(SignedIn person) throws Exception {
    return person.page("/").select("#said").text();
  }

  private long journalled(String event) throws Exception {
    return Files.readString(directory.resolve("var/journal.jsonl"), UTF_8)
        .lines()
        .filter(line -> line.contains("\"" + event + "\""))
        .count();
  }

  @RepeatedTest(2)
  void bothMayConfirmAndItIsRegisteredOnce() throws Exception {
    race(confirm(ana), confirm(bea));

    assertThat(said(ana)).contains("Confirmed: " + NODE);
    assertThat(said(bea)).contains("Confirmed: " + NODE);
    assertThat(home.type("list")).contains(NODE);
    assertThat(home.type("audit")).doesNotContainIgnoringCase("broken");
  }

  @RepeatedTest(3)
  void ifOneConfirmsAndOneRejectsOneWinsAndTheOtherIsTold() throws Exception {
    race(confirm(ana), reject(bea));

    boolean confirmed = said(ana).contains("Confirmed: " + NODE);
    boolean rejected = said(bea).contains("Rejected: ");
    assertThat(confirmed).isNotEqualTo(rejected);
    assertThat(confirmed ? said(bea) : said(ana)).startsWith("\u2715").hasSizeGreaterThan(20);
    assertThat(home.type("list").contains(NODE)).isEqualTo(confirmed);
    assertThat(journalled("rejected")).isEqualTo(rejected ? 1 : 0);
  }
}
