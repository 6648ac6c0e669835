package io.cairn.recommender.retrieval;

import io.cairn.core.ItemId;
import io.cairn.features.CatalogueEntry;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureSet;
import io.cairn.features.FeatureStore;
import io.cairn.features.Row;
import io.cairn.features.Segment;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The lists that are the same for many people: what is popular, popular lately, trending, popular
 * in a segment, and what arrived last. Made from the item rows at most once in a while. Safe for
 * use by multiple threads.
 */
public final class Charts {

  /*
   * Decayed sums keep their order while nothing happens, so a chart grows old only by new events. A
   * chart that is a little old is used while one thread makes the next one beside the requests; a
   * chart that is much too old, or of a clearly later time than the request (which happens when
   * history is replayed), is made anew by the first who needs it; others that need one wait for it.
   * Requests that come at once have times that differ a little, in either order: they share charts.
   */

  private static final int LENGTH = 1_000;
  private static final int TOO_OLD = 30;

  private final FeatureSet features;
  private final FeatureStore store;
  private final Duration refresh;
  private final Executor background;
  private final AtomicBoolean refreshing = new AtomicBoolean();
  private volatile @Nullable Snapshot latest;

  /**
   * Makes charts over the rows of a store.
   *
   * @param refresh after which charts are made anew
   * @param background where that happens
   */
  public Charts(FeatureSet features, FeatureStore store, Duration refresh, Executor background) {
    this.features = features;
    this.store = store;
    this.refresh = refresh;
    this.background = background;
  }

  /** Returns the charts for a request at the given time. */
  public Snapshot at(Instant time) {
    Snapshot snapshot = latest;
    if (snapshot == null || !serves(snapshot, time)) {
      return makeOnce(time);
    }
    Duration age = Duration.between(snapshot.time, time);
    if (age.compareTo(refresh) > 0 && refreshing.compareAndSet(false, true)) {
      refreshBeside(time);
    }
    return snapshot;
  }

  private boolean serves(Snapshot snapshot, Instant time) {
    Duration age = Duration.between(snapshot.time, time);
    return age.compareTo(refresh.multipliedBy(TOO_OLD)) <= 0
        && age.negated().compareTo(refresh) <= 0;
  }

  private synchronized Snapshot makeOnce(Instant time) {
    Snapshot ofAnother = latest;
    return ofAnother != null && serves(ofAnother, time) ? ofAnother : make(time);
  }

  private void refreshBeside(Instant time) {
    try {
      background.execute(
          () -> {
            try {
              make(time);
            } finally {
              refreshing.set(false);
            }
          });
    } catch (RejectedExecutionException e) { // it is busy, or going down: a later request tries
      refreshing.set(false);
    }
  }

  /** Makes the charts anew as of a moment, from the rows as they are. */
  public Snapshot make(Instant time) {
    Builder builder = new Builder(time);
    long offset = store.scan(EntityKey.Kind.ITEM, (_, row) -> builder.add(row));
    Snapshot made = builder.build(offset);
    latest = made;
    return made;
  }

  /** Scores given items from their rows, best first; items that score 0 or less are left out. */
  List<ScoredItem> score(Set<ItemId> items, ToDoubleFunction<Row> score, int limit) {
    Map<EntityKey, Row> rows = store.get(items.stream().map(EntityKey::of).toList());
    TopItems top = new TopItems(limit);
    for (ItemId item : items) {
      float value = (float) score.applyAsDouble(rows.getOrDefault(EntityKey.of(item), Row.EMPTY));
      if (value > 0) {
        top.add(new ScoredItem(item, value, Optional.empty()));
      }
    }
    return top.bestFirst();
  }

  /** Returns an item's score in a chart at a time, higher is better; 0 where it does not belong. */
  float score(Chart chart, Row item, Instant time) {
    return (float)
        switch (chart) {
          case POPULAR -> features.popularity(item, time);
          case RECENTLY_POPULAR -> features.recentPopularity(item, time);
          case TRENDING -> features.trend(item, time);
          case ARRIVALS -> features.entry(item).map(e -> arrivalDay(e, time)).orElse(0.0);
        };
  }

