package io.cairn.app.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * What people read in a browser: the try-it page, the reference, and the OpenAPI document.
 * Immutable.
 *
 * @param page the try-it page
 * @param reference the page that shows the OpenAPI document
 * @param yaml the OpenAPI document as written
 * @param json the OpenAPI document as JSON
 */
@SuppressWarnings("ArrayRecordComponent") // read only; identity is never compared
record WebResource(byte[] page, byte[] reference, byte[] yaml, byte[] json) {
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline';"
          + " connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  /** Loads the documents of the class path. */
  static WebResource load() {
    byte[] yaml = resource("openapi.yaml");
    try {
      JsonNode document = new YAMLMapper().readTree(yaml);
      return new WebResource(
          resource("index.html"), resource("api.html"), yaml, Bodies.bytes(document));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read openapi.yaml", e);
    }
  }

  void page(Context context) {
    html(context, page);
  }

  void reference(Context context) {
    html(context, reference);
  }

  void yaml(Context context) {
    context.contentType("application/yaml").result(yaml);
  }

  void json(Context context) {
    context.contentType("application/json").result(json);
  }

  private static void html(Context context, byte[] text) {
    context
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .contentType("text/html; charset=utf-8")
        .result(text);
  }

  private static byte[] resource(String name) {
    try (InputStream in = WebResource.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name + " is not on the class path").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
