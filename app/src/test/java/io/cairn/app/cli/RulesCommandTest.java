package io.cairn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.app.config.Configuration;
import io.cairn.app.engine.Engine;
import io.cairn.core.Context;
import io.cairn.core.Progress;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.RequestId;
import io.cairn.core.Rule;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RulesCommandTest {
  private final SmallShop shop;

  RulesCommandTest(@TempDir Path folder) {
    shop = new SmallShop(folder);
  }

  /** Shows ten lists, and stores a rule. */
  private void serve() throws IOException {
    shop.imported();
    try (Engine engine =
        Engine.open(shop.home(), Configuration.defaults().engine(), Progress.NONE)) {
      for (int user = 0; user < 10; user++) {
        engine
            .recommender()
            .recommend(
                new RecommendationRequest(
                    new RequestId("r" + user),
                    "home",
                    Visitor.of(new UserId("u" + user)),
                    List.of(),
                    4,
                    Context.NONE,
                    Set.of(),
                    SmallShop.AFTER));
      }
      engine.putRule(
          Rule.of("stored", "'a' in item.categories", new Rule.Boost(1.1)), SmallShop.AFTER);
    }
  }

  private String file(String rules) throws IOException {
    return shop.write("new.conf", rules).toString();
  }

  @Test
  void list_hasTheStoredRules() throws IOException {
    serve();
    assertThat(shop.run("rules", "list").out())
        .contains("stored", "revision 1", "boost", "'a' in item.categories", "home");
    JsonNode page = shop.run("rules", "list", "--json").json();
    assertThat(page.at("/revision").asInt()).isEqualTo(1);
    assertThat(page.at("/rules/0/id").asText()).isEqualTo("stored");
  }

  @Test
  void check_saysWhatIsWrong_andWhere() throws IOException {
    shop.imported();
    String good = file("rules = [{ id = sale, when = \"item.sale\", action { type = bury } }]");
    assertThat(shop.run("rules", "check", good).out()).startsWith("1 rules, no problems");
    String bad =
        file(
            """
            {"rules": [
              {"id": "one", "when": "itm.sale", "action": {"type": "bury"}},
              {"id": "two", "action": {"type": "pin", "item": "i99", "slot": 1}}
            ]}""");
    Captured ran = shop.run("rules", "check", bad);
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err())
        .contains("rule one: when is wrong at line 1, column 1", "did you mean 'item'?")
        .contains("rule two: action.item is 'i99', which is not in the catalogue");
  }

  @Test
  void check_ofAnActionThatThereIsNot_namesTheLine() throws IOException {
    shop.imported();
    Captured ran =
        shop.run("rules", "check", file("rules = [\n{ id = a, action { type = bost } }]"));
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("new.conf", "did you mean `boost`?");
  }

  @Test
  void simulate_saysWhichPlacesChange_byWhichRule() throws IOException {
    serve();
    String pins = file("rules = [{ id = top, action { type = pin, item = i17, slot = 1 } }]");
    JsonNode report = shop.run("rules", "simulate", pins, "--json").json();
    assertThat(report.at("/lists").asInt()).isEqualTo(10);
    assertThat(report.at("/slots").asInt()).isEqualTo(40);
    assertThat(report.at("/slotsByRule/top").asInt()).isPositive();
    assertThat(report.at("/before/coverage").asDouble()).isPositive();
    Captured ran = shop.run("rules", "simulate", pins, "--limit", "5");
    assertThat(ran.out()).contains("5 lists made again", "of 20 places change", "coverage", "top");
  }

  @Test
  void simulate_ofTheRulesThatHold_changesNothing() throws IOException {
    serve();
    String same =
        file(
            "rules = [{ id = stored, when = \"'a' in item.categories\","
                + " action { type = boost, factor = 1.1 } }]");
    JsonNode report = shop.run("rules", "simulate", same, "--json").json();
    assertThat(report.at("/slotsChanged").asInt()).isZero();
    assertThat(report.at("/before")).isEqualTo(report.at("/after"));
  }

  @Test
  void simulate_withoutLists_saysSo() throws IOException {
    shop.imported();
    Captured ran = shop.run("rules", "simulate", file("rules = []"));
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("no list was shown yet");
  }
}
