package org.certdrop.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.certdrop.export.TestParties.at;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.certdrop.identity.FedbiomedCommands;
import org.certdrop.identity.FedbiomedProfile;
import org.certdrop.party.Component;
import org.certdrop.text.Progress;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The script, run by a real shell with stand-ins for Fed-BioMed that record what they are told. */
class FedbiomedScriptTest {
  /** A shell that took any of it for more than a name would show it. */
  private static final String NASTY = "it's $(touch pwned) `x` \"q\" ; # \\ \u00e9\nnext line *";

  /** Fed-BioMed's own scripts, before 6.0, cannot take white space or what a shell expands. */
  private static final String PLAIN = "it's-$(touch-pwned)-`x`-\"q\";#\\\u00e9";

  private static final ExportedParty ANN = at("node_ann", 14001);
  private static final ExportedParty BOB = at("RESEARCHER_Bob", 14002);

  @TempDir Path directory;
  private Path root;
  private Path script;

  @BeforeEach
  void makeFedbiomed() throws IOException {
    root = Files.createDirectory(directory.resolve("root"));
    standIn(root.resolve("scripts/fedbiomed_run"));
    standIn(directory.resolve("bin/fedbiomed"));
    scriptAt(PLAIN);
  }

  /** Names script and folder. */
  private void scriptAt(String name) throws IOException {
    script = Files.createDirectory(directory.resolve(name)).resolve(name + ".sh");
  }

  /** Appends its name and arguments, each ended by a NUL, and an empty one at the end. */
  private void standIn(Path program) throws IOException {
    Files.createDirectories(program.getParent());
    Files.writeString(
        program,
        "#!/bin/sh\nprintf '%s\\0' \"${0##*/}\" \"$@\" '' >> '"
            + directory.resolve("calls")
            + "'\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private FedbiomedScript script(FedbiomedProfile profile) {
    return new FedbiomedScript(script, FedbiomedCommands.of(profile, Component.NODE));
  }

  private int run(Path from) throws Exception {
    ProcessBuilder shell = new ProcessBuilder("sh", script.toString());
    shell.environment().merge("PATH", directory.resolve("bin").toString(), (a, b) -> b + ":" + a);
    shell.directory(from.toFile()).redirectErrorStream(true);
    shell.redirectOutput(directory.resolve("said").toFile());
    return shell.start().waitFor();
  }

  private List<List<String>> calls() throws IOException {
    List<List<String>> calls = new ArrayList<>();
    for (String call : Files.readString(directory.resolve("calls")).split("\0\0")) {
      calls.add(List.of(call.split("\0")));
    }
    return calls;
  }

  private String certificate(ExportedParty party) {
    return script
        .resolveSibling(script.getFileName() + ".certificates")
        .resolve(party.id() + ".pem")
        .toString();
  }

  private List<String> call(String rest, ExportedParty party) {
    List<String> words =
        new ArrayList<>(List.of("fedbiomed_run node certificate register -pk".split(" ")));
    words.addAll(List.of(certificate(party), "-pi"));
    words.addAll(List.of(rest.split(" ")));
    return words;
  }

  @Test
  void theScriptFor4RegistersEachPartyWithAddressAndPort() throws Exception {
    script(FedbiomedProfile.V4).write(List.of(ANN, BOB), Progress.UNHEARD);

    assertThat(run(root)).isZero();

    assertThat(calls())
        .containsExactly(
            call("node_ann --ip 10.9.0.1 --port 14001 --upsert", ANN),
            call("RESEARCHER_Bob --ip 10.9.0.1 --port 14002 --upsert", BOB));
    assertThat(root.resolve("pwned")).doesNotExist();
  }

  @Test
  void theScriptFor6RegistersWithoutAddress() throws Exception {
    scriptAt(NASTY);
    script(FedbiomedProfile.V6)
        .write(List.of(ANN, TestParties.nowhere("node_x")), Progress.UNHEARD);

    assertThat(run(root)).isZero();

    assertThat(calls())
        .extracting(call -> String.join(" ", call.subList(0, 5)) + " " + call.size())
        .containsOnly("fedbiomed node certificate register -pk 9");
  }

  @Test
  void itSaysHowManyItRegistersAndWhereItIsRun() throws Exception {
    script(FedbiomedProfile.V4).write(List.of(ANN, BOB), Progress.UNHEARD);
    assertThat(script)
        .content()
        .contains("# Registers 2 parties with Fed-BioMed 4.2 to 5.3;")
        .contains("# Run it in Fed-BioMed's root directory.");

    new FedbiomedScript(script, FedbiomedCommands.of(FedbiomedProfile.V6, Component.RESEARCHER))
        .write(List.of(ANN), Progress.UNHEARD);
    assertThat(script)
        .content()
        .contains("# Registers 1 party with Fed-BioMed 6.0 to 6.3;")
        .contains("# Run it in the directory that holds the component's folder fbm-researcher.")
        .doesNotContain("root directory");
  }

  @Test
  void aResearchersScriptFillsTheResearchersRegistry() throws Exception {
    new FedbiomedScript(script, FedbiomedCommands.of(FedbiomedProfile.V6, Component.RESEARCHER))
        .write(List.of(ANN), Progress.UNHEARD);

    run(root);

    assertThat(calls().get(0)).startsWith("fedbiomed", "researcher", "certificate", "register");
  }

  @Test
  void theCertificatesLieBesideTheScript() throws Exception {
    scriptAt(NASTY);
    script(FedbiomedProfile.V6).write(List.of(ANN, BOB), Progress.UNHEARD);

    for (ExportedParty party : List.of(ANN, BOB)) {
      assertThat(Path.of(certificate(party))).hasContent(party.pem());
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(script)))
        .startsWith("rwx");
  }