  /**
   * Returns an item's score among people of a segment; 0 where none of them did anything with it.
   */
  float score(Segment segment, Row item, Instant time) {
    return (float) features.popularity(item, segment, time);
  }

  /** Returns what the catalogue says of an item; empty where it says nothing. */
  Optional<CatalogueEntry> entry(Row item) {
    return features.entry(item);
  }

  /** Returns the day on which it arrived, counted from 1970; 0 for what is still to come. */
  private static double arrivalDay(CatalogueEntry entry, Instant time) {
    return entry.firstSeenMillis() > time.toEpochMilli()
        ? 0
        : entry.firstSeenMillis() / (double) Duration.ofDays(1).toMillis();
  }

  /** What is listed. */
  public enum Chart {
    /** What has most weight of events in the long run; what has none comes last. */
    POPULAR,
    /** What has most weight of events lately. */
    RECENTLY_POPULAR,
    /** What is more popular lately than in the long run. */
    TRENDING,
    /** What arrived last. */
    ARRIVALS
  }

  /**
   * The charts as of one moment, without items that cannot be shown. Immutable.
   *
   * @param offset how much of the log the rows had seen; -1 where events came in meanwhile
   * @param time the moment back from which ages were measured
   * @param trends how much every item that can be shown trends
   * @param charts each best first
   * @param segments what is popular in each segment, best first
   */
  public record Snapshot(
      long offset,
      Instant time,
      Map<ItemId, Float> trends,
      Map<Chart, List<ScoredItem>> charts,
      Map<Segment, List<ScoredItem>> segments) {

    /** Returns every item that can be shown, in no particular order. */
    public Set<ItemId> items() {
      return trends.keySet();
    }

    /** Returns how much an item trends, at least 0; 0 for one that cannot be shown. */
    public float trend(ItemId item) {
      return trends.getOrDefault(item, 0f);
    }

    /** Returns a chart, best first. */
    public List<ScoredItem> top(Chart chart) {
      return charts.getOrDefault(chart, List.of());
    }

    /** Returns what is popular in a segment, best first; nothing for an unknown segment. */
    public List<ScoredItem> top(Segment segment) {
      return segments.getOrDefault(segment, List.of());
    }
  }

  /** Collects the best items of every chart. For use by one thread. */
  private final class Builder {
    private final Instant time;
    private final Map<ItemId, Float> trends = new HashMap<>();
    private final Map<Chart, TopItems> charts = new EnumMap<>(Chart.class);
    private final Map<Segment, TopItems> segments = new HashMap<>();

    Builder(Instant time) {
      this.time = time;
    }

    void add(Row row) {
      Optional<CatalogueEntry> entry = features.entry(row).filter(CatalogueEntry::isShowable);
      if (entry.isEmpty()) {
        return;
      }
      ItemId item = entry.get().item().id();
      trends.put(item, score(Chart.TRENDING, row, time));
      for (Chart chart : Chart.values()) {
        float score = score(chart, row, time);
        if (score > 0 || chart == Chart.POPULAR) {
          offer(charts.computeIfAbsent(chart, _ -> new TopItems(LENGTH)), item, score);
        }
      }
      features.segmentPopularity(
          row,
          time,
          (segment, sum) -> {
            if (sum > 0) {
              offer(
                  segments.computeIfAbsent(segment, _ -> new TopItems(LENGTH)), item, (float) sum);
            }
          });
    }

    private static void offer(TopItems chart, ItemId item, float score) {
      if (chart.wants(score)) {
        chart.add(new ScoredItem(item, score, Optional.empty()));
      }
    }

    Snapshot build(long offset) {
      Map<Chart, List<ScoredItem>> finished = new EnumMap<>(Chart.class);
      charts.forEach((chart, items) -> finished.put(chart, items.bestFirst()));
      Map<Segment, List<ScoredItem>> bySegment = HashMap.newHashMap(segments.size());
      segments.forEach((segment, items) -> bySegment.put(segment, items.bestFirst()));
      return new Snapshot(offset, time, trends, finished, bySegment);
    }
  }
}
