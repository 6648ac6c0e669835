package io.cairn.recommender.retrieval;

import io.cairn.core.ItemId;
import io.cairn.core.Proposal;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Proposes the top of a chart that is the same for everybody. Immutable. */
public record ChartSource(String name, Charts.Chart chart, Charts charts)
    implements CandidateSource {

  @Override
  public boolean isPersonal() {
    return false;
  }

  @Override
  public String reason(Query query, Proposal proposal, Function<ItemId, String> titles) {
    return switch (chart) {
      case POPULAR -> "popular";
      case RECENTLY_POPULAR -> "popular these days";
      case TRENDING -> "trending now";
      case ARRIVALS -> "new here";
    };
  }

  @Override
  public List<ScoredItem> retrieve(Query query, int limit) {
    Instant time = query.request().time();
    return query.only().isPresent()
        ? charts.score(query.only().get(), row -> charts.score(chart, row, time), limit)
        : room(query, charts.at(time).top(chart), limit);
  }

  /** Leaves out what the actor has seen, and cuts to the limit. */
  static List<ScoredItem> room(Query query, List<ScoredItem> items, int limit) {
    return items.stream().filter(scored -> query.allows(scored.item())).limit(limit).toList();
  }
}
