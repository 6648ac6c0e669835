package io.cairn.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ListsTest {
  @TempDir private Path home;
  private TestServer server;
  private final Contract contract = new Contract();

  @BeforeEach
  void start() {
    server =
        new TestServer(
                home,
                "pipeline.deadline=5s",
                "training.models.item-to-item.trainer.shrinkage=0",
                "training.models.als.trainer.factors=8")
            .withTwoTastes()
            .trained();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void event_ofNewUser_changesTheVeryNextList() {
    String ask = "{\"user\":\"new\",\"count\":4}";
    TestServer.Answer before = server.post("/v1/recommend", ask);
    contract.check("post", "/v1/recommend", before);
    assertThat(before.json().path("personalized").asBoolean()).isFalse();
    assertThat(before.json().path("why_not_personalized").asText())
        .contains("user 'new' has no events yet");
    server.post(
        "/v1/events",
        """
        [{"type":"like","user":"new","item":"b0"},{"type":"like","user":"new","item":"b3"}]""");
    TestServer.Answer after = server.post("/v1/recommend", ask);
    assertThat(after.json().path("personalized").asBoolean()).isTrue();
    assertThat(after.json().path("rung").asText()).isEqualTo("history");
    assertThat(after.itemIds()).doesNotContain("b0", "b3").element(0).asString().startsWith("b");
    assertThat(after.itemIds()).isNotEqualTo(before.itemIds());
  }

  @Test
  void event_ofSession_changesTheVeryNextList() {
    server.post("/v1/events", "{\"type\":\"view\",\"session\":\"s\",\"item\":\"a1\"}");
    TestServer.Answer list = server.post("/v1/recommend", "{\"session\":\"s\",\"count\":3}");
    assertThat(list.json().path("rung").asText()).isEqualTo("session");
    assertThat(list.itemIds()).allMatch(id -> id.startsWith("a")).doesNotContain("a1");
    assertThat(list.json().at("/items/0/reason").asText()).isNotEmpty();
  }

  @Test
  void removedUnavailableAndExcluded_areNeverShown() {
    String ask = "{\"user\":\"a-0\",\"count\":50,\"exclude\":[\"a7\"]}";
    assertThat(server.post("/v1/recommend", ask).itemIds())
        .contains("a4", "a5")
        .doesNotContain("a7");
    server.ask("DELETE", "/v1/items/a4", "");
    server.ask("PUT", "/v1/items/a5", "{\"available\":false}");
    TestServer.Answer list = server.post("/v1/recommend", ask);
    assertThat(list.itemIds()).isNotEmpty().doesNotContain("a4", "a5", "a7");
    assertThat(server.get("/v1/items/a1/similar?count=20").itemIds())
        .isNotEmpty()
        .doesNotContain("a4", "a5", "a1");
  }

  @Test
  void explain_addsFeaturesAndTrace() {
    TestServer.Answer list =
        server.post(
            "/v1/recommend",
            "{\"user\":\"a-0\",\"count\":2,\"explain\":true,\"fields\":[\"price\",\"title\"]}");
    contract.check("post", "/v1/recommend", list);
    JsonNode first = list.json().at("/items/0");
    assertThat(first.path("features").path("category_affinity").asDouble()).isEqualTo(1);
    assertThat(List.copyOf(first.path("fields").properties()))
        .extracting(java.util.Map.Entry::getKey)
        .containsExactly("price", "title");
    assertThat(list.json().at("/trace/sources").size()).isPositive();
    assertThat(list.json().at("/timings_ms/total").asDouble()).isPositive();
    assertThat(list.json().path("models").path("als").asInt()).isEqualTo(1);
  }

  @Test
  void fields_starIsEverything_andDefaultIsTitleAndCategories() {
    JsonNode all =
        server.post("/v1/recommend", "{\"user\":\"a-0\",\"fields\":[\"*\"]}").json().at("/items/0");
    assertThat(all.at("/fields/price").isNumber()).isTrue();
    assertThat(all.at("/fields/available").asBoolean()).isTrue();
    JsonNode few = server.post("/v1/recommend", "{\"user\":\"a-0\"}").json().at("/items/0/fields");
    assertThat(few.size()).isEqualTo(2);
  }

  @Test
  void rank_ordersAll_andPutsUnknownLast() {
    TestServer.Answer list =
        server.post(
            "/v1/rank", "{\"user\":\"a-0\",\"items\":[\"nobody/knows\",\"b1\",\"a4\",\"a1\"]}");
    contract.check("post", "/v1/rank", list);
    assertThat(list.itemIds()).hasSize(4).endsWith("b1", "nobody/knows");
    long before = server.engine().log().end();
    server.post("/v1/rank", "{\"user\":\"a-0\",\"items\":[\"a4\"]}");
    assertThat(server.engine().log().end()).isEqualTo(before);
  }

  @Test
  void similar_isAboutTheItem() {
    TestServer.Answer list = server.get("/v1/items/b2/similar?count=3&user=a-0");
    contract.check("get", "/v1/items/{id}/similar", list);
    assertThat(list.itemIds()).hasSize(3).allMatch(id -> id.startsWith("b"));
  }

  @Test
  void surfaces_areNamed() {
    TestServer.Answer answer = server.get("/v1/surfaces");
    contract.check("get", "/v1/surfaces", answer);
    assertThat(answer.text()).contains("{\"name\":\"similar\",\"needs_seeds\":true}");
  }

  @Test
  void metrics_countWhatHappened() {
    server.post("/v1/recommend", "{\"user\":\"a-0\"}");
    server.post("/v1/recommend", "{\"usr\":\"a-0\"}");
    String metrics = server.get("/metrics").text();
    assertThat(metrics)
        .contains(
            "cairn_events_total{status=\"accepted\"} 320.0",
            "cairn_lists_total{personalized=\"true\",rung=\"history\",surface=\"home\"} 1.0",
            "cairn_stage_seconds_bucket{stage=\"retrieval\",surface=\"home\",le=\"0.02\"}",
            "cairn_http_requests_seconds_count{method=\"POST\",route=\"/v1/recommend\","
                + "status=\"400\"}",
            "cairn_source_candidates_total{source=\"als\"}",
            "cairn_impressions_lost_total 0.0",
            "cairn_index_rebuilds_failed_total 0.0",
            "cairn_skew_cells_total 0.0",
            "cairn_skew_cells_differing_total{column=\"item_age_days\"} 0.0",
            "cairn_store_lag 0.0",
            "jvm_memory_used_bytes")
        .doesNotContainPattern("# HELP cairn_\\w+ *\n");
  }

  @Test
  void explored_placesAreCounted() {
    try (TestServer exploring =
        new TestServer(
                home.resolve("exploring"),
                "pipeline.deadline=5s",
                "pipeline.rerankers.explore.where.first=3",
                "pipeline.surfaces.home.explore=explore")
            .withTwoTastes()) {
      exploring.post("/v1/recommend", "{\"user\":\"a-0\",\"count\":5}");
      exploring.post("/v1/recommend", "{\"user\":\"a-1\",\"count\":2}");
      assertThat(exploring.get("/metrics").text())
          .contains("cairn_explored_places_total{explorer=\"explore\",surface=\"home\"} 1.0");
    }
  }
}
