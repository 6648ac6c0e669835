package io.cairn.recommender.retrieval;

import io.cairn.core.ItemId;
import io.cairn.core.Proposal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Proposes the top of a chart that is the same for everybody. What is popular has no end: whoever
 * has seen a whole chart gets the rest of the catalogue, what trends most first. Immutable.
 */
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
    if (query.only().isPresent()) {
      return charts.score(query.only().get(), row -> charts.score(chart, row, time), limit);
    }
    Charts.Snapshot snapshot = query.view().charts(charts, time);
    List<ScoredItem> top = room(query, snapshot.top(chart), limit);
    boolean isEndless = chart == Charts.Chart.POPULAR;
    return isEndless && top.size() < limit ? withRest(top, query, snapshot, limit) : top;
  }

  /** Adds what is not in the chart, with the score 0. */
  private List<ScoredItem> withRest(
      List<ScoredItem> top, Query query, Charts.Snapshot snapshot, int limit) {
    List<ScoredItem> listed = snapshot.top(chart);
    if (listed.size() == snapshot.items().size()) {
      return top;
    }
    Set<ItemId> known = HashSet.newHashSet(listed.size());
    listed.forEach(scored -> known.add(scored.item()));
    TopItems rest = new TopItems(limit - top.size());
    for (ItemId item : snapshot.items()) {
      float trend = snapshot.trend(item);
      if (rest.wants(trend) && !known.contains(item) && query.allows(item)) {
        rest.add(new ScoredItem(item, trend, Optional.empty()));
      }
    }
    List<ScoredItem> all = new ArrayList<>(top);
    rest.bestFirst().forEach(s -> all.add(new ScoredItem(s.item(), 0, Optional.empty())));
    return all;
  }

  /** Leaves out what may not be proposed, and cuts to the limit. */
  static List<ScoredItem> room(Query query, List<ScoredItem> items, int limit) {
    return items.stream().filter(scored -> query.allows(scored.item())).limit(limit).toList();
  }
}
