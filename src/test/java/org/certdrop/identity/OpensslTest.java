package org.certdrop.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certdrop.identity.OwnParties.NODE;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.certdrop.outbox.AnnouncingSite;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line that the text prints, typed as it stands there, checks the bundle with openssl. */
class OpensslTest {
  @TempDir Path home;
  private AnnouncingSite site;

  @BeforeEach
  void makeSite() throws Exception {
    assumeTrue(runs("openssl version"), "there is no openssl on the PATH");
    site = AnnouncingSite.withPair(home);
    site.publish();
  }

  private boolean runs(String command) throws IOException, InterruptedException {
    Path folder = site == null ? home : site.outbox;
    Process shell =
        new ProcessBuilder("sh", "-c", command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("output").toFile())
            .start();
    assertThat(shell.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return shell.exitValue() == 0;
  }

  private String printed() throws IOException {
    List<String> lines =
        site.text(NODE + ".txt").lines().filter(line -> line.contains("openssl cms")).toList();
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }

  @Test
  void aRegistrationVerifies() throws Exception {
    assertThat(runs(printed())).as(Files.readString(home.resolve("output"))).isTrue();
  }

  @Test
  void aChangedSidecarDoesNot() throws Exception {
    Path sidecar = site.outbox.resolve(NODE + ".json");
    Files.writeString(sidecar, Files.readString(sidecar).replace("14001", "14009"));

    assertThat(runs(printed())).isFalse();
  }

  @Test
  void aRotationVerifiesWithTheNewCertificateAndWithTheOldOne() throws Exception {
    Path old = Files.copy(site.outbox.resolve(NODE + ".pem"), home.resolve("old.pem"));
    site.generate();
    String byOld =
        printed().replace(".json.p7s", ".json.old.p7s").replace(NODE + ".pem", old.toString());

    assertThat(runs(printed())).as(Files.readString(home.resolve("output"))).isTrue();
    assertThat(runs(byOld)).as(Files.readString(home.resolve("output"))).isTrue();
  }

  @Test
  void everyStepVerifies() throws Exception {
    site.generate();
    String step = NODE + ".chain-" + site.sidecar().path("seq").asText();
    site.generate();

    assertThat(runs(printed().replace(NODE, step))).isTrue();
  }
}
