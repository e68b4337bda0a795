package org.certdrop.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certdrop.export.Federation.endpoint;
import static org.certdrop.export.Federation.refusal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.certdrop.party.PartyId;
import org.certdrop.registration.AdmissionPolicy;
import org.certdrop.registration.Entry;
import org.certdrop.registration.FirstContact;
import org.certdrop.registration.RotationPolicy;
import org.certdrop.text.Parsed;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportedPartiesTest {
  @TempDir Path var;
  private ExportedParties parties;

  @BeforeEach
  void register() throws IOException {
    parties =
        new Federation(var)
            .with("node_a")
            .with(
                "node_old",
                TestCertificate.builder("node_old")
                    .notAfter(TestCertificate.NOW.plusSeconds(60))
                    .build(),
                endpoint("10.1.0.2", 1))
            .with(
                "node_p",
                TestCertificate.of("node_p"),
                endpoint("10.1.0.3", 1),
                new AdmissionPolicy(FirstContact.CONFIRM, RotationPolicy.AUTO))
            .parties();
  }

  @Test
  void thoseThatWaitAreNotAmongThem() {
    assertThat(parties.all())
        .extracting(Entry::party)
        .containsExactly(new PartyId("node_a"), new PartyId("node_old"));
    assertThat(refusal(parties.find(new PartyId("NODE_P")).orElseThrow()))
        .contains("waits for a confirmation");
  }

  @Test
  void anIdIsFoundInAnyLetterCase() {
    assertThat(parties.find(new PartyId("Node_A"))).containsInstanceOf(Parsed.Good.class);
    assertThat(parties.find(new PartyId("node_z"))).isEmpty();
  }

  @Test
  void whoseCertificateHasExpiredIsAmongThemAndWarnedAbout() {
    assertThat(parties.warnings(TestCertificate.NOW)).isEmpty();
    assertThat(parties.warnings(TestCertificate.NOW.plus(Duration.ofMinutes(2))))
        .singleElement()
        .asString()
        .contains("node_old ended at 2026-11-23T00:01:00Z");
  }
}
