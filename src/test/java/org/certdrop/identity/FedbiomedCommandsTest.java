package org.certdrop.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.certdrop.party.Component;
import org.certdrop.party.PartyId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command acts on the component whose configuration certdrop was told of. */
class FedbiomedCommandsTest {
  private static final String CERTIFICATE =
      "[certificate]\npublic_key = a.pem\nprivate_key = a.key\n";
  private static final String MPSPDZ =
      "[mpspdz]\npublic_key = a.pem\nprivate_key = a.key\nmpspdz_ip = 10.1.1.1\n";

  @TempDir Path directory;
  private Path etc;

  @BeforeEach
  void prepare() throws Exception {
    etc = Files.createDirectories(directory.resolve("a component/etc"));
  }

  private FedbiomedConfig config(String name, String content) throws Exception {
    return FedbiomedConfig.read(
        Files.writeString(etc.resolve(name), "[default]\nid = node_a\n" + content));
  }

  private static String register(FedbiomedConfig config) {
    return FedbiomedCommands.of(config.deployment().profile(), Component.NODE, config)
        .register("F", Optional.of(new PartyId("node_x")), OwnParties.endpoint("10.2.2.2", 7));
  }

  @Test
  void version4TakesTheNameAfterConfig() throws Exception {
    assertThat(register(config("config_n1.ini", "[mqtt]\nbroker_ip = localhost\n" + MPSPDZ)))
        .isEqualTo(
            "./scripts/fedbiomed_run node config config_n1.ini certificate register -pk F"
                + " -pi node_x --ip 10.2.2.2 --port 7");
  }

  @Test
  void version5TakesItAsAnOption() throws Exception {
    assertThat(register(config("config_n1.ini", "[researcher]\nip = localhost\n" + MPSPDZ)))
        .isEqualTo(
            "./scripts/fedbiomed_run node --config config_n1.ini certificate register -pk F"
                + " -pi node_x --ip 10.2.2.2 --port 7");
  }

  @Test
  void version54HasNoAddress() throws Exception {
    FedbiomedConfig config =
        config("config_n1.ini", "[researcher]\nip = localhost\n" + CERTIFICATE);

    assertThat(config.deployment().profile()).isEqualTo(FedbiomedProfile.V5);
    assertThat(register(config))
        .isEqualTo(
            "./scripts/fedbiomed_run node --config config_n1.ini certificate register -pk F"
                + " -pi node_x");
    assertThat(config.generateCommand()).endsWith("certificate generate --force");
  }

  @Test
  void version6TakesTheFolder() throws Exception {
    FedbiomedConfig config = config("config.ini", "[researcher]\nip = localhost\n" + CERTIFICATE);

    assertThat(config.deployment().profile()).isEqualTo(FedbiomedProfile.V6);
    assertThat(register(config))
        .isEqualTo(
            "fedbiomed node --path '"
                + directory.resolve("a component")
                + "' certificate register -pk F -pi node_x");
    assertThat(config.generateCommand()).endsWith("certificate generate");
  }

  @Test
  void withMutualAuthenticationTheIdIsAnotherOption() throws Exception {
    FedbiomedConfig config =
        config("config.ini", CERTIFICATE + "[authentication]\nmutual_authentication = no\n");

    assertThat(config.deployment().profile()).isEqualTo(FedbiomedProfile.MUTUAL);
    assertThat(register(config)).contains("--path ").endsWith("-pk F -ci node_x");
    assertThat(
            FedbiomedCommands.of(FedbiomedProfile.MUTUAL, Component.RESEARCHER)
                .register("F", Optional.empty(), Optional.empty()))
        .isEqualTo("fedbiomed researcher certificate register -pk F");
  }

  @Test
  void whereNoneIsNamedTheCommandIsRunInItsPlace() {
    assertThat(FedbiomedCommands.of(FedbiomedProfile.V6, Component.NODE).place())
        .isEqualTo("in the directory that holds the component's folder fbm-node");
    assertThat(FedbiomedCommands.of(FedbiomedProfile.V5, Component.NODE).place())
        .isEqualTo("in Fed-BioMed's root directory");
  }

  @Test
  void wordsThatAShellWouldChangeAreQuoted() {
    assertThat(FedbiomedCommands.quoted("/srv/fbm-node2")).isEqualTo("/srv/fbm-node2");
    assertThat(FedbiomedCommands.quoted("it's")).isEqualTo("'it'\\''s'");
  }
}
