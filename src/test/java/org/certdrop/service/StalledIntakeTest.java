package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.home.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StalledIntakeTest {
  @TempDir Path directory;

  private static List<String> places(Beans beans) {
    beans.watch().look();
    return beans.faults().current().stream().map(Faults.Fault::where).toList();
  }

  @Test
  void anInboxThatIsNotLookedAtIsAFault() throws Exception {
    Home home = new Home(directory);
    Files.createDirectories(home.inbox());
    Files.createDirectories(home.properties().getParent());
    Files.writeString(
        home.properties(),
        "certdrop.component=NODE\ncertdrop.party-id=node_us\ncertdrop.ip=10.0.0.1\n"
            + "certdrop.port=14001\n");
    AtomicLong nanos = new AtomicLong();
    try (Beans beans =
        Beans.of(home, Settings.read(home), Clock.systemUTC(), nanos::get, Front.NONE)) {
      CamelGate gate = new CamelGate(beans.gate(), beans.watch()::polled);
      nanos.addAndGet(Duration.ofSeconds(30).toNanos());
      assertThat(places(beans)).doesNotContain("polling the inbox");

      nanos.incrementAndGet();
      assertThat(places(beans)).contains("polling the inbox");

      gate.begin(null, null);
      assertThat(places(beans)).doesNotContain("polling the inbox");
    }
  }
}
