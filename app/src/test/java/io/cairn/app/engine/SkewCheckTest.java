package io.cairn.app.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.app.config.Configuration;
import io.cairn.app.config.EngineConfig;
import io.cairn.core.Event;
import io.cairn.core.FeatureMatrix;
import io.cairn.core.ItemId;
import io.cairn.core.Progress;
import io.cairn.recommender.Recommendation;
import io.cairn.recommender.Recommender;
import io.cairn.recommender.Surroundings;
import io.cairn.recommender.ranking.Explanation;
import io.cairn.recommender.ranking.Ranking;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SkewCheckTest {
  private static final EngineConfig CONFIG =
      Configuration.load(Optional.of(Path.of("src/test/resources/every-feature.conf")), List.of())
          .engine();
  private static final int LISTS = 30;

  @TempDir private Path folder;
  private final SkewTraffic traffic = new SkewTraffic("traffic", 1);
  private Engine engine;

  @BeforeEach
  void open() {
    engine = Engine.open(folder, CONFIG, Progress.NONE);
    engine.append(traffic.beginning());
    new SkewModels(CONFIG).publish(engine, 1);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void check_ofServedLists_findsNoDifference_andGoesOn() {
    assertThat(check().check()).isEmpty();
    assertThat(check().counts()).isEqualTo(SkewCheck.Counts.NONE);
    serve(engine.recommender());
    assertThat(check().check()).isEmpty();
    assertThat(check().counts().lists()).isEqualTo(LISTS);
    long cells = check().counts().cells();
    assertThat(cells).isGreaterThan(LISTS * 40);
    new SkewModels(CONFIG).publish(engine, 2);
    serve(engine.recommender());
    assertThat(check().check()).isEmpty();
    assertThat(check().counts().lists()).isEqualTo(2 * LISTS);
    assertThat(check().counts().cells()).isGreaterThan(cells);
    assertThat(check().counts().differing()).isEmpty();
    assertThat(check().counts().uncompared()).isZero();
  }

  @Test
  void check_ofACellThatTheServerSawOtherwise_namesTheColumn() {
    Made made = made().getLast();
    try (SkewCheck other = of(1)) {
      other.offer(withAnotherPrice(made.list()), made.shown());
      assertThat(other.check()).singleElement().asString().endsWith("{price=1}");
      assertThat(other.counts().differing()).isEqualTo(Map.of("price", 1L));
    }
  }

  @Test
  void check_ofAListOfAnEarlierOffsetThanTheLast_countsItAsNotCompared() {
    List<Made> made = made();
    try (SkewCheck other = of(1)) {
      offer(other, made.getLast());
      assertThat(other.check()).isEmpty();
      offer(other, made.getFirst());
      assertThat(other.check()).isEmpty();
      assertThat(other.counts().lists()).isEqualTo(1);
      assertThat(other.counts().uncompared()).isEqualTo(1);
    }
  }

  @Test
  void check_ofAListOfAModelThatIsGone_countsItAsNotCompared() {
    Made made = made().getLast();
    Event.Impression shown = made.shown();
    Event.Impression gone =
        new Event.Impression(
            shown.id(),
            shown.time(),
            shown.visitor(),
            shown.request(),
            shown.surface(),
            shown.context(),
            shown.shown(),
            new Event.AsOf(shown.asOf().offset(), Map.of("als", 9)));
    try (SkewCheck other = of(1)) {
      other.offer(made.list(), gone);
      assertThat(other.check()).isEmpty();
      assertThat(other.counts()).isEqualTo(new SkewCheck.Counts(0, 1, 0, Map.of()));
    }
  }

  @Test
  void offer_ofMoreThanCanWait_countsTheRest() {
    Made made = made().getLast();
    try (SkewCheck other = of(1)) {
      for (int list = 0; list < SkewCheck.WAITING_MAX + 5; list++) {
        offer(other, made);
      }
      assertThat(other.counts().uncompared()).isEqualTo(5);
      other.check();
      assertThat(other.counts().lists()).isEqualTo(SkewCheck.WAITING_MAX);
    }
  }

  @Test
  void offer_takesAboutTheShareOfTheLists() {
    Made made = made().getLast();
    try (SkewCheck other = of(0.1)) {
      for (int list = 0; list < 1_000; list++) {
        offer(other, made);
      }
      other.check();
      assertThat(other.counts().lists()).isBetween(70L, 130L);
    }
  }

  @Test
  void check_whenClosed_comparesNothing() {
    SkewCheck other = of(1);
    offer(other, made().getLast());
    other.close();
    other.check();
    assertThat(other.counts()).isEqualTo(new SkewCheck.Counts(0, 1, 0, Map.of()));
  }

  private SkewCheck check() {
    return engine.skew().orElseThrow();
  }

  private SkewCheck of(double share) {
    return new SkewCheck(engine.features(), engine.log(), engine.registry(), share);
  }

  /** A list, and what is recorded of it. */
  private record Made(Recommendation list, Event.Impression shown) {}

  private static void offer(SkewCheck check, Made made) {
    check.offer(made.list(), made.shown());
  }

  /** Returns lists of which something was ordered by a model, in the order of their offsets. */
  private List<Made> made() {
    List<Made> made = new ArrayList<>();
    serve(
        Recommender.of(
            CONFIG.pipeline(),
            engine.models().values(),
            engine.features(),
            engine.store(),
            new Surroundings(
                Runnable::run, 1, () -> 0, (list, shown) -> made.add(new Made(list, shown)))));
    made.removeIf(
        each -> each.list().trace().course().filled().size() == each.list().items().size());
    return made;
  }

  /** Serves lists, with events in between. */
  private void serve(Recommender recommender) {
    for (int list = 0; list < LISTS; list++) {
      engine.append(traffic.events());
      assertThat(recommender.recommend(traffic.request()).basis()).isPresent();
    }
  }

  /** Returns the list as if the ranker had seen another price of the first item. */
  private static Recommendation withAnotherPrice(Recommendation made) {
    return new Recommendation(
        made.request(),
        made.items(),
        made.rung(),
        made.personalized(),
        made.whyNotPersonalized(),
        made.basis().map(AnotherPrice::new),
        made.models(),
        made.trace(),
        made.part());
  }

  private record AnotherPrice(Ranking.Basis basis) implements Ranking.Basis {
    @Override
    public long offset() {
      return basis.offset();
    }

    @Override
    public FeatureMatrix features(List<ItemId> items) {
      FeatureMatrix features = basis.features(items);
      features.values()[features.columns().indexOf("price")] += 1;
      return features;
    }

    @Override
    public Explanation explain(List<ItemId> items) {
      return basis.explain(items);
    }
  }
}
