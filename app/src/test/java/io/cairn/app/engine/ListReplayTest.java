package io.cairn.app.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.app.config.Configuration;
import io.cairn.app.config.EngineConfig;
import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.Progress;
import io.cairn.core.RequestId;
import io.cairn.core.Visitor;
import io.cairn.recommender.PageOfRows;
import io.cairn.recommender.Recommendation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists that were made while events came in must be the same, to the bit, when made again. */
final class ListReplayTest {
  private static final int WRITES = 80;
  private static final int LISTS = 10;

  @TempDir private Path home;

  private static EngineConfig config(String... settings) {
    return Configuration.load(
            Optional.of(Path.of("src/test/resources/every-feature.conf")), List.of(settings))
        .engine();
  }

  private Engine open(EngineConfig config) {
    return Engine.open(home, config, Progress.NONE);
  }

  @ParameterizedTest
  @CsvSource({"0s, 5s", "2s, 5s", "1h, 1ms"})
  void replay_ofListsServedWhileEventsCameIn_isIdentical(String chartsRefresh, String deadline) {
    EngineConfig config =
        config("pipeline.charts-refresh=" + chartsRefresh, "pipeline.deadline=" + deadline);
    serve(config);
    assertThat(replayed(config, ListReplayTest::asRecorded))
        .hasSizeGreaterThan(6 * LISTS)
        .allSatisfy(ListReplayTest::assertIsMadeAgain);
  }

  /** Also as of when rows were read: a reading more or less would see them at another moment. */
  private static void assertIsMadeAgain(ReplayedList list) {
    String both = "%s, made again %s".formatted(list.shown(), list.made());
    assertThat(list.differences()).as(both).isEmpty();
    Event.AsOf then = list.shown().asOf();
    Event.AsOf again = list.made().trace().asOf();
    assertThat(again.offset()).as(both).isEqualTo(then.offset());
    assertThat(again.making().reads()).as(both).isEqualTo(then.making().reads());
  }

  private static Event.Impression asRecorded(Event.Impression shown) {
    return shown;
  }

  @Test
  void replay_ofLaterPages_isIdenticalWhereNothingChangedMeanwhile() {
    EngineConfig config = config("pipeline.deadline=5s");
    try (Engine engine = open(config)) {
      engine.append(new SkewTraffic("beginning", 1).beginning());
      new SkewModels(config).publish(engine, 1);
      askOn(engine, new SkewTraffic("reader", 1));
    }
    assertThat(replayed(config, ListReplayTest::asRecorded))
        .allSatisfy(list -> assertThat(list.differences()).as("%s", list.shown()).isEmpty())
        .filteredOn(list -> list.shown().asked().continues().isPresent())
        .hasSizeGreaterThan(LISTS);
  }

  /** If nothing beside the offset were recorded, some lists could not be made again. */
  @Test
  void replay_withoutWhatWasRecordedOfTheMaking_differs() {
    EngineConfig config =
        config("pipeline.charts-refresh=1h", "pipeline.deadline=5s", "pipeline.ranker.models=[]");
    serve(config);
    assertThat(replayed(config, ListReplayTest::withoutMaking))
        .anyMatch(list -> !list.isIdentical());
  }

  private static Event.Impression withoutMaking(Event.Impression shown) {
    return with(shown, new Event.AsOf(shown.asOf().offset(), shown.asOf().models()));
  }

  private static Event.Impression with(Event.Impression shown, Event.AsOf asOf) {
    return new Event.Impression(
        shown.id(),
        shown.time(),
        shown.visitor(),
        shown.request(),
        shown.surface(),
        shown.context(),
        shown.shown(),
        asOf,
        shown.asked());
  }

  @Test
  void replay_withAModelThatIsGone_saysSo() {
    EngineConfig config = config("pipeline.deadline=5s");
    try (Engine engine = open(config)) {
      engine.append(new SkewTraffic("beginning", 1).beginning());
      new SkewModels(config).publish(engine, 1);
      ask(engine, new SkewTraffic("reader", 1));
    }
    Map<String, Integer> gone = Map.of("als", 9);
    assertThat(replayed(config, s -> with(s, new Event.AsOf(s.asOf().offset(), gone))))
        .filteredOn(list -> !list.isIdentical())
        .isNotEmpty()
        .allSatisfy(
            list ->
                assertThat(list.reasons())
                    .singleElement()
                    .asString()
                    .startsWith("model als 9 is gone: "));
  }

