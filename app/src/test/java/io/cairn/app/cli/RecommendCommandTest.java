package io.cairn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecommendCommandTest {
  private final SmallShop shop;

  RecommendCommandTest(@TempDir Path folder) {
    shop = new SmallShop(folder);
  }

  @Test
  void knownUser_getsAPersonalList() throws IOException {
    JsonNode page =
        shop.trained().run("recommend", "--user", "u2", "--count", "2", "--json").json();
    assertThat(page.at("/personalized").asBoolean()).isTrue();
    assertThat(page.at("/rung").asText()).isEqualTo("history");
    assertThat(page.at("/items")).hasSize(2);
    assertThat(page.at("/items/0/position").asInt()).isEqualTo(1);
    assertThat(page.at("/items/0/title").asText()).startsWith("Item ");
    assertThat(page.at("/items/0/sources/0/rank").asInt()).isPositive();
    assertThat(page.at("/models/als").asInt()).isEqualTo(1);
    assertThat(page.at("/timings_ms/retrieval").isNumber()).isTrue();
  }

  @Test
  void explain_showsRanksSourcesAndStages() throws IOException {
    Captured ran = shop.trained().run("recommend", "--user", "u2", "--explain");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("personalised: by the history", "the rank that each source gave:")
        .contains("source ", "proposed", "stage ", "retrieval ");
    assertThat(ran.out().lines()).allMatch(line -> line.length() <= 120);
  }

  @Test
  void sourceThatCannotUseItsModel_isWrongConfiguration_forEveryCommand() throws IOException {
    shop.trained();
    String wrong = "pipeline.sources.similar.models=[als]";
    for (String command : List.of("recommend", "serve", "doctor")) {
      Captured ran = shop.run(command, "--set", wrong);
      assertThat(ran.exit()).isEqualTo(2);
      assertThat(ran.err())
          .contains(
              "pipeline.sources.similar cannot use model als of kind als: wanted is one with"
                  + " neighbours, such as item-to-item");
    }
  }

  @Test
  void unknownUser_getsWhatIsPopularAndTheReason() throws IOException {
    Captured ran = shop.trained().run("recommend", "--user", "nobody");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains(
            "not personalised: user 'nobody' has no events yet; shown is what is popular", "Item ");
  }

  @Test
  void seeds_giveSimilarItems() throws IOException {
    JsonNode page =
        shop.trained()
            .run("recommend", "--surface", "similar", "--item", "i3", "--count", "3", "--json")
            .json();
    assertThat(page.at("/items")).hasSize(3);
    assertThat(page.at("/items/0/id").asText()).matches("i([0-9]|1[01])").isNotEqualTo("i3");
  }

  @Test
  void noModelsYet_saysHowToTrain() throws IOException {
    Captured ran = shop.imported().run("recommend", "--user", "u2");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("not personalised: ");
    assertThat(ran.err())
        .contains("no model is trained yet, train some with: cairn train --home " + shop.home());
  }

  @Test
  void damagedModel_isNamedAndTheListIsMadeWithout() throws IOException {
    shop.trained();
    Files.writeString(shop.home().resolve("models/als/1/model.bin"), "x");
    Captured ran = shop.run("recommend", "--user", "u2");
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).contains("cairn: model als was refused: ", "is damaged", "train again");
    assertThat(ran.out()).contains("personalised: by the history");
  }

  @Test
  void wrongRequests_areWrongUsage() throws IOException {
    shop.imported();
    assertUsage("unknown surface 'cellar', there are [", "--surface", "cellar");
    assertUsage("surface 'similar' needs the items", "--surface", "similar");
    assertUsage("--count must be in [1, 500], was 0", "--count", "0");
    assertUsage("--count must be in [1, 500], was 1000000", "--count", "1000000");
    assertUsage("", "--user", "");
  }

  private void assertUsage(String sentence, String option, String value) {
    Captured ran = shop.run("recommend", option, value);
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("cairn: ").contains(sentence);
    assertThat(ran.out()).isEmpty();
  }
}
