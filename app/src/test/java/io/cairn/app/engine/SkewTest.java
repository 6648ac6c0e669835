package io.cairn.app.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.app.config.Configuration;
import io.cairn.app.config.EngineConfig;
import io.cairn.core.Progress;
import io.cairn.core.RecommendationRequest;
import io.cairn.features.Feature;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the ranker saw of the items of a list must be what a replay of the log reads of them, to the
 * bit: while others append and fold, while models change, and across a restart.
 */
final class SkewTest {
  private static final EngineConfig CONFIG =
      Configuration.load(Optional.of(Path.of("src/test/resources/every-feature.conf")), List.of())
          .engine();
  private static final int WRITES = 250;
  private static final int LISTS = 50;
  private static final int LEARNED = 3;

  @TempDir private Path home;
  private final Queue<ServedList> served = new ConcurrentLinkedQueue<>();
  private final SkewModels models = new SkewModels(CONFIG);

  @Test
  void features_areOfEveryKind() {
    List<Class<?>> kinds = kinds(Feature.class).toList();
    assertThat(CONFIG.features()).extracting(Object::getClass).containsAll(kinds);
  }

  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(SkewTest::kinds)
        : Stream.of(type);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void servedRows_areReplayedRows_toTheBit(long seed) {
    serve(seed);
    try (Engine engine = open()) {
      assertThat(engine.impressionsLost()).isZero();
      ReplayedLists replayed = new ReplayedLists(engine, served);
      ReplayedLists.Skew skew = replayed.skew(0);
      assertThat(skew.differences()).isEmpty();
      assertThat(skew.lists()).isEqualTo(served.size()).isGreaterThan(6 * LISTS);
      assertThat(skew.known()).as("columns that were ever known").containsAll(columns());
      assertThat(replayed.versions("als")).contains(1, 1 + LEARNED, 1 + 2 * LEARNED);
      assertThat(served.stream().filter(ServedList::isBehind).count()).isPositive();
    }
  }

  /** If the check could not fail, it would say nothing. */
  @Test
  void servedRows_areNotThoseOfAnotherMoment_orOfAnotherModel() {
    serve(4);
    try (Engine engine = open()) {
      ReplayedLists replayed = new ReplayedLists(engine, served);
      assertThat(replayed.skew(-1).differences()).as("one event less").isNotEmpty();
      assertThat(replayed.skew(1).differences()).as("one event more").isNotEmpty();
      assertThat(replayed.skew(0, _ -> Map.of("als", 1)).differences())
          .as("the first model all the time")
          .isNotEmpty()
          .allMatch(difference -> difference.contains("like_"));
    }
  }

  private static List<String> columns() {
    return CONFIG.featureSet().columns();
  }

  private Engine open() {
    return Engine.open(home, CONFIG, Progress.NONE);
  }

  /** Serves lists beside writers, learns anew on the way, ends, and goes on. */
  private void serve(long seed) {
    try (Engine engine = open()) {
      engine.append(new SkewTraffic("beginning", seed).beginning());
      models.publish(engine, seed);
      ask(engine, new SkewTraffic("before", seed));
      runTogether(engine, "first", seed);
      ask(engine, new SkewTraffic("between", seed));
    }
    try (Engine engine = open()) {
      runTogether(engine, "second", seed);
      ask(engine, new SkewTraffic("after", seed));
    }
  }

  private void runTogether(Engine engine, String phase, long seed) {
    List<Callable<Void>> threads =
        List.of(
            () -> write(engine, new SkewTraffic(phase + "-writer-1", seed)),
            () -> write(engine, new SkewTraffic(phase + "-writer-2", seed)),
            () -> ask(engine, new SkewTraffic(phase + "-reader-1", seed)),
            () -> ask(engine, new SkewTraffic(phase + "-reader-2", seed)),
            () -> ask(engine, new SkewTraffic(phase + "-reader-3", seed)),
            () -> learn(engine, seed));
    try (ExecutorService executor = Executors.newFixedThreadPool(threads.size())) {
      for (Future<Void> future : executor.invokeAll(threads)) {
        future.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** Appends; now and then nobody folds what was appended, so that rows are behind. */
  private static Void write(Engine engine, SkewTraffic traffic) {
    for (int write = 0; write < WRITES; write++) {
      if (traffic.random().nextInt(4) == 0) {
        engine.append(traffic.events());
      } else {
        engine.log().append(traffic.events());
      }
      if (traffic.random().nextInt(20) == 0) {
        engine.store().flush();
      }
    }
    return null;
  }

  private Void ask(Engine engine, SkewTraffic traffic) {
    for (int list = 0; list < LISTS; list++) {
      RecommendationRequest request = traffic.request();
      long end = engine.log().end();
      ServedList.of(engine.recommender().recommend(request), end).ifPresent(served::add);
    }
    return null;
  }

  private Void learn(Engine engine, long seed) {
    for (int round = 0; round < LEARNED; round++) {
      models.publish(engine, seed + round);
    }
    return null;
  }
}