  @Test
  void find_ofARequest_isWhatWasRecorded_andOfAnUnknownOneNothing() {
    try (Engine engine = open(config())) {
      engine.append(new SkewTraffic("beginning", 1).beginning());
      ask(engine, new SkewTraffic("reader", 1));
    }
    try (Home open = Home.openReadOnly(home);
        ListReplay replay = ListReplay.of(open, config(), Progress.NONE)) {
      Event.Impression last = shown(open).getLast();
      assertThat(replay.find(last.request())).contains(last);
      assertThat(replay.find(new RequestId("unknown"))).isEmpty();
    }
  }

  @Test
  void replay_ofAListOfAnotherSystem_isRefused() {
    Event.Impression foreign =
        new Event.Impression(
            new EventId("e"),
            Instant.EPOCH,
            Visitor.ANONYMOUS,
            new RequestId("r"),
            "home",
            Context.NONE,
            List.of(),
            Event.AsOf.UNKNOWN);
    try (Engine engine = open(config());
        ListReplay replay = engine.replay(Progress.NONE)) {
      assertThatThrownBy(() -> replay.replay(foreign))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("request r cannot be made again");
    }
  }

  /** Serves lists beside writers, ends, learns anew, and goes on. */
  private void serve(EngineConfig config) {
    SkewModels models = new SkewModels(config);
    try (Engine engine = open(config)) {
      engine.append(new SkewTraffic("beginning", 1).beginning());
      models.publish(engine, 1);
      runTogether(engine, "first");
    }
    try (Engine engine = open(config)) {
      runTogether(engine, "second");
      models.publish(engine, 2);
      ask(engine, new SkewTraffic("after", 1));
    }
  }

  private static void runTogether(Engine engine, String phase) {
    List<Callable<Void>> threads =
        List.of(
            () -> write(engine, new SkewTraffic(phase + "-writer-1", 1)),
            () -> write(engine, new SkewTraffic(phase + "-writer-2", 1)),
            () -> ask(engine, new SkewTraffic(phase + "-reader-1", 1)),
            () -> ask(engine, new SkewTraffic(phase + "-reader-2", 1)),
            () -> ask(engine, new SkewTraffic(phase + "-reader-3", 1)));
    try (ExecutorService executor = Executors.newFixedThreadPool(threads.size())) {
      for (Future<Void> future : executor.invokeAll(threads)) {
        future.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static Void write(Engine engine, SkewTraffic traffic) {
    for (int write = 0; write < WRITES; write++) {
      engine.append(traffic.events());
    }
    return null;
  }

  private static Void ask(Engine engine, SkewTraffic traffic) {
    for (int list = 0; list < LISTS; list++) {
      engine.recommender().recommend(traffic.request());
      engine.recommender().page(traffic.page());
    }
    return null;
  }

  private static void askOn(Engine engine, SkewTraffic traffic) {
    for (int list = 0; list < LISTS; list++) {
      goOn(engine, engine.recommender().recommend(traffic.request()), traffic);
      List<PageOfRows.Row> rows = engine.recommender().page(traffic.page()).rows();
      rows.forEach(row -> goOn(engine, row.list(), traffic));
    }
  }

  private static void goOn(Engine engine, Recommendation made, SkewTraffic traffic) {
    made.part()
        .next()
        .ifPresent(
            cursor -> assertThat(engine.recommender().next(cursor, traffic.turn())).isPresent());
  }

  /** Makes every list of the log again. */
  private List<ReplayedList> replayed(
      EngineConfig config, UnaryOperator<Event.Impression> recorded) {
    List<ReplayedList> replayed = new ArrayList<>();
    try (Home open = Home.openReadOnly(home);
        ListReplay replay = ListReplay.of(open, config, Progress.NONE)) {
      shown(open).forEach(list -> replayed.add(replay.replay(recorded.apply(list))));
    }
    return replayed;
  }

  private static List<Event.Impression> shown(Home open) {
    try (Stream<Event> events = open.log().read(0)) {
      return events
          .filter(Event.Impression.class::isInstance)
          .map(Event.Impression.class::cast)
          .toList();
    }
  }
}
