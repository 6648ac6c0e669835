package io.cairn.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RulesResourceTest {
  private static final String ASK = "{\"count\":5,\"explain\":true}";

  @TempDir private Path home;
  private TestServer server;
  private final Contract contract = new Contract();

  @BeforeEach
  void start() {
    server =
        new TestServer(
                home,
                "pipeline.deadline=5s",
                "pipeline.rules=[{id = cheap, when = \"item.price < 9\", action { type = filter }}]")
            .withTwoTastes();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private TestServer.Answer put(String id, String body) {
    TestServer.Answer answer = server.ask("PUT", "/v1/rules/" + id, body.replace('\'', '"'));
    contract.check("put", "/v1/rules/{id}", answer);
    return answer;
  }

  @Test
  void put_ofWhatCannotBeToldOfAnyItem_isCounted() {
    server.ask(
        "PUT",
        "/v1/rules/colour",
        "{\"when\":\"item.colour == 'red'\",\"action\":{\"type\":\"filter\"}}");
    assertThat(server.post("/v1/recommend", ASK).itemIds()).isEmpty();
    server.ask("DELETE", "/v1/rules/colour", "");
    assertThat(server.get("/metrics").text())
        .containsPattern("cairn_rule_left_out_total\\{rule=\"colour\"\\} [1-9]");
  }

  @Test
  void put_holdsForTheVeryNextList_untilItIsDeleted() {
    assertThat(server.post("/v1/recommend", ASK).itemIds()).anyMatch(id -> id.startsWith("a"));
    TestServer.Answer made =
        server.ask(
            "PUT",
            "/v1/rules/b-only",
            "{\"when\":\"'b' in item.categories\",\"action\":{\"type\":\"filter\"}}");
    contract.check("put", "/v1/rules/{id}", made);
    assertThat(made.json().path("revision").asInt()).isEqualTo(1);
    TestServer.Answer list = server.post("/v1/recommend", ASK);
    contract.check("post", "/v1/recommend", list);
    assertThat(list.itemIds()).hasSize(5).allMatch(id -> id.startsWith("b"));
    assertThat(list.json().at("/trace/rules/1/rule").asText()).isEqualTo("b-only");
    assertThat(server.get("/metrics").text()).contains("cairn_rule_matches_total{rule=\"b-only\"}");
    assertThat(server.ask("DELETE", "/v1/rules/b-only", "").status()).isEqualTo(204);
    assertThat(server.post("/v1/recommend", ASK).itemIds()).anyMatch(id -> id.startsWith("a"));
    assertThat(server.get("/v1/rules?revision=1").json().at("/rules/0/id").asText())
        .isEqualTo("b-only");
    assertThat(server.get("/v1/rules?revision=2").json().path("rules")).isEmpty();
  }

  @Test
  void list_hasThoseOfTheConfiguration_whichAStoredOneReplaces() {
    TestServer.Answer before = server.get("/v1/rules");
    contract.check("get", "/v1/rules", before);
    assertThat(before.json().at("/rules/0/origin").asText()).isEqualTo("configuration");
    assertThat(server.ask("DELETE", "/v1/rules/cheap", "").json().path("detail").asText())
        .isEqualTo(
            "there is no stored rule 'cheap': it is in the configuration, take it out there");
    put("cheap", "{'when':'item.price < 2','action':{'type':'filter'},'surfaces':['home']}");
    JsonNode after = server.get("/v1/rules").json();
    assertThat(after.path("rules")).hasSize(1);
    assertThat(after.at("/rules/0/origin").asText()).isEqualTo("stored");
    assertThat(after.at("/rules/0/active_on/0").asText()).isEqualTo("home");
    TestServer.Answer list = server.post("/v1/recommend", ASK);
    assertThat(list.itemIds()).containsExactlyInAnyOrder("a0", "a1", "b0", "b1");
    assertThat(list.json().path("shortfall").asText())
        .startsWith("only 4 of 5: ")
        .endsWith("; they were held to the rules cheap");
    contract.check("get", "/v1/rules/{id}", server.get("/v1/rules/cheap"));
    contract.check("get", "/v1/rules/{id}", server.get("/v1/rules/none"));
  }

  @Test
  void rulesOfARequest_holdForItAlone_andAreRecorded() {
    String ask =
        """
        {"count":3,"rules":[{"id":"pinned","action":{"type":"pin","item":"b7","slot":1}}]}""";
    assertThat(server.post("/v1/recommend", ask).itemIds()).hasSize(3).startsWith("b7");
    assertThat(server.post("/v1/recommend", "{\"count\":1}").itemIds()).doesNotContain("b7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'when':'item.prise <','action':{'type':'filter'}} | when | line 1, column 13",
        "{'when':'true','action':{'type':'filter'}} | when | is always true",
        "{'when':'item.x','action':{'type':'filter'},'surfaces':['hom']} | surfaces | did you mean 'home'?",
        "{'when':'item.x','action':{'type':'boost','factor':-1}} | action.factor | must be above 0",
        "{'action':{'type':'pin','item':'zz','slot':1}} | action.item | 'zz', which is not in the catalogue",
        "{'when':'item.x','action':{'type':'filter'},'relax_after':'sen'} | relax_after | did you mean 'seen'?",
        "{'when':'item.x','action':{'type':'filter'},'relax_after':'a'} | relax_after | comes back to itself",
      })
  void put_ofWhatCannotHold_isRefused_withTheField(String body, String field, String why) {
    TestServer.Answer answer = put("a", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("field").asText()).isEqualTo(field);
    assertThat(answer.json().path("detail").asText()).contains(why);
    assertThat(server.get("/v1/rules").json().path("revision").asInt()).isZero();
  }

  @Test
  void put_ofASecondPinOnOnePlace_isRefused_butNotAtAnotherTime() {
    String pin = "{'action':{'type':'pin','item':'%s','slot':1},'%s':'2026-04-01T00:00:00Z'}";
    assertThat(put("one", pin.formatted("a1", "until")).status()).isEqualTo(200);
    assertThat(put("other", pin.formatted("a2", "from")).status()).isEqualTo(200);
    TestServer.Answer clash = put("third", "{'action':{'type':'pin','item':'a3','slot':1}}");
    assertThat(clash.json().path("field").asText()).isEqualTo("action.slot");
    assertThat(clash.json().path("detail").asText()).contains("rule one pins too");
  }
}
