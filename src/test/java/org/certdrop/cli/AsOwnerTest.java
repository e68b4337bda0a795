package org.certdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.certdrop.home.Home;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What root may type in a home that belongs to the user of a service. Only root can try it. */
class AsOwnerTest {
  private static final String SERVICE = "nobody";

  @TempDir Path directory;
  private final StringWriter err = new StringWriter();
  private Path home;

  @BeforeEach
  void makeHome() throws IOException {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root gives files away");
    home = DroppedKeys.makeHome(directory.resolve("home"));
    for (String folder : List.of("var", "inbox", "outbox", "etc/identity")) {
      give(Files.createDirectories(home.resolve(folder)));
    }
  }

  private void give(Path folder) throws IOException {
    UserPrincipal user =
        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(SERVICE);
    try (Stream<Path> parts = Files.walk(folder)) {
      for (Path part : parts.toList()) {
        Files.setOwner(part, user);
      }
    }
  }

  private int type(String... words) {
    return Certdrop.execute(
        new PrintWriter(new StringWriter(), true), new PrintWriter(err, true), words);
  }

  private int typeAtHome(String command) {
    return type((command + " --home " + home).split(" "));
  }

  /** Each file with its owner and its last change. */
  private Map<String, String> state() throws IOException {
    Map<String, String> state = new TreeMap<>();
    try (Stream<Path> parts = Files.walk(home)) {
      for (Path part : parts.toList()) {
        PosixFileAttributes found = Files.readAttributes(part, PosixFileAttributes.class);
        state.put(
            part.toString(),
            found.owner() + (found.isDirectory() ? "" : " " + found.lastModifiedTime()));
      }
    }
    return state;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --once",
        "register -pk x.pem -pi node_x",
        "confirm node_x 1",
        "reject node_x 1",
        "delete node_x",
        "page",
        "registration-instructions",
        "generate --force",
        "export fedbiomed --db x.json",
        "repair --yes"
      })
  void whatWritesIsRefusedWithTheCommandToType(String command) throws Exception {
    Map<String, String> before = state();
    String[] words = command.split(" ");
    String name = words[0].equals("export") ? words[0] + " " + words[1] : words[0];

    assertThat(typeAtHome(command)).isEqualTo(1);

    assertThat(err.toString())
        .isEqualTo(
            "certdrop: "
                + home
                + " belongs to the user nobody, whose service could not use what root writes there."
                + " Nothing was changed. Type: sudo -u nobody ./certdrop "
                + command.replace(name, name + " --home " + home)
                + (name.equals("run") ? ". Where systemd runs it: systemctl start certdrop" : "")
                + "\n");
    assertThat(state()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list",
        "show node_x",
        "status",
        "ready --strict",
        "number node_x",
        "audit",
        "repair",
        "check x.pem",
        "export fedbiomed --db x.json --dry-run",
        "export pem /proc/none/x.pem",
        "export mp-spdz --dir /proc/none --parties node_x",
        "pack -o /proc/none/x.zip",
        "registry dump"
      })
  void whatReadsIsDoneAndLeavesNothingOfRoots(String command) throws Exception {
    Map<String, String> before = state();

    typeAtHome(command);

    assertThat(err.toString()).doesNotContain("belongs to the user");
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void wordsAreQuotedAsAShellTakesThem() {
    typeAtHome("confirm St.\u00a0Anna 1");
    assertThat(err.toString()).endsWith(home + " 'St.\u00a0Anna' 1\n");
  }

  @Test
  void anAliasIsWrittenByTheOwnerOfEtc() throws Exception {
    assertThat(typeAtHome("alias node_x Anna")).isZero();

    give(home.resolve("etc"));
    assertThat(typeAtHome("alias node_x Berta")).isEqualTo(1);
    assertThat(err.toString())
        .endsWith("sudo -u nobody ./certdrop alias --home " + home + " node_x Berta\n");
  }

  @Test
  void whatAnAliasOfRootsMakesInVarIsTheServices() throws Exception {
    assertThat(typeAtHome("alias node_x Anna")).isZero();

    Path acts = home.resolve("var/acts.jsonl");
    assertThat(Files.readString(acts)).contains("Anna");
    assertThat(Files.getOwner(acts).getName()).isEqualTo(SERVICE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(acts)))
        .isEqualTo("rw-------");
  }

  @Test
  void noAliasOfRootsIsWrittenThroughALinkInVar() throws Exception {
    Path roots = Files.writeString(directory.resolve("roots"), "before");
    Files.createSymbolicLink(home.resolve("var/acts.jsonl"), roots);

    assertThat(typeAtHome("alias node_x Anna")).isZero();

    assertThat(roots).hasContent("before");
    assertThat(Files.getOwner(roots).getName()).isEqualTo("root");
  }

  @Test
  void theAliasesStayTheirOwnersWhenRootChangesThem() throws Exception {
    Path aliases = home.resolve("etc/aliases.properties");
    give(Files.writeString(aliases, "node_y = Berta\n"));

    assertThat(typeAtHome("alias node_x Anna")).isZero();

    assertThat(Files.readString(aliases)).contains("Anna");
    assertThat(Files.getOwner(aliases).getName()).isEqualTo(SERVICE);
  }

  @Test
  void noHomeIsMadeInAFolderOfAnotherUser() throws Exception {
    Path folder = Files.createDirectory(directory.resolve("new"));
    give(folder);

    assertThat(type("setup", "--home", folder.toString())).isEqualTo(1);
    assertThat(err.toString()).endsWith("sudo -u nobody ./certdrop setup --home " + folder + "\n");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void homesOfAnotherUserAreNotRegisteredInOneAnother() {
    String homes = home + " " + home;
    assertThat(type(("dev-setup " + homes).split(" "))).isEqualTo(1);
    assertThat(err.toString()).endsWith("sudo -u nobody ./certdrop dev-setup " + homes + "\n");
  }

  @Test
  void homesOfSeveralUsersAreNotRegisteredByOneOfThem() {
    assertThat(type("dev-setup", home.toString(), directory.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("different users, nobody and root").doesNotContain("sudo");
  }

  @Test
  void whatIsPrintedForRootIsTypedAsTheOwner() {
    typeAtHome("reject node_x 1");
    err.getBuffer().setLength(0);
    typeAtHome("show node_x");
    assertThat(err.toString()).contains("sudo -u nobody ./certdrop list --home " + home);
  }

  @Test
  void whoMayNotEnterVarIsToldToTypeTheSameAsTheOwner() throws Exception {
    CommandSpec confirm = CommandSpec.create().name("confirm").addOption(option("--home"));
    confirm.addPositional(PositionalParamSpec.builder().arity("*").build());
    new CommandLine(confirm).parseArgs("--home", home.toString(), "St. Anna", "1");

    assertThat(AsOwner.instead(confirm, new Home(home), folder -> false))
        .contains("Type: sudo -u nobody ./certdrop 'St. Anna' 1");
    assertThat(AsOwner.instead(confirm, new Home(home), folder -> true)).isEmpty();
  }

  @Test
  void whoMayNotWriteTheAliasesOfRootsEtcIsToldToTypeItAsRoot() throws Exception {
    CommandSpec alias = CommandSpec.create().name("alias").addOption(option("--home"));
    alias.addPositional(PositionalParamSpec.builder().arity("*").build());
    new CommandLine(alias).parseArgs("--home", home.toString(), "node_x", "St. Anna");

    assertThat(AsOwner.asRoot(alias, new Home(home), false).orElseThrow())
        .endsWith("Type as root: ./certdrop node_x 'St. Anna'");
    assertThat(AsOwner.asRoot(alias, new Home(home), true)).isEmpty();
    give(home.resolve("etc"));
    assertThat(AsOwner.asRoot(alias, new Home(home), false)).isEmpty();
  }

  private static OptionSpec option(String name) {
    return OptionSpec.builder(name).type(Path.class).build();
  }
}
