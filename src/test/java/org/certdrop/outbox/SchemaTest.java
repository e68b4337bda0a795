package org.certdrop.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certdrop.identity.OwnParties.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.certdrop.identity.OwnParties;
import org.certdrop.identity.OwnParty;
import org.certdrop.identity.Schemas;
import org.certdrop.party.PartyId;
import org.certdrop.text.Parsed;
import org.certdrop.trust.Roster;
import org.certdrop.x509.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
  private static void everyPropertyIsDescribed(JsonNode schema) {
    if (!schema.isContainerNode()) {
      return;
    }
    // A schema inside if, then, allOf, ... narrows a property that is described elsewhere.
    if (schema.has("title") || schema.isArray()) {
      schema
          .path("properties")
          .properties()
          .forEach(
              property -> {
                if (!property.getValue().has("$ref")) {
                  assertThat(property.getValue().path("title").asText())
                      .as(property.getKey())
                      .isNotEmpty();
                  assertThat(property.getValue().path("description").asText())
                      .as(property.getKey())
                      .isNotEmpty();
                }
              });
    }
    schema.forEach(SchemaTest::everyPropertyIsDescribed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sidecar", "verdict", "registry", "journal-line", "roster", "receipt"})
  void aSchemaKeepsTheDraftItNames(String name) throws Exception {
    assertThat(Schemas.content(name).get("$schema").textValue())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(Schemas.problemsOf(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sidecar", "verdict", "registry", "journal-line", "roster", "receipt"})
  void aSchemaExplainsItselfAndEveryField(String name) throws Exception {
    assertThat(Schemas.content(name).path("title").asText()).isNotEmpty();
    everyPropertyIsDescribed(Schemas.content(name));
  }

  @Test
  void theEmittedSidecarKeepsItsSchema() throws Exception {
    String sidecar =
        Instructions.unsigned(OwnParties.node(endpoint("2001:db8::1", 14001))).sidecar();

    assertThat(Schemas.problems("sidecar", sidecar)).isEmpty();
  }

  @Test
  void theEmittedSidecarWithoutAnEndpointKeepsIt() throws Exception {
    String sidecar = Instructions.unsigned(OwnParties.node(Optional.empty())).sidecar();

    assertThat(Schemas.problems("sidecar", sidecar)).isEmpty();
  }

  @Test
  void theSignedSidecarKeepsIt() throws Exception {
    OwnParty own = OwnParties.node(endpoint("10.221.0.2", 14001));
    Statement statement = Statement.registration(own, 1, TestCertificate.NOW);

    assertThat(Schemas.problems("sidecar", statement.sidecar())).isEmpty();
  }

  @Test
  void theSidecarOfARotationKeepsIt() throws Exception {
    OwnParty own = OwnParties.node(Optional.empty());
    Statement statement =
        Statement.rotation(own, OwnParties.node(Optional.empty()), 1, TestCertificate.NOW);

    assertThat(Schemas.problems("sidecar", statement.sidecar())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"party_id\": null}",
        "{\"component_id\": \"NODE_1\", \"ip\": \"::1\", \"port\": \"14001\"}",
        "{\"party_id\": \"Researcher_a-b\", \"component\": \"researcher\", \"unknown\": [1]}",
        "{\"party_id\": \"node_1\", \"component_id\": null, \"ip\": null, \"port\": null}",
        "{\"party_id\": \"node_1\", \"type\": null, \"seq\": null, \"supersedes\": null}"
      })
  void unusualSidecarsKeepIt(String sidecar) throws Exception {
    assertThat(Schemas.problems("sidecar", sidecar)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"party_id\": \"hospital_1\"}",
        "{\"party_id\": \"node_-\"}",
        "{\"party_id\": \"node_1\", \"component\": \"server\"}",
        "{\"party_id\": \"node_1\", \"ip\": \"localhost\", \"port\": 1}",
        "{\"party_id\": \"node_1\", \"ip\": \"10.0.0.1\"}",
        "{\"party_id\": \"node_1\", \"ip\": \"10.0.0.1\", \"port\": null}",
        "{\"party_id\": \"node_1\", \"port\": 14001}",
        "{\"party_id\": \"node_1\", \"ip\": \"10.0.0.1\", \"port\": 0}",
        "{\"party_id\": \"node_1\", \"ip\": \"10.0.0.1\", \"port\": 65536}",
        "{\"party_id\": \"node_1\", \"ip\": \"10.0.0.1\", \"port\": 1.5}",
        "{\"party_id\": \"node_1\", \"sha256\": \"AB:CD\"}",
        "{\"party_id\": \"node_1\", \"type\": \"receipt\", \"seq\": 1, \"created_at\": \"\"}",
        "{\"party_id\": \"node_1\", \"type\": \"registration\", \"created_at\": \"\"}",
        "{\"party_id\": \"node_1\", \"type\": \"registration\", \"seq\": 1.5, \"created_at\": \"\"}",
        "{\"party_id\": \"node_1\", \"type\": \"rotation\", \"seq\": 1, \"created_at\": \"\"}",
        "{\"party_id\": \"node_1\", \"type\": \"rotation\", \"seq\": 1, \"created_at\": \"\","
            + " \"supersedes\": {\"sha256\": \"AB\"}}"
      })
  void badSidecarsDoNot(String sidecar) throws Exception {
    assertThat(Schemas.problems("sidecar", sidecar)).isNotEmpty();
  }

  @Test
  void theEmittedReceiptKeepsItsSchema() throws Exception {
    OwnParty own = OwnParties.node(Optional.empty());
    OwnReceipt receipt =
        new OwnReceipt(
            own.id(),
            new PartyId("researcher_other"),
            own.certificate().fingerprint(),
            "registered",
            1);

    assertThat(Schemas.problems("receipt", receipt.text(TestCertificate.NOW))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"type", "from", "to", "about", "party_id", "sha256", "at"})
  void aReceiptThatLeavesAFieldOutDoesNot(String field) throws Exception {
    OwnParty own = OwnParties.node(Optional.empty());
    String receipt =
        new OwnReceipt(own.id(), own.id(), own.certificate().fingerprint(), "unchanged", 1)
            .text(TestCertificate.NOW)
            .replace("\"" + field + "\"", "\"other\"");

    assertThat(receipt).contains("other");
    assertThat(Schemas.problems("receipt", receipt)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"federation\": \"f\", \"parties\": []}",
        "{\"federation\": \"f\", \"parties\": [{\"party_id\": \"NODE_1\", \"sha256\": null}]}"
      })
  void rostersKeepTheirSchemaAndParse(String roster) throws Exception {
    assertThat(Schemas.problems("roster", roster)).isEmpty();
    assertThat(Roster.parse(roster.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Parsed.Good.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"parties\": []}",
        "{\"federation\": \" \", \"parties\": []}",
        "{\"federation\": \"f\", \"parties\": {}}",
        "{\"federation\": \"f\", \"parties\": [], \"version\": 1}",
        "{\"federation\": \"f\", \"parties\": [{}]}",
        "{\"federation\": \"f\", \"parties\": [{\"party_id\": \"hospital\"}]}",
        "{\"federation\": \"f\", \"parties\": [{\"party_id\": \"node_1\", \"sha256\": \"AB\"}]}",
        "{\"federation\": \"f\", \"parties\": [{\"party_id\": \"node_1\", \"sha265\": null}]}"
      })
  void badRostersDoNeither(String roster) throws Exception {
    assertThat(Schemas.problems("roster", roster)).isNotEmpty();
    assertThat(Roster.parse(roster.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Parsed.Bad.class);
  }
}