  @ParameterizedTest
  @EnumSource
  void runElsewhereItSaysWhereItBelongs(FedbiomedProfile profile) throws Exception {
    Files.delete(directory.resolve("bin/fedbiomed"));
    script(profile).write(List.of(ANN), Progress.UNHEARD);

    assertThat(run(directory)).isEqualTo(1);

    assertThat(directory.resolve("said"))
        .content()
        .contains(profile.program(), profile.remedy() + ", then run this script again.");
    assertThat(directory.resolve("calls")).doesNotExist();
  }

  @Test
  void theFirstCommandThatFailsEndsIt() throws Exception {
    Files.writeString(
        root.resolve("scripts/fedbiomed_run"), "#!/bin/sh\necho x >> calls\nexit 3\n");
    script(FedbiomedProfile.V4).write(List.of(ANN, BOB), Progress.UNHEARD);

    assertThat(run(root)).isEqualTo(3);
    assertThat(root.resolve("calls")).hasContent("x");
  }

  @Test
  void withoutAPartyItDoesNothing() throws Exception {
    script(FedbiomedProfile.V4).write(List.of(), Progress.UNHEARD);

    assertThat(run(root)).isZero();
    assertThat(directory.resolve("calls")).doesNotExist();
  }

  @Test
  void partiesWithoutAddressAreNamedAndNothingIsWritten() {
    List<ExportedParty> parties =
        List.of(ANN, TestParties.nowhere("node_x"), TestParties.nowhere("node_y"));

    assertThatThrownBy(() -> script(FedbiomedProfile.V4).write(parties, Progress.UNHEARD))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("node_x, node_y.");

    assertThat(script.getParent()).isEmptyDirectory();
  }

  @Test
  void anOlderScriptIsReplaced() throws Exception {
    script(FedbiomedProfile.V4).write(List.of(ANN), Progress.UNHEARD);

    script(FedbiomedProfile.V6).write(List.of(BOB), Progress.UNHEARD);

    assertThat(script).content().contains("RESEARCHER_Bob").doesNotContain("node_ann");
  }

  @Test
  void aDatabaseNamedByMistakeStaysAsItIs() throws Exception {
    Files.writeString(script, "{\"Certificates\": {}}");

    assertThatThrownBy(() -> script(FedbiomedProfile.V4).write(List.of(ANN), Progress.UNHEARD))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("no script of certdrop's");

    assertThat(script).hasContent("{\"Certificates\": {}}");
  }

  @Test
  void aLinkInTheScriptsPlaceIsNotWrittenThrough() throws Exception {
    Path victim = Files.writeString(directory.resolve("victim"), "precious");
    Files.createSymbolicLink(script, victim);

    assertThatThrownBy(() -> script(FedbiomedProfile.V4).write(List.of(ANN), Progress.UNHEARD))
        .isInstanceOf(ExportException.class);
    assertThat(victim).hasContent("precious");
  }

  @Test
  void eachCertificateThatIsWrittenIsTold() throws Exception {
    List<String> heard = new ArrayList<>();
    script(FedbiomedProfile.V4)
        .write(
            List.of(ANN, BOB),
            (things, done, total) -> heard.add(done + " of " + total + " " + things));
    assertThat(heard).containsExactly("1 of 2 parties", "2 of 2 parties");
  }

  @ParameterizedTest
  @EnumSource(names = {"V4", "V5"})
  void whatAScriptOfFedbiomedsWouldTearApartItGetsCopiesOf(FedbiomedProfile profile)
      throws Exception {
    scriptAt(NASTY);
    Files.writeString(
        root.resolve("scripts/fedbiomed_run"),
        "#!/bin/sh\nfor word in $*; do\n  case $word in *.pem) cat $word >>seen ;; esac\ndone\n");
    script(profile).write(List.of(ANN, BOB), Progress.UNHEARD);

    assertThat(run(root)).isZero();

    assertThat(root.resolve("seen")).hasContent(ANN.pem() + BOB.pem());
    assertThat(root.resolve("pwned")).doesNotExist();
  }

  @Test
  void aConfigurationWhoseNameWouldBeTornApartIsRefused() {
    FedbiomedCommands commands =
        new FedbiomedCommands(FedbiomedProfile.V4, Component.NODE, " config 'my config.ini'");

    assertThatThrownBy(
            () -> new FedbiomedScript(script, commands).write(List.of(ANN), Progress.UNHEARD))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("'my config.ini'")
        .hasMessageContaining("rename that file");
    assertThat(script.getParent()).isEmptyDirectory();
  }

  @Test
  void aCertificateThatNamesItsPartyNeedsNoOption() throws Exception {
    scriptAt(NASTY);
    ExportedParty named =
        TestParties.of(
            TestCertificate.builder("node_x")
                .subject(TestCertificate.name(BCStyle.O, "Fed-BioMed", BCStyle.CN, "node_x"))
                .build(),
            "node_x");

    script(FedbiomedProfile.MUTUAL).write(List.of(named, ANN), Progress.UNHEARD);

    assertThat(run(root)).isZero();
    assertThat(calls().get(0))
        .containsExactly(
            "fedbiomed", "node", "certificate", "register", "-pk", certificate(named), "--upsert");
    assertThat(calls().get(1)).containsSubsequence("-ci", "node_ann", "--upsert");
  }
}
