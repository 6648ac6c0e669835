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
    assertThat(shop.run("rules", "check", good).out()).startsWith("1 rule, no problems");
    String bad =
        file(
            """
            {"rules": [
              {"id": "one", "when": "itm.sale", "action": {"type": "bury"}},
              {"id": "two", "action": {"type": "pin", "item": "i99", "slot": 1}}
            ]}""");
    Captured ran = shop.run("rules", "check", bad);
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err().lines())
        .satisfiesExactly(
            one ->
                assertThat(one)
                    .startsWith(bad + ":2: rule one: when is wrong at line 1, column 1")
                    .contains("did you mean 'item'?"),
            two ->
                assertThat(two)
                    .startsWith(
                        bad + ":3: rule two: action.item is 'i99', which is not in the catalogue"));
  }

  @Test
  void check_namesEveryProblemOfEveryKind_inTheOrderOfTheFile() throws IOException {
    shop.imported();
    String bad =
        file(
            """
            rules = [
              { id = a, when = "item.price < 1", action { type = bost } }
              { id = b, when = "itm.price < 1", action { type = bury }, surfaces = [hom] }
              { id = c, when = "item.price < 1", action { type = filter }, relax-aftr = seen }
              { id = d, action { type = pin, item = i99, slot = 1 } }
              { id = e, when = "item.price < 1", action { type = filter }, relax-after = sen }
              { id = e, action { type = pin, item = i98, slot = 1 } }
            ]""");
    Captured ran = shop.run("rules", "check", bad);
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .contains(
            bad + ":2: rules[0].action.type has no choice `bost`",
            bad + ":3: rule b: when is wrong",
            bad + ":3: rule b: surfaces names 'hom', which there is not (did you mean 'home'?)",
            bad + ":4: rules[2].relax-aftr is not a setting (did you mean `relax-after`?)",
            bad + ":5: rule d: action.item is 'i99'",
            bad + ":6: rule e: relax-after names 'sen'",
            bad + ":7: rule e: id is that of two rules",
            bad + ":7: rule e: action.slot is 1, where rule d pins too",
            bad + ":7: rule e: action.item is 'i98'");
  }

  @Test
  void check_takesWhatAServerAnswers() throws IOException {
    shop.imported();
    String one =
        """
        {"id": "cheap", "when": "item.price < 1", "action": {"type": "filter"},
         "relax_after": "seen", "origin": "stored", "active_on": ["home"], "revision": 1,
         "changed": "2026-03-02T04:00:00Z"}""";
    assertThat(shop.run("rules", "check", file(one)).out()).startsWith("1 rule, no problems");
    String all = "{\"revision\": 1, \"rules\": [%s]}".formatted(one);
    assertThat(shop.run("rules", "check", file(all)).out()).startsWith("1 rule, no problems");
    String wrong = file(one.replace("relax_after", "relax_afte"));
    assertThat(shop.run("rules", "check", wrong).err())
        .contains("rules[0].relax_afte is not a setting (did you mean `relax-after`?)");
  }

  @Test
  void check_ofARuleBesideRules_refusesIt() throws IOException {
    shop.imported();
    String both =
        file(
            """
            action { type = bury }
            rules = [{ id = sale, when = "item.sale", action { type = bury } }]""");
    Captured ran = shop.run("rules", "check", both);
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains(both + ":1: action is not a setting");
  }

  @Test
  void withoutAnAction_theUsageIsShown() {
    Captured ran = Captured.run("rules");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).startsWith("Usage: cairn rules").contains("list, check, simulate");
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
