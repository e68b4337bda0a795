package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.certdrop.intake.EndpointPolicy;
import org.certdrop.party.Component;
import org.certdrop.registry.FirstContact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @TempDir Path directory;

  private Settings settings(String... lines) throws Exception {
    Home home = new Home(directory);
    Files.createDirectories(home.properties().getParent());
    Files.writeString(home.properties(), String.join("\n", lines));
    return Settings.read(home);
  }

  @Test
  void withoutAFileEverySettingHasItsDefault() throws Exception {
    Settings settings = Settings.read(new Home(directory));
    assertThat(settings.component()).isEqualTo(Component.NODE);
    assertThat(settings.partyId()).isEmpty();
    assertThat(settings.endpoint().orElseThrow()).hasToString("127.0.0.1:14001");
    assertThat(settings.settleTime()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.pairTimeout()).isEqualTo(Duration.ofHours(24));
    assertThat(settings.endpointPolicy()).isEqualTo(EndpointPolicy.REQUIRED);
    assertThat(settings.firstContact()).isEqualTo(FirstContact.REGISTER);
    assertThat(settings.expiryWarning()).isEqualTo(Duration.ofDays(30));
  }

  @Test
  void theShippedFileNamesEveryKeyWithItsDefault() throws IOException {
    Properties shipped = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of("etc/certdrop.properties"))) {
      shipped.load(reader);
    }
    Properties defaults = new Properties();
    for (Setting setting : Setting.values()) {
      defaults.setProperty(setting.key(), setting.defaultValue());
    }
    assertThat(shipped).isEqualTo(defaults);
  }

  @Test
  void valuesOfTheFileAreTaken() throws Exception {
    Settings settings =
        settings(
            "certdrop.component = researcher ",
            "certdrop.party-id=researcher_1",
            "certdrop.ip=2001:DB8::1",
            "certdrop.port=14000",
            "certdrop.policy.first=confirm");
    assertThat(settings.component()).isEqualTo(Component.RESEARCHER);
    assertThat(settings.partyId().orElseThrow()).hasToString("researcher_1");
    assertThat(settings.endpoint().orElseThrow()).hasToString("[2001:db8::1]:14000");
    assertThat(settings.firstContact()).isEqualTo(FirstContact.CONFIRM);
  }

  @Test
  void aByteOrderMarkHidesNoKey() throws Exception {
    assertThat(settings("\ufeffcertdrop.component=RESEARCHER").component())
        .isEqualTo(Component.RESEARCHER);
  }

  @Test
  void anEmptyEndpointIsNoneWhereEndpointsAreOptional() throws Exception {
    assertThat(
            settings("certdrop.policy.endpoint=optional", "certdrop.ip=", "certdrop.port=")
                .endpoint())
        .isEmpty();
  }

  @Test
  void keysOfOthersAreHandedOn() throws Exception {
    assertThat(settings("camel.main.name=x").placeholders()).containsEntry("camel.main.name", "x");
  }

  @Test
  void routesGetDurationsInMilliseconds() throws Exception {
    assertThat(settings("certdrop.inbox.poll-interval=PT0.25S").placeholders())
        .containsEntry("certdrop.inbox.poll-interval", "250")
        .containsEntry("certdrop.instructions.interval", "5000")
        .containsEntry("certdrop.inbox.batch", "2000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "certdrop.component=ADMIN",
        "certdrop.party-id=hospital 1",
        "certdrop.ip=localhost",
        "certdrop.ip=",
        "certdrop.port=0",
        "certdrop.port=65536",
        "certdrop.port=1e4",
        "certdrop.inbox.settle-time=10s",
        "certdrop.inbox.settle-time=PT0S",
        "certdrop.inbox.settle-time=-PT1S",
        "certdrop.inbox.pair-timeout=P40000D",
        "certdrop.inbox.batch=many",
        "certdrop.ingest.threads=0",
        "certdrop.policy.endpoint=maybe",
        "certdrop.policy.first=ask",
        "certdrop.policy.expiry-warning=30",
        "certdrop.no-such-key=1"
      })
  void aBadValueOrKeyIsNamedWithItsFile(String line) {
    assertThatThrownBy(() -> settings(line))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(line.substring(0, line.indexOf('=')))
        .hasMessageContaining("certdrop.properties");
  }

  @Test
  void aBadEscapeIsNoStackTrace() {
    assertThatThrownBy(() -> settings("certdrop.ip=\\u12"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("no properties file");
  }
}
