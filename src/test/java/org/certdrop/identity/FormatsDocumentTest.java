package org.certdrop.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.certdrop.json.StrictJson;
import org.certdrop.rules.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/formats.md shows is what the schemas say, and the schemas say what the code does. */
class FormatsDocumentTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("<!-- schema: ([a-z-]+) -->\n```json\n(.*?)\n```", Pattern.DOTALL);

  record Example(String schema, String document) {}

  static List<Example> examples() throws IOException {
    return EXAMPLE
        .matcher(Files.readString(Path.of("docs", "formats.md")))
        .results()
        .map(found -> new Example(found.group(1), found.group(2)))
        .toList();
  }

  private static ObjectNode example(String schema) throws IOException {
    for (Example example : examples()) {
      if (example.schema().equals(schema)) {
        return (ObjectNode) StrictJson.mapper().readTree(example.document());
      }
    }
    throw new AssertionError("no example of " + schema);
  }

  private static boolean keeps(String schema, JsonNode document) throws IOException {
    return Schemas.problems(schema, document.toString()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleKeepsItsSchema(Example example) throws Exception {
    assertThat(Schemas.problems(example.schema(), example.document())).isEmpty();
  }

  @Test
  void thereIsAnExampleOfEverySchema() throws Exception {
    try (Stream<Path> schemas = Files.list(Path.of("etc", "schema"))) {
      assertThat(examples().stream().map(Example::schema))
          .containsAll(
              schemas
                  .map(file -> file.getFileName().toString().replace(".schema.json", ""))
                  .toList());
    }
  }

  @Test
  void theDocumentNamesEveryFieldOfEverySchema() throws Exception {
    String document = Files.readString(Path.of("docs", "formats.md"));
    Set<String> fields = new TreeSet<>();
    for (String schema : List.of("sidecar", "verdict", "journal-line", "receipt")) {
      Schemas.content(schema).get("properties").fieldNames().forEachRemaining(fields::add);
    }
    Schemas.content("registry")
        .at("/$defs/entry/properties")
        .fieldNames()
        .forEachRemaining(fields::add);

    assertThat(fields).allSatisfy(field -> assertThat(document).contains("`" + field + "`"));
  }

  @Test
  void theVerdictsSchemaKnowsEveryCode() throws Exception {
    Set<String> known = new TreeSet<>();
    Schemas.content("verdict").at("/$defs/code/enum").forEach(code -> known.add(code.textValue()));

    assertThat(known)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Code.values()).map(Code::toString).sorted().toList());
  }

  @Test
  void aVerdictThatRefusesNeedsACode() throws Exception {
    assertThat(keeps("verdict", example("verdict").put("outcome", "refused"))).isFalse();
  }

  @Test
  void aVerdictThatRegistersNeedsItsJournalLine() throws Exception {
    assertThat(keeps("verdict", example("verdict").putNull("registry_seq"))).isFalse();
  }

  @Test
  void aVerdictOfAReceiptNeedsItsJournalLineToo() throws Exception {
    ObjectNode verdict = example("verdict").put("outcome", "receipt");

    assertThat(keeps("verdict", verdict)).isTrue();
    assertThat(keeps("verdict", verdict.putNull("registry_seq"))).isFalse();
  }

  @Test
  void aVerdictThatChangesNothingHasNone() throws Exception {
    ObjectNode verdict = example("verdict").put("outcome", "unchanged");

    assertThat(keeps("verdict", verdict)).isFalse();
    assertThat(keeps("verdict", verdict.putNull("registry_seq"))).isTrue();
  }

  @Test
  void aRefusingFindingNeedsAHint() throws Exception {
    ObjectNode verdict = example("verdict").put("outcome", "refused").put("code", "expired");
    ObjectNode finding = (ObjectNode) verdict.putNull("registry_seq").at("/findings/0");
    finding.put("code", "expired").put("severity", "refuse");

    assertThat(keeps("verdict", verdict)).isTrue();
    finding.put("hint", "");
    assertThat(keeps("verdict", verdict)).isFalse();
  }

  @Test
  void anEntryHasAddressAndPortOrNeither() throws Exception {
    ObjectNode registry = example("registry");
    ObjectNode entry = (ObjectNode) registry.at("/Certificates/1");

    entry.putNull("ip");
    assertThat(keeps("registry", registry)).isFalse();
    entry.putNull("port");
    assertThat(keeps("registry", registry)).isTrue();
  }

  @Test
  void anEntryIsWhole() throws Exception {
    ObjectNode registry = example("registry");
    ((ObjectNode) registry.at("/Certificates/1")).remove("public_key_sha256");

    assertThat(keeps("registry", registry)).isFalse();
  }

  @Test
  void aJournalLineThatRegistersHoldsTheWholeEntry() throws Exception {
    ObjectNode line = example("journal-line").put("event", "registered");

    assertThat(keeps("journal-line", line)).isFalse();
    line.set("party", example("registry").at("/Certificates/1"));
    assertThat(keeps("journal-line", line)).isTrue();
  }
}
