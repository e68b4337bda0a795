package org.certdrop.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwinsTest {
  private static Map<String, String> twins(String... names) {
    return Twins.of(Pairing.of(List.of(names)), name -> Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "site (1).json",
    "site(2).json",
    "Site.json",
    "site - Copy.json",
    "site copy 2.json",
    "site (1).pem.json"
  })
  void whatProgramsAddToANameHidesNoTwin(String sidecar) {
    assertThat(twins("site.pem", sidecar, "x.json", "y.pem"))
        .containsOnly(Map.entry("site.pem", sidecar), Map.entry(sidecar, "site.pem"));
  }

  @Test
  void anAccentMayBeOneCharacterOrTwo() {
    assertThat(twins("h\u00f4pital.pem", "ho\u0302pital.json", "x.json"))
        .containsKeys("h\u00f4pital.pem", "ho\u0302pital.json")
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "h\u00f4pital.pem, ho\u0302pital.json, true",
    "H\u00d4PITAL.PEM, HO\u0302PITAL.pem.JSON, true",
    "h\u00f4pital.pem, h\u00f4pital (1).json, false",
    "h\u00f4pital.pem, Ho\u0302pital.json, false",
    "h\u00f4pital.pem, h\u00f4pital.json, false"
  })
  void whatLooksTheSameMayBeEncodedInTwoWays(String one, String other, boolean twoWays) {
    assertThat(Twins.areEncodedInTwoWays(one, other)).isEqualTo(twoWays);
    assertThat(Twins.areEncodedInTwoWays(other, one)).isEqualTo(twoWays);
  }

  @Test
  void theOnlyTwoHalvesMayBelongTogetherWhateverTheirNames() {
    assertThat(twins("a.pem", "b.json", "c.pem", "c.json")).containsEntry("a.pem", "b.json");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"party_id\": \"node_b\"}', two.pem",
    "'{\"party_id\": \"NODE_B\", \"port\": \"none\"}', two.pem",
    "'{\"party_id\": \"node_b\", \"sha256\": \"SHA256_OF_A\"}', one.pem",
    "'{\"sha256\": \"SHA256_OF_A\"}', one.pem",
    "'{\"component_id\": \"node_file\"}', node_file.pem"
  })
  void whatASidecarSaysTellsItsTwinWhateverTheNames(String said, String twin) {
    TestCertificate one = TestCertificate.of("node_a");
    Map<String, String> files =
        Map.of(
            "one.pem",
            one.pem(),
            "two.pem",
            TestCertificate.of("node_b").pem(),
            "node_file.pem",
            "not yet a certificate",
            "mail.json",
            said.replace("SHA256_OF_A", one.certificate().fingerprint().toString()),
            "other.json",
            "{\"party_id\": \"node_z\"}");
    Map<String, String> twins =
        Twins.of(
            Pairing.of(files.keySet()),
            name -> Optional.of(files.get(name).getBytes(StandardCharsets.UTF_8)));
    assertThat(twins).containsOnly(Map.entry("mail.json", twin), Map.entry(twin, "mail.json"));
  }

  @Test
  void pairsAndReceiptsAreNobodysTwin() {
    assertThat(twins("a.pem", "a.json", "b.receipt.json")).isEmpty();
    assertThat(twins("a.pem", "b.pem", "c.json")).isEmpty();
  }
}
