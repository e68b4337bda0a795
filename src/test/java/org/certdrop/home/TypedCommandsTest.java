package org.certdrop.home;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.certdrop.json.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedCommandsTest {
  private static final TypedCommands TYPED = TypedCommands.of(new Home(Path.of("/srv/h1")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Type: ./certdrop confirm node_a NUMBER | Type: ./certdrop confirm --home /srv/h1 node_a NUMBER",
        "see ./certdrop list. | see ./certdrop list --home /srv/h1.",
        "./certdrop export mp-spdz --dir x | ./certdrop export mp-spdz --home /srv/h1 --dir x",
        "./certdrop show --home /srv/h2 a | ./certdrop show --home /srv/h2 a",
        "certdrop shows nothing | certdrop shows nothing"
      })
  void aCommandActsOnItsHome(String text, String complete) {
    assertThat(TYPED.complete(text)).isEqualTo(complete);
    assertThat(TYPED.complete(complete)).as("complete already").isEqualTo(complete);
  }

  @Test
  void aHomeIsOneWordOfTheShell() {
    assertThat(TypedCommands.of(new Home(Path.of("/srv/it's $HOME"))).complete("./certdrop list"))
        .isEqualTo("./certdrop list --home '/srv/it'\\''s $HOME'");
  }

  /** As a launcher found on the PATH was called, by root in a home of another user. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "./certdrop list; ./certdrop delete ID | sudo -u ana certdrop list --home /h; sudo -u ana certdrop delete --home /h ID",
        "./certdrop setup --home /i | sudo -u ana certdrop setup --home /i",
        "sudo -u eve ./certdrop list | sudo -u eve certdrop list --home /h",
        "setpriv --reuid 7 --regid 7 --clear-groups ./certdrop list | setpriv --reuid 7 --regid 7 --clear-groups certdrop list --home /h",
        "./certdrop pack | certdrop pack --home /h",
        "./certdrop export fedbiomed | sudo -u ana certdrop export fedbiomed --home /h",
        "./certdrop export pem | certdrop export pem --home /h"
      })
  void aCommandIsTypedAsTheOneBefore(String text, String complete) {
    TypedCommands typed = new TypedCommands("sudo -u ana ", "certdrop", " --home /h");
    assertThat(typed.complete(text)).isEqualTo(complete);
    assertThat(typed.complete(complete)).as("complete already").isEqualTo(complete);
  }

  @Test
  void theLauncherSaysHowItWasCalled() {
    System.setProperty("certdrop.called", "/opt/my certdrop/certdrop");
    try {
      assertThat(TypedCommands.of(new Home(Path.of("/srv/h1"))).complete("./certdrop list"))
          .isEqualTo("'/opt/my certdrop/certdrop' list --home /srv/h1");
    } finally {
      System.clearProperty("certdrop.called");
    }
  }

  @Test
  void inADocumentOnlyWhatIsForPeopleIsCompleted() throws Exception {
    JsonNode document =
        StrictJson.mapper()
            .readTree(
                "{\"subject\": \"./certdrop list\", \"findings\": [{\"hint\": \"./certdrop list\"}]}");
    TYPED.complete(document);
    assertThat(document.path("subject").asText()).isEqualTo("./certdrop list");
    assertThat(document.at("/findings/0/hint").asText())
        .isEqualTo("./certdrop list --home /srv/h1");
  }

  /** A command that is printed without its directory is neither found by a shell nor completed. */
  @Test
  void everyPrintedCommandNamesTheProgramAsItIsTyped() throws IOException {
    Pattern bare =
        Pattern.compile(
            "\"[^\"\\n]*(?<![./\\w-])certdrop"
                + " (list|show|status|ready|check|number|confirm|reject|delete|register|generate"
                + "|export|audit|repair|setup)\\b");
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      assertThat(sources.filter(Files::isRegularFile).filter(source -> !isHelp(source)))
          .isNotEmpty()
          .allSatisfy(source -> assertThat(Files.readString(source)).doesNotContainPattern(bare));
    }
  }

  /** The help of a command shows how it is called where it is installed. */
  private static boolean isHelp(Path source) {
    return source.getParent().endsWith("cli");
  }
}
