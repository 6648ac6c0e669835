package io.cairn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainCommandTest {
  private static final String GBDT = "pipeline.ranker.models=[gbdt]";

  /** So few lists do not tell whether a model is better. */
  private static final String NO_GATE = "training.gate.is-on=false";

  private final SmallShop shop;

  TrainCommandTest(@TempDir Path folder) {
    shop = new SmallShop(folder);
  }

  @Test
  void models_arePublishedAndTheNextCommandsAreNamed() throws IOException {
    Captured ran = shop.imported().run("train");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("als ", "ease ", "item-to-item ", "bought-together ")
        .contains("next: cairn recommend --user ID --explain --home " + shop.home())
        .contains("cairn evaluate --home", "cairn serve --home");
    assertThat(ran.err()).doesNotContain("0 of 0").doesNotContain("folding");
    assertThat(shop.home().resolve("models/als/latest")).hasContent("1\n");
  }

  @Test
  void rankers_haveATableOfTheirOwn_andOneLineOfProgressAQuarter() throws IOException {
    Captured ran = shop.imported().run("train", "--set", GBDT, "--set", NO_GATE);
    assertThat(ran.out().lines())
        .anyMatch(line -> line.matches("model +version +kind +rows +items +pairs"))
        .anyMatch(line -> line.matches("ranker +version +kind +lists +features +examples"))
        .filteredOn(line -> line.startsWith("gbdt "))
        .hasSize(1);
    // once to find how many trees are needed, and, if they are several, again from all lists
    assertThat(ran.err().lines().filter(line -> line.startsWith("gbdt: boosting click: done, ")))
        .hasSizeBetween(1, 2)
        .allSatisfy(line -> assertThat(line).contains(", ndcg@10 ", " after "));
    assertThat(ran.err()).doesNotContain("stopped");
  }

  @Test
  void json_saysWhatEachModelCameFrom() throws IOException {
    shop.imported().run("train");
    JsonNode page = shop.run("train", "--set", GBDT, "--set", NO_GATE, "--json").json();
    assertThat(page.at("/interactions").asInt()).isEqualTo(SmallShop.EVENTS);
    assertThat(page.at("/models")).hasSize(7);
    assertThat(page.at("/models/0/name").asText()).isEqualTo("als");
    assertThat(page.at("/models/0/version").asInt()).isEqualTo(2);
    assertThat(page.at("/models/0/items").asInt()).isEqualTo(SmallShop.ITEMS);
    assertThat(page.at("/models/6/name").asText()).isEqualTo("gbdt");
    assertThat(page.at("/models/6/lists").asInt())
        .isGreaterThan(page.at("/rankers/0/lists").asInt());
    assertThat(page.at("/models/6/features").asInt()).isPositive();
    assertThat(page.at("/models/6/items").isMissingNode()).isTrue();
    assertThat(page.at("/not_trained")).isEmpty();
  }

  @Test
  void modelThatDoesNotFit_isNamedWithTheReason() throws IOException {
    Captured ran = shop.imported().run("train", "--set", "training.models.ease.items-max=5");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("not trained: ease, 24 items are more than its items-max 5");
  }

  @Test
  void catalogueWithoutEvents_cannotBeTrained() throws IOException {
    shop.run("import", shop.items().toString());
    Captured ran = shop.run("train");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("there are no interactions to train from, import some first");
  }

  @Test
  void folderOfModelsThatIsAFile_isNamed() throws IOException {
    Path models = shop.imported().home().resolve("models");
    String sentence = "cairn: cannot publish model als in " + models.resolve("als") + ": ";
    Files.writeString(models, "");
    Captured ran = shop.run("train");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains(sentence + "Not a directory");
    Files.delete(models);
    Files.writeString(Files.createDirectory(models).resolve("als"), "");
    assertThat(shop.run("train").err())
        .contains(sentence + models.resolve("als") + " is a file and no folder");
  }

  @Test
  void modelOnAFullDisk_isSaid_andTheOneBeforeStays() throws IOException {
    Path als = shop.trained().home().resolve("models/als");
    Path full = Path.of("/dev/full");
    Files.createSymbolicLink(als.resolve("latest.unfinished"), Files.exists(full) ? full : als);
    Captured ran = shop.run("train");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("cairn: cannot publish model als in " + als + ": ");
    assertThat(als.resolve("latest")).hasContent("1\n");
    assertThat(shop.run("recommend", "--user", "u2").out())
        .contains("personalised: by the history");
  }

  @Test
  void serverHasTheHome_trainsAllTheSame() throws Exception {
    shop.imported();
    Process other = HomeHolder.start(shop.home());
    try {
      assertThat(shop.run("train").exit()).isZero();
    } finally {
      other.destroyForcibly().waitFor();
    }
  }
}
