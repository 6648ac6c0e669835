package io.cairn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvaluateCommandTest {
  private final SmallShop shop;

  EvaluateCommandTest(@TempDir Path folder) {
    shop = new SmallShop(folder);
  }

  @Test
  void table_hasBaselinesAndIsNoWiderThanPeopleRead() throws IOException {
    Captured ran = shop.imported().run("evaluate");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .startsWith("split temporal: 30 users asked for, 24 items, 240 interactions learned from")
        .contains("random ", "popular ", "recently-popular ", "markov ", "pipeline ")
        .contains("model ", "ndcg@10  95 % ", "recall@20", "--json shows all 18 metrics");
    assertThat(ran.out().lines()).allMatch(line -> line.length() <= 110);
  }

  @Test
  void json_hasAllMetricsOfEveryContender() throws IOException {
    JsonNode page = shop.imported().run("evaluate", "--json").json();
    assertThat(page.at("/split").asText()).isEqualTo("temporal");
    assertThat(page.at("/users").asInt()).isEqualTo(SmallShop.USERS);
    assertThat(page.at("/items").asInt()).isEqualTo(SmallShop.ITEMS);
    assertThat(page.at("/models").findValuesAsText("name"))
        .contains("random", "popular", "recently-popular", "markov", "als", "ease", "pipeline");
    for (JsonNode model : page.at("/models")) {
      for (String metric :
          List.of("ndcg@10", "recall@10", "recall@20", "ndcg@20", "coverage@10", "mrr@10")) {
        assertThat(model.get(metric).isNumber()).as(metric).isTrue();
        assertThat(model.get(metric).asDouble()).isBetween(0.0, 1.0);
      }
      assertThat(model.at("/intervals/ndcg@10")).hasSize(2);
    }
  }

  @Test
  void plantedTaste_isFound() throws IOException {
    JsonNode page = shop.imported().run("evaluate", "--json").json();
    assertThat(ndcg(page, "ease")).isGreaterThan(ndcg(page, "popular") + 0.1);
    assertThat(ndcg(page, "ease")).isGreaterThan(ndcg(page, "random") + 0.1);
  }

  private static double ndcg(JsonNode page, String name) {
    for (JsonNode model : page.at("/models")) {
      if (model.at("/name").asText().equals(name)) {
        return model.get("ndcg@10").asDouble();
      }
    }
    throw new AssertionError("no contender " + name);
  }

  @Test
  void leaveOneOutWithOtherCutoffs_isAskedFor() throws IOException {
    JsonNode page =
        shop.imported().run("evaluate", "--split", "leave-one-out", "--k", "5", "--json").json();
    assertThat(page.at("/split").asText()).isEqualTo("leave-one-out");
    assertThat(page.at("/models/0/ndcg@5").isNumber()).isTrue();
    assertThat(page.at("/models/0/ndcg@10").isMissingNode()).isTrue();
  }

  @Test
  void givenFiles_needNoHome() throws IOException {
    Path train = shop.write("train.txt", "a 1 2 3\nb 1 2 4\nc 2 3 4\n");
    Path test = shop.write("test.txt", "a 4\nb 3\n");
    Captured ran =
        shop.run("evaluate", "--train", train.toString(), "--test", test.toString(), "--json");
    assertThat(ran.exit()).isZero();
    assertThat(ran.json().at("/split").asText()).isEqualTo("given");
    assertThat(ran.json().at("/users").asInt()).isEqualTo(2);
    assertThat(ran.json().at("/interactions").asInt()).isEqualTo(9);
    assertThat(shop.home()).doesNotExist();
  }

  @Test
  void givenFiles_badLine_isNamed() throws IOException {
    Path train = shop.write("train.txt", "a 1 2\nb\n");
    Captured ran = shop.run("evaluate", "--train", train.toString(), "--test", train.toString());
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains(train + ":2 has a user but no item");
  }

  @Test
  void wrongOptions_areWrongUsage() throws IOException {
    shop.imported();
    assertThat(shop.run("evaluate", "--train", "x").err())
        .contains("--train and --test go together");
    assertThat(shop.run("evaluate", "--share", "1.5").err())
        .contains("--share must be between 0 and 1, was 1.5");
    assertThat(shop.run("evaluate", "--k", "0").err()).contains("--k must be in [1, 1000], was 0");
    assertThat(shop.run("evaluate", "--split", "random").err())
        .contains("temporal", "leave-one-out");
    assertThat(shop.run("evaluate", "--k", "0").exit()).isEqualTo(2);
    assertThat(shop.run("evaluate", "--split", "random").exit()).isEqualTo(2);
  }

  @Test
  void tooFewEvents_isOneSentence() throws IOException {
    Path file = shop.write("few.csv", "user,item,time\nu,i,2026-01-01\nv,i,2026-01-02\n");
    shop.run("import", file.toString());
    Captured ran = shop.run("evaluate");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("leaves no user with at least 5 items to learn from");
  }
}
