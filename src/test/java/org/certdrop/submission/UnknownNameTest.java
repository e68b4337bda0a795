package org.certdrop.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which field was meant by a name that means nothing. */
class UnknownNameTest {
  private static String hint(Field field, String json) {
    Sidecar sidecar = Sidecar.read(json.getBytes(StandardCharsets.UTF_8));
    assertThat(sidecar.findings()).isEmpty();
    return field.missing(sidecar.unknown()).hint();
  }

  @ParameterizedTest
  @CsvSource({
    "PARTY_ID, pary_id",
    "PARTY_ID, Partyid",
    "PARTY_ID, patry-i",
    "PARTY_ID, node_id",
    "COMPONENT, componnent",
    "IP, ipp",
    "IP, endpoint",
    "IP, host",
    "PORT, prot",
    "PORT, Ports",
    "PORT, endpoint"
  })
  void aNearMissIsAskedFor(Field field, String name) {
    assertThat(hint(field, "{\"" + name + "\": null}"))
        .startsWith(
            "Found \"" + name + "\"; did you mean \"" + field.key() + "\"? Ask the sender for");
  }

  @ParameterizedTest
  @CsvSource({"IP, id", "PORT, host", "PORT, cert", "PARTY_ID, remark", "COMPONENT, comment"})
  void anotherWordIsNot(Field field, String name) {
    assertThat(hint(field, "{\"" + name + "\": null}")).doesNotContain("did you mean");
  }

  @Test
  void aFieldInsideAnObjectIsAskedFor() {
    String json = "{\"registration\": {\"ip\": \"10.0.0.1\", \"prot\": 1}}";
    assertThat(hint(Field.IP, json))
        .startsWith("Found \"ip\" inside \"registration\"; did you mean \"ip\", outside of it? ");
    assertThat(hint(Field.PORT, json)).startsWith("Found \"prot\" inside \"registration\"");
    assertThat(Sidecar.read(json.getBytes(StandardCharsets.UTF_8)).ignoredFields())
        .containsExactly("registration");
  }
}
