package org.certdrop.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.certdrop.identity.OwnParties.NODE;
import static org.certdrop.identity.OwnParties.endpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FedbiomedConfigTest {
  private static final TestCertificate OWN = TestCertificate.of(NODE);

  @TempDir Path etc;

  private FedbiomedFiles of4(String ip) {
    return FedbiomedFiles.of4(etc, OWN, NODE, ip);
  }

  private static FedbiomedConfig read(FedbiomedFiles files) throws IdentityException {
    return FedbiomedConfig.read(files.config());
  }

  private static String value(Optional<FedbiomedConfig.Entry> entry) {
    return entry.orElseThrow().value();
  }

  private IdentityException refusal(String ini) throws IOException {
    return refusal(Files.writeString(etc.resolve("config.ini"), ini));
  }

  private static IdentityException refusal(Path file) {
    IdentityException refusal =
        catchThrowableOfType(IdentityException.class, () -> FedbiomedConfig.read(file));
    assertThat(refusal).hasMessageContaining(file.toString());
    assertThat(refusal.hint()).isNotEmpty();
    return refusal;
  }

  @Test
  void version4NamesEverything() throws Exception {
    FedbiomedFiles files = of4("10.221.0.2");
    FedbiomedConfig config = read(files);
    assertThat(value(config.id())).isEqualTo(NODE);
    assertThat(value(config.component())).isEqualTo("NODE");
    assertThat(value(config.ip())).isEqualTo("10.221.0.2");
    assertThat(value(config.port())).isEqualTo("14007");
    assertThat(config.certificate()).isEqualTo(files.certificate());
    assertThat(config.key()).isEqualTo(files.key());
  }

  @ParameterizedTest
  @CsvSource({
    "NODE_bf2dc9b9-0c60, NODE, FBM_certificate",
    "RESEARCHER_4f4e1db1-6d9b, RESEARCHER, server_certificate"
  })
  void version6NamesItsCertificateByItsRoleAndNoEndpoint(String id, String component, String name)
      throws Exception {
    FedbiomedConfig config = read(FedbiomedFiles.of6(etc, TestCertificate.of(id), id));
    assertThat(value(config.id())).isEqualTo(id);
    assertThat(value(config.component())).isEqualTo(component);
    assertThat(config.ip()).isEmpty();
    assertThat(config.port()).isEmpty();
    assertThat(config.certificate()).isEqualTo(etc.resolve("certs/" + name + ".pem"));
    assertThat(config.key()).isEqualTo(etc.resolve("certs/" + name + ".key"));
  }

  @Test
  void theNewerSectionCountsWhereBothAreThere() throws Exception {
    FedbiomedFiles files = of4("10.221.0.2");
    files.edit("[mpspdz]", "[certificate]\npublic_key=new.pem\nprivate_key=new.key\n[mpspdz]");
    assertThat(read(files).certificate()).isEqualTo(etc.resolve("new.pem"));
    assertThat(value(read(files).ip())).isEqualTo("10.221.0.2");
  }

  @Test
  void anAbsolutePathStays() throws Exception {
    FedbiomedFiles files = of4("10.221.0.2").edit("public_key = certs", "public_key = /certs");
    assertThat(read(files).certificate().toString()).startsWith("/certs/cert_");
  }

  @Test
  void aPathMayLeadOutOfTheFolder() throws Exception {
    FedbiomedFiles files = of4("10.221.0.2").edit("public_key = certs", "public_key = ../certs");
    assertThat(read(files).certificate().normalize().toString())
        .startsWith(etc.resolveSibling("certs").toString());
  }

  @Test
  void theComponentsFolderHoldsEtc_orTheConfigurationItself() throws Exception {
    Path folder = Files.createDirectory(etc.resolve("etc"));
    assertThat(read(FedbiomedFiles.of4(folder, OWN, NODE, "10.221.0.2")).directory())
        .isEqualTo(etc.toAbsolutePath());
    Path other = Files.createDirectory(etc.resolve("conf"));
    assertThat(read(FedbiomedFiles.of4(other, OWN, NODE, "10.221.0.2")).directory())
        .isEqualTo(other.toAbsolutePath());
  }

  @Test
  void anEmptyValueIsNone() throws Exception {
    assertThat(read(of4("")).ip()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LocalHost"})
  void localhostIsReadAs127001(String name) throws Exception {
    FedbiomedConfig config = read(of4(name));
    assertThat(value(config.ip())).isEqualTo("127.0.0.1");
    IdentityWarning warning = config.localhost(endpoint("127.0.0.1", 14007)).orElseThrow();
    assertThat(warning.message()).contains("mpspdz_ip is localhost", config.file().toString());
    assertThat(warning.hint()).contains("Set mpspdz_ip there, or certdrop.ip");
  }

  @Test
  void localhostIsNotWarnedAboutWhereTheAddressComesFromElsewhere() throws Exception {
    assertThat(read(of4("localhost")).localhost(endpoint("10.9.9.9", 14007))).isEmpty();
    assertThat(read(of4("10.9.9.9")).localhost(endpoint("127.0.0.1", 14007))).isEmpty();
  }

  @Test
  void aFileThatIsNotThereIsNamedWithTheKeyThatNamesIt() {
    assertThat(refusal(etc.resolve("nowhere.ini")))
        .hasMessageStartingWith("There is no file ")
        .hasMessageContaining("certdrop.fedbiomed.config");
  }

  @Test
  void aFolderIsNoConfiguration() {
    assertThat(refusal(etc)).hasMessageContaining("no regular file");
  }

  @Test
  void aFileThatPythonRefusesIsRefusedWithItsLine() throws IOException {
    assertThat(refusal("[default]\nid = a\nid = b\n")).hasMessageContaining(": line 3 sets \"id\"");
  }

  @Test
  void aBadReferenceIsNamed() throws IOException {
    assertThat(refusal("[mpspdz]\npublic_key = 50%\n"))
        .hasMessageContaining("[mpspdz] public_key holds a percent sign");
  }

  @Test
  void aFileInAnotherEncodingIsRefused() throws IOException {
    Path file = Files.write(etc.resolve("config.ini"), new byte[] {'[', (byte) 0xe9, ']'});
    assertThat(refusal(file)).hasMessageContaining("no text in UTF-8");
  }

  @Test
  void aFileWithoutACertificateIsRefused() throws IOException {
    assertThat(refusal("[default]\nid = " + NODE + "\n"))
        .hasMessageEndingWith("has no public_key in [certificate] or [mpspdz].");
  }

  @Test
  void aCertificateWithoutAKeyIsRefused_andTheWayToUseOneIsSaid() throws IOException {
    IdentityException refusal = refusal("[certificate]\npublic_key = a.pem\n");
    assertThat(refusal).hasMessageEndingWith("has no private_key in [certificate] or [mpspdz].");
    assertThat(refusal.hint()).contains("etc/identity/component.pem");
  }

  @Test
  void aValueThatIsNoPathIsRefused() throws IOException {
    assertThat(refusal("[certificate]\npublic_key = a\0b\nprivate_key = a.key"))
        .hasMessageContaining("[certificate] public_key is no path: \"a\\u0000b\"");
  }
}
