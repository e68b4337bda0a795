package org.certdrop.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.certdrop.identity.ConfiguredParty;
import org.certdrop.identity.FedbiomedFiles;
import org.certdrop.identity.OwnForm;
import org.certdrop.party.Component;
import org.certdrop.party.Topology;
import org.certdrop.registration.FirstContact;
import org.certdrop.verdict.EndpointPolicy;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    assertThat(settings.own().component()).isEqualTo(Component.NODE);
    assertThat(settings.own().partyId()).isEmpty();
    assertThat(settings.own().endpoint().orElseThrow()).hasToString("127.0.0.1:14001");
    assertThat(settings.inbox().settleTime()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.inbox().pairTimeout()).isEqualTo(Duration.ofHours(24));
    assertThat(settings.federation().endpointPolicy()).isEqualTo(EndpointPolicy.REQUIRED);
    assertThat(settings.policy().first()).isEqualTo(FirstContact.REGISTER);
    assertThat(settings.policy().expiryWarning()).isEqualTo(Duration.ofDays(30));
  }

  private static Properties shipped(UnaryOperator<String> change) throws IOException {
    Properties shipped = new Properties();
    shipped.load(
        new StringReader(change.apply(Files.readString(Path.of("etc/certdrop.properties")))));
    return shipped;
  }

  @Test
  void theShippedFileNamesEveryKeyWithItsDefault() throws IOException {
    Properties defaults = new Properties();
    for (Setting setting : Setting.values()) {
      defaults.setProperty(setting.key(), setting.defaultValue());
    }
    assertThat(shipped(text -> text.replace("#certdrop.", "certdrop."))).isEqualTo(defaults);
  }

  @Test
  void theShippedFileLeavesWhatFedbiomedMaySayToFedbiomed() throws IOException {
    assertThat(shipped(text -> text))
        .doesNotContainKeys("certdrop.component", "certdrop.ip", "certdrop.port")
        .containsEntry("certdrop.party-id", "");
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
    assertThat(settings.own().component()).isEqualTo(Component.RESEARCHER);
    assertThat(settings.own().partyId().orElseThrow()).hasToString("researcher_1");
    assertThat(settings.own().endpoint().orElseThrow()).hasToString("[2001:db8::1]:14000");
    assertThat(settings.policy().first()).isEqualTo(FirstContact.CONFIRM);
  }

  @Test
  void aByteOrderMarkHidesNoKey() throws Exception {
    assertThat(settings("\ufeffcertdrop.component=RESEARCHER").own().component())
        .isEqualTo(Component.RESEARCHER);
  }

  @Test
  void anEmptyEndpointIsNoneWhereEndpointsAreOptional() throws Exception {
    assertThat(
            settings("certdrop.policy.endpoint=optional", "certdrop.ip=", "certdrop.port=")
                .own()
                .endpoint())
        .isEmpty();
  }

  @Test
  void handledSubmissionsStayForEverUnlessSomethingElseIsSet() throws Exception {
    assertThat(settings("").inbox().keep()).isEmpty();
    assertThat(settings("certdrop.inbox.keep=").inbox().keep()).isEmpty();
    assertThat(settings("certdrop.inbox.keep=P90D").inbox().keep()).contains(Duration.ofDays(90));
  }

  @Test
  void targetsOfPropagationAreSeparatedByCommas() throws Exception {
    assertThat(settings("certdrop.propagate=/a b , ../c,/a b").propagate())
        .containsExactly("/a b", "../c");
    assertThat(settings("certdrop.propagate=").propagate()).isEmpty();
  }

  @Test
  void thePageIsServedNowhereUnlessAnAddressIsSet() throws Exception {
    assertThat(settings("").page()).isEmpty();
    assertThat(settings("certdrop.http.address=127.0.0.1:8077").page().map(PageSettings::address))
        .contains(new HttpAddress("127.0.0.1", 8077));
    assertThat(
            settings("certdrop.http.address=[::1]:8077")
                .page()
                .map(PageSettings::address)
                .orElseThrow())
        .isEqualTo(new HttpAddress("::1", 8077))
        .hasToString("[::1]:8077");
    assertThat(
            settings("certdrop.http.address=hospital.example:80").page().map(PageSettings::address))
        .contains(new HttpAddress("hospital.example", 80));
  }

  @Test
  void theRoutesAreToldWhetherAnythingIsPropagated() throws Exception {
    assertThat(settings("certdrop.propagate=/a").placeholders())
        .containsEntry("certdrop.propagate.on", "true");
    assertThat(settings("").placeholders()).containsEntry("certdrop.propagate.on", "false");
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
        "certdrop.inbox.keep=PT0S",
        "certdrop.inbox.keep=90",
        "certdrop.ingest.threads=0",
        "certdrop.policy.endpoint=maybe",
        "certdrop.policy.first=ask",
        "certdrop.policy.expiry-warning=30",
        "certdrop.propagate=a,,b",
        "certdrop.propagate=,",
        "certdrop.http.address=8077",
        "certdrop.http.address=127.0.0.1",
        "certdrop.http.address=127.0.0.1:65536",
        "certdrop.http.address=::1:8077",
        "certdrop.http.address=http://127.0.0.1:8077",
        "certdrop.http.address=127.0.0.1:-1",
        "certdrop.http.address=a b:8077",
        "certdrop.sftp.host=sftp://drop.example",
        "certdrop.sftp.host=drop.example?proxy=1",
        "certdrop.sftp.user=a user",
        "certdrop.sftp.user=me?password=x",
        "certdrop.sftp.port=0",
        "certdrop.sftp.folder=/in",
        "certdrop.sftp.folder=in?delete=true",
        "certdrop.sftp.move-to=${file:name}",
        "certdrop.sftp.delay=15",
        "certdrop.no-such-key=1"
      })
  void aBadValueOrKeyIsNamedWithItsFile(String line) {
    assertThatThrownBy(() -> settings(line))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(line.substring(0, line.indexOf('=')))
        .hasMessageContaining("certdrop.properties");
  }

  @Test
  void aBadOwnAddressIsNotBlamedOnASender() {
    assertThatThrownBy(() -> settings("certdrop.ip=localhost"))
        .hasMessageContaining("certdrop.ip is \"localhost\". That is a name")
        .hasMessageContaining("at which the other parties reach this one")
        .hasMessageNotContaining("sender");
  }

  @Test
  void aBadEscapeIsNoStackTrace() {
    assertThatThrownBy(() -> settings("certdrop.ip=\\u12"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("no properties file");
  }

  private static final String ID = "RESEARCHER_a";

  /** Settings beside the configuration of a Fed-BioMed component. */
  private Settings beside(FedbiomedFiles files, String... lines) throws Exception {
    String path = directory.relativize(files.config()).toString();
    return settings(
        Stream.concat(Stream.of("certdrop.fedbiomed.config=" + path), Stream.of(lines))
            .toArray(String[]::new));
  }

  private FedbiomedFiles of4(String ip) {
    return FedbiomedFiles.of4(directory.resolve("fbm"), TestCertificate.of(ID), ID, ip);
  }

  private FedbiomedFiles of6() {
    return FedbiomedFiles.of6(directory.resolve("fbm"), TestCertificate.of(ID), ID);
  }

  @Test
  void whatIsNotSetComesFromFedbiomed() throws Exception {
    Settings settings = beside(of4("10.221.0.2"));
    assertThat(settings.own().component()).isEqualTo(Component.RESEARCHER);
    assertThat(settings.own().partyId().orElseThrow()).hasToString(ID);
    assertThat(settings.own().endpoint().orElseThrow()).hasToString("10.221.0.2:14007");
    assertThat(settings.fedbiomed()).isPresent();
  }

  @Test
  void theShippedFileBesideFedbiomedTakesAllFromFedbiomed() throws Exception {
    String shipped = Files.readString(Path.of("etc/certdrop.properties"));
    Settings settings =
        settings(
            shipped.replace(
                "certdrop.fedbiomed.config=",
                "certdrop.fedbiomed.config=" + of4("10.221.0.2").config()));
    assertThat(settings.own().component()).isEqualTo(Component.RESEARCHER);
    assertThat(settings.own().endpoint().orElseThrow()).hasToString("10.221.0.2:14007");
  }

  @Test
  void whatIsSetCountsBeforeFedbiomed() throws Exception {
    Settings settings =
        beside(of4("10.221.0.2"), "certdrop.ip=10.9.9.9", "certdrop.party-id=RESEARCHER_b");
    assertThat(settings.own().endpoint().orElseThrow()).hasToString("10.9.9.9:14007");
    assertThat(settings.own().partyId().orElseThrow()).hasToString("RESEARCHER_b");
  }

  @Test
  void anEmptyKeyIsNotSet() throws Exception {
    Settings settings =
        beside(of4("10.221.0.2"), "certdrop.component=", "certdrop.ip=", "certdrop.port=");
    assertThat(settings.own().component()).isEqualTo(Component.RESEARCHER);
    assertThat(settings.own().endpoint().orElseThrow()).hasToString("10.221.0.2:14007");
  }

  @Test
  void aNameOfItsOwnMachineInFedbiomedIsAnAddress() throws Exception {
    assertThat(beside(of4("localhost")).own().endpoint().orElseThrow())
        .hasToString("127.0.0.1:14007");
  }

  @Test
  void anotherNameInFedbiomedIsRefusedUnlessTheAddressIsSet() throws Exception {
    FedbiomedFiles files = of4("fbm.hospital.example");
    assertThatThrownBy(() -> beside(files))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(files.config() + ": [mpspdz] mpspdz_ip is \"fbm.hospital.example\"")
        .hasMessageContaining("certdrop.ip");
    assertThat(beside(files, "certdrop.ip=10.9.9.9").own().endpoint()).isPresent();
  }

  @Test
  void anAddressThatNobodyGivesIsTheDefault() throws Exception {
    assertThat(beside(of6()).own().endpoint().orElseThrow()).hasToString("127.0.0.1:14001");
  }

  @Test
  void anAddressThatNobodyGivesIsNoneWhereEndpointsAreOptional() throws Exception {
    assertThat(beside(of6(), "certdrop.policy.endpoint=optional").own().endpoint()).isEmpty();
  }

  @Test
  void anAddressBesideANewFedbiomedIsTheOneThatIsSet() throws Exception {
    assertThat(
            beside(of6(), "certdrop.policy.endpoint=optional", "certdrop.ip=10.9.9.9")
                .own()
                .endpoint()
                .orElseThrow())
        .hasToString("10.9.9.9:14001");
  }

  @Test
  void sentencesNameWhereAValueStands() throws Exception {
    FedbiomedFiles files = of4("10.221.0.2");
    assertThat(beside(files, "certdrop.component=NODE").own().names())
        .isEqualTo(
            new ConfiguredParty.Names("certdrop.component", "[default] id in " + files.config()));
  }

  @Test
  void aFedbiomedConfigurationThatCannotBeReadIsSaidWithWhatToDo() {
    assertThatThrownBy(() -> settings("certdrop.fedbiomed.config=nowhere/config.ini"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(directory.resolve("nowhere/config.ini").toString())
        .hasMessageContaining("leave it empty");
  }

  @Test
  void aPathThatIsNoneIsRefused() {
    assertThatThrownBy(() -> settings("certdrop.fedbiomed.config=a\\u0000b"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("certdrop.fedbiomed.config is \"a\\u0000b\"");
  }

  private Settings beside(String id, String mutual, String... lines) throws Exception {
    FedbiomedFiles.ofMutual(
        directory.resolve("fbm/etc"), TestCertificate.of(id), id, "10.1.1.1", mutual);
    String[] all = Arrays.copyOf(lines, lines.length + 1);
    all[lines.length] = "certdrop.fedbiomed.config=" + directory.resolve("fbm/etc/config.ini");
    return settings(all);
  }

  @ParameterizedTest
  @CsvSource({
    "True, STAR",
    "yes, STAR",
    "ON, STAR",
    "1, STAR",
    "False, MESH",
    "no, MESH",
    "0, MESH"
  })
  void theTopologyIsThatOfFedbiomedsConfiguration(String mutual, Topology topology)
      throws Exception {
    Federation federation = beside("NODE_a", mutual).federation();

    assertThat(federation.topology()).isEqualTo(topology);
    assertThat(federation.topologyFrom())
        .startsWith("[authentication] mutual_authentication in ")
        .endsWith("fbm/etc/config.ini");
    assertThat(federation.contradiction()).isEmpty();
  }

  @Test
  void aValueThatPythonCannotReadIsAnErrorHereToo() {
    assertThatThrownBy(() -> beside("NODE_a", "maybe"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("[authentication] mutual_authentication is \"maybe\"");
  }

  @Test
  void withoutAWordOfItTheFederationIsAMesh() throws Exception {
    assertThat(settings("").federation().topology()).isEqualTo(Topology.MESH);
    assertThat(settings("").federation().topologyFrom()).isEqualTo("the default");
  }

  @Test
  void theOwnSettingGoesBeforeFedbiomeds_andAContradictionIsSaid() throws Exception {
    Federation star = beside("NODE_a", "False", "certdrop.topology=star").federation();
    assertThat(star.isStar()).isTrue();
    assertThat(star.topologyFrom()).isEqualTo("certdrop.topology");
    assertThat(star.contradiction().orElseThrow())
        .contains("fbm/etc/config.ini", "mutual_authentication = True");

    assertThat(beside("NODE_a", "True", "certdrop.topology=mesh").federation().isStar()).isFalse();
    assertThatThrownBy(() -> settings("certdrop.topology=ring"))
        .hasMessageContaining("Write mesh or star.");
  }

  @Test
  void whatFollowsFromTheTopologyMayBeSetOtherwise() throws Exception {
    Federation star = settings("certdrop.topology=star", "certdrop.ip=").federation();
    assertThat(star.endpointPolicy()).isEqualTo(EndpointPolicy.OPTIONAL);
    assertThat(star.exportRequirement()).isEqualTo(ExportRequirement.VERIFIED);
    Federation mesh = settings("").federation();
    assertThat(mesh.endpointPolicy()).isEqualTo(EndpointPolicy.REQUIRED);
    assertThat(mesh.exportRequirement()).isEqualTo(ExportRequirement.NONE);
    Federation set =
        settings(
                "certdrop.topology=star",
                "certdrop.policy.endpoint=required",
                "certdrop.export.require=none")
            .federation();
    assertThat(set.endpointPolicy()).isEqualTo(EndpointPolicy.REQUIRED);
    assertThat(set.exportRequirement()).isEqualTo(ExportRequirement.NONE);
  }

  @Test
  void inAStarAnAddressThatNobodySetIsNone() throws Exception {
    assertThat(settings("certdrop.topology=star").own().endpoint()).isEmpty();
    assertThat(
            settings("certdrop.topology=star", "certdrop.ip=10.1.1.1", "certdrop.port=7")
                .own()
                .endpoint()
                .orElseThrow())
        .hasToString("10.1.1.1:7");
  }

  @Test
  void autoIsTheDatabaseThatFedbiomedNames() throws Exception {
    assertThat(
            beside("NODE_a", "True", "certdrop.export.fedbiomed.db=auto").federation().database())
        .contains(directory.resolve("fbm/var/db_NODE_a.json"));
    assertThatThrownBy(() -> settings("certdrop.export.fedbiomed.db=auto"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("certdrop.fedbiomed.config");
  }

  @Test
  void autoBesideAConfigurationThatNamesNoDatabaseIsAnError() throws Exception {
    FedbiomedFiles.of4(
        directory.resolve("fbm/etc"), TestCertificate.of("node_a"), "node_a", "10.1.1.1");

    assertThatThrownBy(
            () ->
                settings(
                    "certdrop.export.fedbiomed.db=auto",
                    "certdrop.fedbiomed.config=" + directory.resolve("fbm/etc/config_node.ini")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("names no database", "var/db_ID.json");
  }

  @Test
  void theHostsOfAResearcherAreReadFromWhereTheyAreSet() throws Exception {
    assertThat(settings("certdrop.san=fbm.example.org, 10.1.1.1").own().form().hosts())
        .containsExactly("fbm.example.org", "10.1.1.1");
    OwnForm beside = beside("RESEARCHER_r", "True").own().form();
    assertThat(beside.hosts()).containsExactly("10.1.1.1");
    assertThat(beside.hostsFrom()).startsWith("[server] host in ");
    OwnForm plain = settings("certdrop.ip=10.2.2.2").own().form();
    assertThat(plain.hosts()).containsExactly("10.2.2.2");
    assertThat(plain.hostsFrom()).isEqualTo("certdrop.ip");
    assertThatThrownBy(() -> settings("certdrop.san=0.0.0.0"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("certdrop.san has \"0.0.0.0\", no host");
  }
}
