package io.cairn.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RequestsTest {
  private static final String DEADLINE = "pipeline.deadline=5s";
  private static final String FACTORS = "training.models.als.trainer.factors=8";

  @TempDir private Path home;
  private TestServer server;
  private final Contract contract = new Contract();

  @BeforeEach
  void start() {
    server = new TestServer(home, DEADLINE, FACTORS).withTwoTastes().trained();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private JsonNode recommend(String body) {
    TestServer.Answer answer = server.post("/v1/recommend", body);
    contract.check("post", "/v1/recommend", answer);
    return answer.json();
  }

  private JsonNode whyNot(JsonNode list, String item) {
    TestServer.Answer answer =
        server.get("/v1/requests/%s/why-not/%s".formatted(id(list), TestServer.encoded(item)));
    contract.check("get", "/v1/requests/{id}/why-not/{item}", answer);
    assertThat(answer.status()).isEqualTo(200);
    return answer.json();
  }

  private static String id(JsonNode list) {
    return list.path("request").asText();
  }

  @Test
  void recommend_explained_saysTheWayOfEachItem() {
    JsonNode list = recommend("{\"user\":\"a-0\",\"count\":3,\"explain\":true}");
    JsonNode first = list.at("/items/0");
    assertThat(first.at("/path/0/step").asText()).isEqualTo("ranking");
    assertThat(first.at("/path/1/step").asText()).isEqualTo("list");
    assertThat(first.at("/path/1/place").asInt()).isEqualTo(1);
    assertThat(first.path("propensity").asDouble()).isEqualTo(1);
    assertThat(first.path("filled").asBoolean()).isFalse();
    assertThat(first.path("effects").isArray()).isTrue();
    assertThat(list.path("relaxed").size()).isZero();
    assertThat(list.has("shortfall")).isFalse();
  }

  @Test
  void recommend_ofMoreThanThereIs_saysTheShortfall() {
    assertThat(recommend("{\"user\":\"a-0\",\"count\":100}").path("shortfall").asText())
        .startsWith("only 15 of 100: ");
  }

  @Test
  void get_ofARecentRequest_isWhatWasAskedAndTheList() {
    JsonNode list = recommend("{\"user\":\"a-0\",\"count\":3,\"exclude\":[\"a7\"]}");
    TestServer.Answer answer = server.get("/v1/requests/" + id(list));
    contract.check("get", "/v1/requests/{id}", answer);
    assertThat(answer.json().at("/asked/user").asText()).isEqualTo("a-0");
    assertThat(answer.json().at("/asked/exclude/0").asText()).isEqualTo("a7");
    assertThat(answer.json().at("/as_of/models/als").asInt()).isEqualTo(1);
    assertThat(answer.json().at("/list/items/0/id")).isEqualTo(list.at("/items/0/id"));
    assertThat(answer.json().at("/list/items/0/path").size()).isEqualTo(2);
  }

  @Test
  void get_ofAnUnknownRequest_saysHowLongTheyAreKept() {
    TestServer.Answer answer = server.get("/v1/requests/nothing");
    contract.check("get", "/v1/requests/{id}", answer);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("unknown_request");
    assertThat(answer.json().path("detail").asText())
        .contains("at most 8388608 bytes", "server.requests-kept", "cairn explain nothing");
    assertThat(server.get("/v1/requests/nothing/why-not/a1").code()).isEqualTo("unknown_request");
    assertThat(server.get("/v1/requests/nothing?replay=true").code()).isEqualTo("unknown_request");
    assertThat(server.get("/v1/requests/nothing?replay=perhaps").code()).isEqualTo("invalid_field");
  }

  @Test
  void whyNot_ofEachKindOfLoss_namesTheStep() {
    server.ask("PUT", "/v1/items/a9", "{\"available\":false}");
    server.ask("PUT", "/v1/items/sl%2Fash", "{\"title\":\"New\"}");
    JsonNode list = recommend("{\"user\":\"a-0\",\"count\":2,\"exclude\":[\"b7\"]}");
    String shown = list.at("/items/0/id").asText();
    JsonNode there = whyNot(list, shown);
    assertThat(there.path("step").asText()).isEqualTo("list");
    assertThat(there.path("position").asInt()).isEqualTo(1);
    assertThat(whyNot(list, "nowhere").path("step").asText()).isEqualTo("catalogue");
    assertThat(whyNot(list, "a0").path("step").asText()).isEqualTo("seen");
    assertThat(whyNot(list, "a9").path("step").asText()).isIn("available", "seen");
    assertThat(whyNot(list, "b7").path("step").asText()).isEqualTo("excluded");
    JsonNode below = whyNot(list, "b1");
    assertThat(below.path("step").asText()).isEqualTo("rank");
    assertThat(below.at("/gap/last_score").asDouble())
        .isGreaterThan(below.at("/gap/score").asDouble());
    assertThat(below.path("sources").size()).isPositive();
    assertThat(whyNot(list, "sl/ash").path("reason").asText()).isNotEmpty();
  }

  @Test
  void whyNot_ofAnEarlierPage_saysItWasShown_alsoInAReplay() {
    JsonNode first = recommend("{\"user\":\"a-0\",\"count\":2}");
    String cursor = first.path("next").asText();
    JsonNode second = recommend("{\"cursor\":\"%s\",\"count\":2}".formatted(cursor));
    String shown = first.at("/items/1/id").asText();
    JsonNode now = whyNot(second, shown);
    assertThat(now.path("request").asText()).isEqualTo(id(second));
    assertThat(now.path("reason").asText())
        .isEqualTo("it was shown on an earlier page, at place 2 of the list");
    server.close();
    server = new TestServer(home, DEADLINE, FACTORS);
    TestServer.Answer again =
        server.get("/v1/requests/%s/why-not/%s?replay=true".formatted(id(second), shown));
    assertThat(again.json().path("request").asText()).isEqualTo(id(second));
    assertThat(again.json().path("reason")).isEqualTo(now.path("reason"));
  }

  @Test
  void replay_afterMoreEvents_aNewModel_andARestart_isIdentical() {
    JsonNode list = recommend("{\"user\":\"a-0\",\"count\":5}");
    server.post("/v1/events", "{\"type\":\"view\",\"user\":\"a-0\",\"item\":\"b1\"}");
    server.trained();
    assertThat(server.get("/v1/requests/" + id(list)).code()).isEqualTo("unknown_request");
    server.close();
    server = new TestServer(home, DEADLINE, FACTORS);
    TestServer.Answer answer = server.get("/v1/requests/" + id(list) + "?replay=true");
    contract.check("get", "/v1/requests/{id}", answer);
    assertThat(answer.json().at("/replay/identical").asBoolean()).as(answer.text()).isTrue();
    assertThat(answer.json().at("/list/items/0/id")).isEqualTo(list.at("/items/0/id"));
    assertThat(answer.json().at("/list/models/als").asInt()).isEqualTo(1);
    TestServer.Answer whyNot =
        server.get("/v1/requests/%s/why-not/a0?replay=true".formatted(id(list)));
    contract.check("get", "/v1/requests/{id}/why-not/{item}", whyNot);
    assertThat(whyNot.json().path("step").asText()).isEqualTo("seen");
    assertThat(whyNot.json().path("reason").asText()).startsWith("viewed ");
    assertThat(whyNot.json().at("/replay/identical").asBoolean()).isTrue();
  }
}
