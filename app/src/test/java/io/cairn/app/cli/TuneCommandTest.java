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
        Stream.concat(Stream.of("tune", "--ranker", "logistic"), Arrays.stream(arguments))
            .toArray(String[]::new));
  }

  @Test
  void page_showsTrialsTheTestAndWhatToPaste() throws IOException {
    shop.imported();
    Captured tuned = tune("--budget", "10m");
    assertThat(tuned.exit()).as(tuned.err()).isZero();
    assertThat(tuned.out())
        .startsWith("logistic: ")
        .contains("hyperparameters  NDCG@10  lists  regularization", "configured ", "drawn ")
        .contains("by which nothing was chosen:", "popularity ", "next: cairn train --ranker");
    assertThat(tuned.err()).contains("seconds of tuning logistic: done, ", "best ndcg@10 ");
    assertThat(shop.home().resolve("models/logistic")).doesNotExist();
  }

  @Test
  void json_hasEveryTrialAndTheConfiguration() throws IOException {
    shop.imported();
    JsonNode page = tune("--budget", "10m", "--seed", "7", "--json").json();
    assertThat(page.at("/ranker").asText()).isEqualTo("logistic");
    assertThat(page.at("/budget_seconds").asInt()).isEqualTo(600);
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
    Path mine =
        shop.write("mine.conf", "training.rankers.logistic.trainer.epochs = 3\nserver.port = 1\n");
    Path out = folder.resolve("tuned.conf");
    Captured ran = tune("--budget", "5m", "--config", mine.toString(), "--out", out.toString());
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("next: cairn train --ranker logistic --config " + out);
    Captured printed = Captured.run("config", "--config", out.toString(), "--json");
    assertThat(printed.exit()).as(printed.err()).isZero();
    assertThat(printed.json().at("/server.port/value").asInt()).isEqualTo(1);
    assertThat(printed.json().at("/training.rankers/value/logistic/trainer/epochs").asInt())
        .isEqualTo(3);
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
