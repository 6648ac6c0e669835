package io.cairn.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.features.EntityKey;
import io.cairn.features.FeatureStore;
import io.cairn.features.Row;
import io.cairn.features.RowsAsOf;
import io.cairn.features.Segment;
import io.cairn.recommender.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ChartsTest {
  private static final Duration REFRESH = Duration.ofSeconds(2);
  private static final Instant NOW = Shop.NOW;

  private final Shop shop = new Shop().items(9, "a", "b").does("u", "view", 1, "a");
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final Charts charts = charts(waiting::add);

  private Charts charts(Executor background) {
    return new Charts(shop.features(), shop.store(), REFRESH, background);
  }

  private static List<String> popular(Charts.Snapshot snapshot) {
    return snapshot.top(Charts.Chart.POPULAR).stream().map(s -> s.item().value()).toList();
  }

  private void turn() {
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  @Test
  void at_withinTheRefresh_givesTheSameCharts() {
    Charts.Snapshot first = charts.at(NOW);
    assertThat(charts.at(NOW.plus(REFRESH))).isSameAs(first);
    assertThat(waiting).isEmpty();
  }

  @Test
  void at_aLittleLater_givesTheOldCharts_whileOneTaskMakesNewOnes() {
    Charts.Snapshot old = charts.at(NOW);
    shop.does("v", "purchase", 0, "b");
    Instant later = NOW.plus(REFRESH).plusMillis(1);
    assertThat(charts.at(later)).isSameAs(old);
    assertThat(charts.at(later)).isSameAs(old);
    assertThat(waiting).hasSize(1);
    turn();
    assertThat(popular(charts.at(later))).containsExactly("b", "a");
    assertThat(charts.at(later).time()).isEqualTo(later);
    charts.at(later.plus(REFRESH).plusMillis(1));
    assertThat(waiting).hasSize(1);
  }

  @Test
  void at_muchLater_makesNewChartsAtOnce() {
    charts.at(NOW);
    shop.does("v", "purchase", 0, "b");
    Instant later = NOW.plus(REFRESH.multipliedBy(30)).plusMillis(1);
    assertThat(popular(charts.at(later))).containsExactly("b", "a");
    assertThat(waiting).isEmpty();
  }

  @Test
  void at_aMomentBefore_sharesTheCharts() {
    Charts.Snapshot first = charts.at(NOW);
    assertThat(charts.at(NOW.minusMillis(1))).isSameAs(first);
    assertThat(charts.at(NOW.minus(REFRESH))).isSameAs(first);
  }

  @Test
  void at_longBefore_makesOlderCharts() {
    charts.at(NOW);
    Instant before = NOW.minus(Duration.ofDays(60));
    Charts.Snapshot older = charts.at(before);
    assertThat(older.time()).isEqualTo(before);
    assertThat(charts.at(before)).isSameAs(older);
  }

  @Test
  void at_whenTheBackgroundIsBusy_triesAgainWithTheNextRequest() {
    AtomicInteger refusals = new AtomicInteger(1);
    Charts tried =
        charts(
            task -> {
              if (refusals.getAndDecrement() > 0) {
                throw new RejectedExecutionException("busy");
              }
              waiting.add(task);
            });
    Charts.Snapshot old = tried.at(NOW);
    Instant later = NOW.plusSeconds(3);
    assertThat(tried.at(later)).isSameAs(old);
    assertThat(waiting).isEmpty();
    assertThat(tried.at(later)).isSameAs(old);
    assertThat(waiting).hasSize(1);
  }

  @Test
  void at_fromManyThreadsAtOnce_readsTheRowsOnce() throws InterruptedException {
    AtomicInteger scans = new AtomicInteger();
    Thread[] second = new Thread[1];
    FeatureStore watched =
        new WatchedStore(
            shop.store(),
            () -> {
              if (scans.incrementAndGet() == 1) {
                second[0].start();
                while (second[0].getState() == Thread.State.RUNNABLE && scans.get() == 1) {
                  Thread.onSpinWait();
                }
              }
            });
    Charts shared = new Charts(shop.features(), watched, REFRESH, waiting::add);
    second[0] = new Thread(() -> shared.at(NOW));
    Thread first = new Thread(() -> shared.at(NOW));
    first.start();
    first.join();
    second[0].join();
    assertThat(scans).hasValue(1);
  }

  @Test
  void top_ofASegment_hasWhatItsPeopleDid() {
    shop.user("n", "north").user("s", "south").does("n", "view", 60, "a").does("s", "view", 0, "b");
    Charts.Snapshot snapshot = charts.at(NOW);
    List<ScoredItem> north = snapshot.top(new Segment("region", "north"));
    assertThat(north).extracting(s -> s.item().value()).containsExactly("a");
    assertThat(north.getFirst().score()).isCloseTo(0.5f, within(1e-4f));
    assertThat(snapshot.top(new Segment("region", "west"))).isEmpty();
  }

  @Test
  void snapshot_hasOnlyWhatCanBeShown() {
    shop.user("n", "north").items(3, "c").does("n", "view", 0, "a", "b", "c");
    shop.unavailable("a").removed("b");
    Charts.Snapshot snapshot = charts.at(NOW);
    assertThat(snapshot.items()).containsExactlyElementsOf(Shop.ids("c"));
    assertThat(snapshot.trend(Shop.ids("a").getFirst())).isZero();
    assertThat(snapshot.trend(Shop.ids("c").getFirst())).isPositive();
    assertThat(snapshot.top(new Segment("region", "north")))
        .extracting(s -> s.item().value())
        .containsExactly("c");
  }

  @Test
  void score_ofGivenItems_leavesOutWhatDoesNotBelong() {
    assertThat(
            charts.score(
                Set.copyOf(Shop.ids("a", "b", "unknown")),
                row -> charts.score(Charts.Chart.POPULAR, row, NOW),
                10))
        .extracting(s -> s.item().value())
        .containsExactly("a");
  }

  /** A store that tells when it is scanned. */
  private record WatchedStore(FeatureStore store, Runnable onScan) implements FeatureStore {
    @Override
    public RowsAsOf read(Collection<EntityKey> entities) {
      return store.read(entities);
    }

    @Override
    public void put(Map<EntityKey, Row> rows, long offset) {
      store.put(rows, offset);
    }

    @Override
    public long offset() {
      return store.offset();
    }

    @Override
    public List<EntityKey> keys(EntityKey.Kind kind, String after, int limit) {
      onScan.run();
      return store.keys(kind, after, limit);
    }

    @Override
    public void flush() {
      store.flush();
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
