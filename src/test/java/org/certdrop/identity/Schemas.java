package org.certdrop.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.certdrop.json.StrictJson;

/** The JSON Schemas of etc/schema, for tests. Nothing is fetched from a network. */
public final class Schemas {
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);

  private Schemas() {}

  public static JsonNode content(String name) throws IOException {
    return StrictJson.mapper()
        .readTree(Files.readAllBytes(Path.of("etc", "schema", name + ".schema.json")));
  }

  /** What a schema finds wrong with a document; empty if nothing. */
  public static Set<ValidationMessage> problems(String schema, String document) throws IOException {
    JsonSchema loaded = FACTORY.getSchema(content(schema));
    return loaded.validate(StrictJson.mapper().readTree(document));
  }

  /** What the draft's own schema finds wrong with a schema. */
  public static Set<ValidationMessage> problemsOf(String schema) throws IOException {
    return FACTORY
        .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
        .validate(content(schema));
  }
}
