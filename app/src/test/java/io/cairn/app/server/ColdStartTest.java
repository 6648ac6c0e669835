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

/** Questions to new people, pages of rows, and pages of one list, over HTTP. */
final class ColdStartTest {
  @TempDir private Path home;
  private TestServer server;
  private final Contract contract = new Contract();

  @BeforeEach
  void start() {
    server = server().withTwoTastes().trained();
  }

  private TestServer server() {
    return new TestServer(
        home,
        "pipeline.deadline=5s",
        "training.models.onboarding.trainer.rows-min=5",
        "training.models.als.trainer.factors=8");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static List<String> questions(TestServer.Answer answer) {
    List<String> ids = new ArrayList<>();
    answer.json().path("questions").forEach(question -> ids.add(question.path("id").asText()));
    return ids;
  }

  @Test
  void onboarding_answers_changeTheNextQuestions_andTheVeryNextList() {
    TestServer.Answer before = server.get("/v1/onboarding?user=new&count=4");
    contract.check("get", "/v1/onboarding", before);
    assertThat(questions(before)).hasSize(4).doesNotHaveDuplicates();
    assertThat(before.json().at("/models/onboarding").asInt()).isEqualTo(1);
    TestServer.Answer after =
        server.post(
            "/v1/onboarding",
            """
            {"user":"new","count":20,"answers":[{"item":"b0","answer":"like"},
             {"item":"b3","answer":"like"},{"item":"a1","answer":"dislike"},
             {"item":"b5","answer":"unknown"}]}""");
    contract.check("post", "/v1/onboarding", after);
    assertThat(after.json().path("answered").asInt()).isEqualTo(4);
    assertThat(questions(after)).isNotEmpty().doesNotContain("b0", "b3", "a1", "b5");
    TestServer.Answer list = server.post("/v1/recommend", "{\"user\":\"new\",\"count\":20}");
    assertThat(list.json().path("rung").asText()).isEqualTo("history");
    assertThat(list.json().path("personalized").asBoolean()).isTrue();
    assertThat(list.itemIds()).contains("b5").doesNotContain("b0", "b3", "a1");
    assertThat(list.itemIds().getFirst()).startsWith("b");
  }

  @Test
  void onboarding_unknownAlone_isNoHistory() {
    server.post(
        "/v1/onboarding",
        "{\"session\":\"s\",\"answers\":[{\"item\":\"b5\",\"answer\":\"unknown\"}]}");
    TestServer.Answer list = server.post("/v1/recommend", "{\"session\":\"s\",\"count\":20}");
    assertThat(list.json().path("rung").asText()).isEqualTo("popular");
    assertThat(list.itemIds()).contains("b5");
    assertThat(questions(server.get("/v1/onboarding?session=s&count=20"))).doesNotContain("b5");
  }

  @Test
  void pages_inTurn_areTheLongList_whateverHappensMeanwhile() {
    String ask = "{\"session\":\"nobody\",\"count\":%d}";
    List<String> whole = server.post("/v1/recommend", ask.formatted(20)).itemIds();
    TestServer.Answer page = server.post("/v1/recommend", ask.formatted(6));
    List<String> inTurn = new ArrayList<>(page.itemIds());
    server.post("/v1/events", "{\"type\":\"like\",\"session\":\"nobody\",\"item\":\"b0\"}");
    server.ask("DELETE", "/v1/items/" + whole.get(8), "");
    while (page.json().has("next")) {
      String cursor = page.json().path("next").asText();
      page = server.post("/v1/recommend", "{\"cursor\":\"%s\",\"count\":6}".formatted(cursor));
      contract.check("post", "/v1/recommend", page);
      assertThat(page.json().path("continued").asBoolean()).isTrue();
      assertThat(page.json().at("/items/0/position").asInt()).isEqualTo(inTurn.size() + 1);
      inTurn.addAll(page.itemIds());
    }
    List<String> expected = new ArrayList<>(whole);
    expected.remove(8);
    assertThat(inTurn).isEqualTo(expected);
  }

  @Test
  void cursor_afterARestart_goesOnWithANewList_withoutWhatWasShown() {
    TestServer.Answer first = server.post("/v1/recommend", "{\"user\":\"a-1\",\"count\":5}");
    server.close();
    server = server();
    String cursor = first.json().path("next").asText();
    TestServer.Answer second =
        server.post("/v1/recommend", "{\"cursor\":\"%s\",\"count\":5}".formatted(cursor));
    contract.check("post", "/v1/recommend", second);
    assertThat(second.json().path("continued").asBoolean()).isFalse();
    assertThat(second.itemIds()).hasSize(5).doesNotContainAnyElementsOf(first.itemIds());
    assertThat(second.json().at("/items/0/position").asInt()).isEqualTo(6);
  }

  @Test
  void page_hasRowsInWhichNothingStandsTwice() {
    TestServer.Answer page =
        server.post(
            "/v1/page",
            """
            {"user":"a-1","items_min":2,"rows":[{"surface":"trending","count":4,"title":"Hot"},
             {"surface":"home","count":4},{"surface":"similar","items":["b2"],"count":4}]}""");
    contract.check("post", "/v1/page", page);
    List<String> shown = new ArrayList<>();
    for (JsonNode row : page.json().path("rows")) {
      row.at("/list/items").forEach(item -> shown.add(item.path("id").asText()));
    }
    assertThat(page.json().path("rows").size()).isGreaterThan(1);
    assertThat(shown).doesNotHaveDuplicates();
    TestServer.Answer configured = server.post("/v1/page", "{\"page\":\"home\"}");
    contract.check("post", "/v1/page", configured);
    assertThat(configured.json().path("left_out").findValuesAsText("surface"))
        .contains("because-you-viewed");
  }
}
