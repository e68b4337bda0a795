package org.certdrop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certdrop.registration.RegistryView;
import org.certdrop.registry.RegistryReader;
import org.certdrop.registry.RegistryStore;
import org.certdrop.status.Bulletin;
import org.certdrop.status.StatusReport;
import org.certdrop.status.TestReports;
import org.certdrop.status.Unseen;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerSectionTest {
  private static Bulletin bulletin(Optional<RegistryView> registry, Unseen unseen) {
    StatusReport status = TestReports.of(registry, List.of(), unseen);
    return new Bulletin(
        Instant.EPOCH,
        Duration.ZERO,
        status,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static String text(Html html) {
    return Jsoup.parse(html.toString()).text();
  }

  @Test
  void whatCannotBeReadIsCountedByNobody() {
    for (String part : List.of(Unseen.INBOX, Unseen.WAITING)) {
      Bulletin bulletin = bulletin(Optional.empty(), new Unseen(Set.of(part), false));
      assertThat(text(AnswerSection.of(bulletin)))
          .contains(
              "unknown: registered", "unknown: to be confirmed", "unknown: drops wait", "0 faults");
      assertThat(text(WaitingSection.of(bulletin, Filter.NONE, Optional.empty())))
          .isEqualTo("In the inbox It is " + Unseen.UNKNOWN + ".");
      assertThat(text(NeedsSection.of(bulletin, Filter.NONE, Optional.empty())))
          .isEqualTo("What needs you It is " + Unseen.UNKNOWN + ".");
    }
  }

  @Test
  void whatIsSeenIsCounted(@TempDir Path var) throws Exception {
    Bulletin bulletin =
        bulletin(Optional.of(RegistryReader.read(RegistryStore.of(var))), Unseen.NOTHING);
    assertThat(text(AnswerSection.of(bulletin)))
        .contains("0 registered", "0 to be confirmed", "0 drops wait")
        .doesNotContain("unknown");
    assertThat(text(WaitingSection.of(bulletin, Filter.NONE, Optional.empty()))).isEmpty();
  }
}
