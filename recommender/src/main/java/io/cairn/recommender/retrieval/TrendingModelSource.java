package io.cairn.recommender.retrieval;

import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.core.Proposal;
import io.cairn.models.RetrievalModel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Proposes what trends and fits the actor's history at once. Safe for use by multiple threads.
 *
 * <p>The score of an item is {@code taste · ln(e + 0.003) + ln(t + 0.001)}, where e is what the
 * model says of it for the history, at least 0, and t is how much it trends: the logarithm of a
 * product, in which {@code taste} is the exponent of what is personal. Models that are blind to
 * time lose to a chart of the last days wherever fashion matters; the product keeps both, where
 * fusing two lists would put items in front that only one of them likes.
 */
public final class TrendingModelSource implements CandidateSource {
  private static final double TASTE_FLOOR = 0.003;
  private static final double TREND_FLOOR = 0.001;

  private final String name;
  private final ItemVocabulary items;
  private final RetrievalModel model;
  private final Settings settings;
  private final Charts charts;
  private final AtomicReference<LogTrends> latest;

  /**
   * How history and trend go together.
   *
   * @param historyHalfLife an item of the history counts half when it came so long before the last
   *     one
   * @param taste the exponent of the model's score, above 0
   */
  record Settings(Duration historyHalfLife, double taste) {}

  /** The second summand of every column as of one snapshot. */
  @SuppressWarnings("ArrayRecordComponent") // a cache; identity is never compared
  private record LogTrends(Charts.Snapshot of, float[] values) {}

  TrendingModelSource(
      String name, ItemVocabulary items, RetrievalModel model, Settings settings, Charts charts) {
    this.name = name;
    this.items = items;
    this.model = model;
    this.settings = settings;
    this.charts = charts;
    latest = new AtomicReference<>();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isPersonal() {
    return true;
  }

  @Override
  public String reason(Query query, Proposal proposal, Function<ItemId, String> titles) {
    return "trending, and fits what you liked";
  }

  @Override
  public List<ScoredItem> retrieve(Query query, int limit) {
    float[] scores = query.view().scores(model, items, settings.historyHalfLife());
    float[] trends = logTrends(query.view().charts(charts, query.request().time()));
    float[] joined = new float[scores.length];
    for (int column = 0; column < scores.length; column++) {
      double personal = Math.log(Math.max(scores[column], 0) + TASTE_FLOOR);
      joined[column] = (float) (settings.taste() * personal + trends[column]);
    }
    return query.best(items, joined, limit);
  }

  @SuppressWarnings("ReferenceEquality") // a snapshot is the same or another one
  private float[] logTrends(Charts.Snapshot snapshot) {
    LogTrends known = latest.get();
    if (known != null && known.of() == snapshot) {
      return known.values();
    }
    float[] values = new float[items.size()];
    for (int column = 0; column < values.length; column++) {
      values[column] = (float) Math.log(snapshot.trend(items.item(column)) + TREND_FLOOR);
    }
    latest.set(new LogTrends(snapshot, values));
    return values;
  }
}
