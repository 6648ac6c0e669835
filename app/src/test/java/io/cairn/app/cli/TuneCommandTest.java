package io.cairn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TuneCommandTest {
  private final Path folder;
  private final SmallShop shop;

  TuneCommandTest(@TempDir Path folder) {
    this.folder = folder;
    shop = new SmallShop(folder);
  }

  /** Runs it with a clock that goes on by a second whenever it is looked at. */
  private Captured tune(String... arguments) {
    AtomicLong seconds = new AtomicLong();
    InstantSource clock = () -> SmallShop.AFTER.plusSeconds(seconds.incrementAndGet());
    return shop.runBy(
        clock,
        Stream.concat(
                Stream.of("tune", "--set", "pipeline.ranker.models=[gbdt]"),
                Arrays.stream(arguments))
            .toArray(String[]::new));
  }

  /** Returns a configuration whose trees cannot grow: any other is better. */
  private String withoutGrowth() throws IOException {
    String conf =
        """
        server.port = 1
        training.rankers.gbdt.trainer { trees = 5, growth.min-child-weight = 1000000 }
        """;
    return shop.write("mine.conf", conf).toString();
  }

  @Test
  void page_showsTrialsTheTestAndWhatToPaste() throws IOException {
    shop.imported();
    Captured ran = tune("--config", withoutGrowth());
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out())
        .startsWith("gbdt: ")
        .contains("hyperparameters  NDCG@10  lists  learning-rate", "configured ", "drawn ")
        .contains("by which nothing was chosen:", "popularity ", "the best is +")
        .contains("training.rankers.gbdt.trainer {\n  type = gbdt\n", "  trees = 5\n")
        .contains("next: cairn train --ranker gbdt --home " + shop.home());
    assertThat(ran.out().lines().filter(line -> line.startsWith("drawn "))).hasSizeBetween(5, 10);
    assertThat(ran.err()).contains("seconds of tuning gbdt: done, ", "best ndcg@10 ");
    assertThat(shop.home().resolve("models")).doesNotExist();
  }

  @Test
  void nothingBetter_isSaid() throws IOException {
    shop.imported();
    Captured ran = tune("--ranker", "logistic", "--budget", "2s");
    assertThat(ran.out())
        .contains("nothing better than what is configured was found")
        .contains("note: no other hyperparameters got to learn from all lists: search longer")
        .doesNotContain("next:");
  }

  @Test
  void json_hasEveryTrialAndTheConfiguration() throws IOException {
    shop.imported();
    JsonNode page = tune("--ranker", "logistic", "--budget", "5m", "--seed", "7", "--json").json();
    assertThat(page.at("/ranker").asText()).isEqualTo("logistic");
    assertThat(page.at("/budget_seconds").asInt()).isEqualTo(300);
    assertThat(page.at("/seed").asInt()).isEqualTo(7);
    assertThat(page.at("/trials").size()).isGreaterThan(5);
    assertThat(page.at("/trials/0")).isEqualTo(page.at("/configured"));
    assertThat(page.at("/configured/hyperparameters/regularization").asDouble()).isEqualTo(1);
    assertThat(page.at("/best/ndcg@10").asDouble())
        .isGreaterThanOrEqualTo(page.at("/configured/ndcg@10").asDouble());
    assertThat(page.at("/test/ndcg@10/configured/mean").isNumber()).isTrue();
    assertThat(page.at("/config").asText()).startsWith("training.rankers.logistic.trainer {\n");
  }

  @Test
  void file_isTakenAtOnce_overTheOneInForce() throws IOException {
    shop.imported();
    Path out = folder.resolve("tuned.conf");
    Captured ran = tune("--config", withoutGrowth(), "--out", out.toString());
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("next: cairn train --ranker gbdt --config " + out);
    Captured printed = Captured.run("config", "--config", out.toString(), "--json");
    assertThat(printed.exit()).as(printed.err()).isZero();
    assertThat(printed.json().at("/server.port/value").asInt()).isEqualTo(1);
    JsonNode trainer = printed.json().at("/training.rankers/value/gbdt/trainer");
    assertThat(trainer.at("/trees").asInt()).isEqualTo(5);
    assertThat(trainer.at("/growth/min-child-weight").asDouble()).isLessThan(100);
    assertThat(Files.readString(out)).startsWith("# Found by cairn tune: NDCG@10 ");
  }

  @Test
  void file_thatIsThere_isNotOverwritten() throws IOException {
    shop.imported();
    Path out = shop.write("tuned.conf", "mine");
    Captured ran = tune("--out", out.toString());
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .isEqualToIgnoringNewLines(
            "cairn: " + out + " is there already, name a new file with --out or delete it");
    assertThat(out).hasContent("mine");
    Path nowhere = folder.resolve("absent/tuned.conf");
    assertThat(tune("--out", nowhere.toString()).err())
        .contains("there is no folder " + folder.resolve("absent") + " for --out");
  }

  @Test
  void wrongOptions_areWrongUsage() throws IOException {
    shop.imported();
    assertThat(tune("--budget", "10").err())
        .contains("--budget must be a duration with its unit, was \"10\" (write it like 30s");
    assertThat(tune("--budget", "10").exit()).isEqualTo(2);
    assertThat(tune("--budget", "10ms").err())
        .contains("--budget must be at least 1s, was PT0.01S");
    Captured none = shop.run("tune", "--set", "pipeline.ranker.models=[]");
    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.err()).contains("name one with --ranker");
  }

  @Test
  void rankerThatIsNone_isNamedWithThoseThereAre() throws IOException {
    Captured ran = shop.imported().run("tune", "--ranker", "gdbt");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err())
        .contains("there is no ranker gdbt in training.rankers, there are [dcn, gbdt, logistic]");
  }

  @Test
  void noHome_isUnavailable() {
    assertThat(tune().exit()).isEqualTo(4);
  }
}
