package io.cairn.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.app.engine.Engine;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages, the OpenAPI document, and how the server begins and ends. */
final class WebTest {
  @TempDir private Path home;
  private final Contract contract = new Contract();

  @Test
  void pages_needNothingFromOutside() {
    try (TestServer server = new TestServer(home)) {
      for (String path : Set.of("/", "/api")) {
        TestServer.Answer page = server.get(path);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(page.text())
            .contains("<title>Cairn")
            .doesNotContain("innerHTML", "insertAdjacentHTML", "document.write", "eval(")
            .doesNotContainPattern("(src|href)=\"(https?:)?//");
      }
    }
  }

  @Test
  void openapi_isServedInBothForms_andItsExamplesFitTheirSchemas() {
    try (TestServer server = new TestServer(home)) {
      assertThat(server.get("/openapi.json").json()).isEqualTo(contract.document());
      assertThat(server.get("/openapi.yaml").text()).startsWith("openapi: 3.1.0");
    }
    Set<String> examples = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : contract.document().path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        JsonNode body = operation.getValue().at("/requestBody/content/application~1json");
        if (!body.isMissingNode()) {
          contract.check(body.path("schema"), body.path("example"));
          examples.add(path.getKey());
        }
      }
    }
    assertThat(examples).hasSize(10);
  }

  @Test
  void openapi_namesEveryCodeThereIs() {
    Set<String> named = new TreeSet<>();
    contract
        .document()
        .at("/components/schemas/Problem/properties/code/enum")
        .forEach(code -> named.add(code.asText()));
    Set<String> codes = new TreeSet<>();
    for (ProblemCode code : ProblemCode.values()) {
      codes.add(code.code());
    }
    assertThat(named).isEqualTo(codes);
  }

  @Test
  void health_isLiveAndReady() {
    try (TestServer server = new TestServer(home)) {
      contract.check("get", "/health/live", server.get("/health/live"));
      contract.check("get", "/health/ready", server.get("/health/ready"));
    }
  }

  @Test
  void warmUp_recordsNothing() {
    try (TestServer server = new TestServer(home)) {
      assertThat(server.engine().log().end()).isZero();
    }
  }

  @Test
  void takenPort_isRefusedInOneSentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        TestServer server = new TestServer(home)) {
      Engine engine = server.engine();
      assertThatThrownBy(
              () ->
                  HttpServer.start(
                      engine,
                      new HttpServer.Address("127.0.0.1", taken.getLocalPort()),
                      InstantSource.fixed(TestServer.START),
                      () -> "id"))
          .isInstanceOf(HttpServer.AddressUnavailableException.class)
          .hasMessageContaining("port " + taken.getLocalPort() + ": it is in use");
    }
  }
}
