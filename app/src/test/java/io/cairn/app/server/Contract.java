package io.cairn.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The OpenAPI document, as the measure of what is sent and answered. */
final class Contract {
  private final SchemaRegistry schemas =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final JsonNode document;

  Contract() {
    try (InputStream in = HttpServer.class.getResourceAsStream("openapi.yaml")) {
      document = new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode document() {
    return document;
  }

  /** Checks a JSON value against a schema under {@code components/schemas}. */
  void check(String schema, JsonNode json) {
    check(
        new ObjectMapper().createObjectNode().put("$ref", "#/components/schemas/" + schema), json);
  }

  /** Checks the answer of an operation, whose schema is that of its status and content type. */
  void check(String method, String route, TestServer.Answer answer) {
    JsonNode response =
        resolved(
            document.at(
                "/paths/%s/%s/responses/%d"
                    .formatted(route.replace("/", "~1"), method, answer.status())));
    assertThat(response.isMissingNode()).as(method + " " + route + " " + answer).isFalse();
    String type = answer.header("Content-Type").replaceAll(";.*", "");
    JsonNode content = response.path("content").path(type);
    assertThat(content.isMissingNode()).as(method + " " + route + " answers " + type).isFalse();
    check(content.path("schema"), answer.json());
  }

  void check(JsonNode schema, JsonNode json) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", document.path("components"));
    assertThat(schemas.getSchema(whole.toString()).validate(json.toString(), InputFormat.JSON))
        .as(json.toPrettyString())
        .isEmpty();
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
  }
}
