package org.certdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person who names no home is told which one answered, where it matters. */
class UnnamedHomeTest {
  private static final String ROOT = "certdrop.root";

  @TempDir Path directory;
  private final StringWriter err = new StringWriter();
  private Path home;
  private String before;

  @BeforeEach
  void makeHome() throws IOException {
    home = DroppedKeys.makeHome(directory.resolve("home"));
    before = System.getProperty(ROOT);
    System.setProperty(ROOT, home.toString());
  }

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(ROOT);
    } else {
      System.setProperty(ROOT, before);
    }
  }

  private int type(String... words) {
    return Certdrop.execute(
        new PrintWriter(new StringWriter(), true), new PrintWriter(err, true), words);
  }

  private String told() {
    return "The home is " + home + ", the launcher's folder; --home DIR names another.\n";
  }

  @Test
  void afterAChange() {
    assertThat(type("generate", "--force")).isZero();
    assertThat(err.toString()).isEqualTo(told());
  }

  @Test
  void nothingIsReplacedWhereNothingIs() throws IOException {
    Path identity = home.resolve("etc/identity");
    Files.delete(identity.resolve("component.pem"));
    Files.delete(identity.resolve("component.key"));

    assertThat(type("generate", "--force")).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("certdrop: There is no certificate to replace in " + identity)
        .contains("--home DIR", "CERTDROP_HOME")
        .endsWith(told());
    assertThat(identity.resolve("component.pem")).doesNotExist();

    assertThat(type("generate", "--force", "--home", home.toString())).isZero();
    assertThat(identity.resolve("component.pem")).exists();
  }

  @Test
  void aFirstCertificateIsMadeWithoutForce() throws IOException {
    Files.delete(home.resolve("etc/identity/component.pem"));
    Files.delete(home.resolve("etc/identity/component.key"));

    assertThat(type("generate")).isZero();
    assertThat(home.resolve("etc/identity/component.pem")).exists();
  }

  @Test
  void aPairThatIsNotTheConfiguredPartysIsReplaced() throws IOException {
    Files.writeString(
        home.resolve("etc/certdrop.properties"),
        "\ncertdrop.party-id=researcher_other\n",
        StandardOpenOption.APPEND);

    assertThat(type("generate", "--force")).as(err.toString()).isZero();
    assertThat(err.toString()).isEqualTo(told());
  }

  @Test
  void whenSomethingFailed() {
    assertThat(type("show", "node_x")).isEqualTo(1);
    assertThat(err.toString()).startsWith("certdrop: node_x is not known").endsWith(told());
  }

  @Test
  void notWhereItDoesNotMatter() {
    assertThat(type("list")).isZero();
    assertThat(type("generate", "--help")).isZero();
    assertThat(type("generate", "--no-such-option")).isEqualTo(2);
    assertThat(type()).isEqualTo(2);
    assertThat(err.toString()).doesNotContain("The home is");
  }

  @Test
  void notWhereItWasNamed() {
    assertThat(type("generate", "--force", "--home", home.toString())).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void notAfterALogThatNamesIt() throws IOException {
    Files.writeString(home.resolve("inbox/a.pem"), "hello");
    Files.writeString(home.resolve("inbox/a.json"), "{}");
    assertThat(type("run", "--once")).isEqualTo(1);
    assertThat(err.toString()).doesNotContain("The home is");
  }

  @Test
  void notToAProgram() {
    assertThat(type("show", "node_x", "--json")).isEqualTo(1);
    assertThat(err.toString()).doesNotContain("The home is");
  }
}
