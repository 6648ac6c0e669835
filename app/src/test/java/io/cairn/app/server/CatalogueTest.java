package io.cairn.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CatalogueTest {
  @TempDir private Path home;
  private TestServer server;
  private final Contract contract = new Contract();

  @BeforeEach
  void start() {
    server = new TestServer(home);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a/b", "/", "%2F", "..", "a b+c", "?x=1#y", "日本語", "🎬🍿", "a\\b;c", "\"'<b>"})
  void item_ofAnyId_comesBackAndGoes(String id) {
    String path = "/v1/items/" + TestServer.encoded(id);
    TestServer.Answer put = server.ask("PUT", path, "{\"title\":\"T\",\"price\":2.5}");
    contract.check("put", "/v1/items/{id}", put);
    TestServer.Answer got = server.get(path);
    contract.check("get", "/v1/items/{id}", got);
    assertThat(got.json().path("id").asText()).isEqualTo(id);
    assertThat(got.json().at("/attributes/price").asDouble()).isEqualTo(2.5);
    assertThat(server.ask("DELETE", path, "").status()).isEqualTo(204);
    assertThat(server.get(path).status()).isEqualTo(404);
  }

  @Test
  void user_comesBackWithWhatTheyDid_andIsForgotten() {
    server.ask("PUT", "/v1/items/i", "{\"title\":\"Book\",\"categories\":[\"books\"]}");
    contract.check(
        "put", "/v1/users/{id}", server.ask("PUT", "/v1/users/u%2F1", "{\"region\":\"DE\"}"));
    server.post("/v1/events", "{\"type\":\"view\",\"user\":\"u/1\",\"item\":\"i\"}");
    server.post("/v1/events", "{\"type\":\"cart\",\"user\":\"u/1\",\"item\":\"i\"}");
    TestServer.Answer got = server.get("/v1/users/u%2F1");
    contract.check("get", "/v1/users/{id}", got);
    assertThat(got.json().toString())
        .isEqualTo(
            """
            {"id":"u/1","attributes":{"region":"DE"},"profile_size":1,\
            "segments":[{"attribute":"region","value":"DE"}],\
            "recent":[{"type":"cart","item":"i","title":"Book","value":1.0,"time":"%1$s"},\
            {"type":"view","item":"i","title":"Book","value":1.0,"time":"%1$s"}],\
            "affinities":{"category":[{"value":"books","share":1.0}],"brand":[]}}"""
                .formatted(TestServer.START));
    assertThat(server.get("/v1/items/i").json().at("/counts/view").asInt()).isEqualTo(1);
    assertThat(server.ask("DELETE", "/v1/users/u%2F1", "").status()).isEqualTo(204);
    assertThat(server.get("/v1/users/u%2F1").status()).isEqualTo(404);
  }

  @Test
  void bulk_acceptsTheGoodOnes() {
    TestServer.Answer answer =
        server.post("/v1/items", "[{\"id\":\"a\"},{\"title\":\"x\"},{\"id\":\"b\",\"price\":1}]");
    contract.check("post", "/v1/items", answer);
    assertThat(answer.json().path("accepted").asInt()).isEqualTo(2);
    assertThat(answer.json().at("/verdicts/1/field").asText()).isEqualTo("id");
    TestServer.Answer users = server.post("/v1/users", "[{\"id\":\"u\",\"age\":3},{\"id\":4}]");
    contract.check("post", "/v1/users", users);
    assertThat(users.json().path("accepted").asInt()).isEqualTo(2);
    assertThat(server.get("/v1/users/4").status()).isEqualTo(200);
  }

  @Test
  void pages_showEachOnce_inOrder() {
    List<String> ids = List.of("10", "9", "a", "a/b", "b", "ü", "\uFFFF", "🎬");
    ids.forEach(id -> server.ask("PUT", "/v1/items/" + TestServer.encoded(id), "{}"));
    ids.forEach(id -> server.ask("PUT", "/v1/users/" + TestServer.encoded(id), "{}"));
    server.ask("PUT", "/v1/items/gone", "{}");
    server.ask("DELETE", "/v1/items/gone", "");
    server.engine().store().flush();
    assertThat(walk("items", 4)).isEqualTo(ids);
    assertThat(walk("items", ids.size())).isEqualTo(ids);
    assertThat(walk("users", 1)).isEqualTo(ids);
  }

  private List<String> walk(String kind, int count) {
    List<String> ids = new ArrayList<>();
    String after = "";
    do {
      TestServer.Answer page =
          server.get("/v1/%s?count=%d&after=%s".formatted(kind, count, TestServer.encoded(after)));
      contract.check("get", "/v1/" + kind, page);
      assertThat(page.json().path(kind).size()).isBetween(1, count);
      for (JsonNode element : page.json().path(kind)) {
        ids.add(element.path("id").asText());
      }
      after = page.json().path("next").asText("");
    } while (!after.isEmpty());
    return ids;
  }
}
