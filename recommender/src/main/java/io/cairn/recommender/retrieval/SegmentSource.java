package io.cairn.recommender.retrieval;

import io.cairn.core.ItemId;
import io.cairn.core.Proposal;
import io.cairn.features.Segment;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Proposes what is popular with people like whoever asks. Immutable. */
public record SegmentSource(String name, Charts charts) implements CandidateSource {

  @Override
  public boolean isPersonal() {
    return false;
  }

  @Override
  public String reason(Query query, Proposal proposal, Function<ItemId, String> titles) {
    Segment segment = query.segments().getFirst();
    return "popular with " + segment.attribute() + " " + segment.value();
  }

  @Override
  public List<ScoredItem> retrieve(Query query, int limit) {
    if (query.segments().isEmpty()) {
      return List.of();
    }
    Segment segment = query.segments().getFirst();
    Instant time = query.request().time();
    return query.only().isPresent()
        ? charts.score(query.only().get(), row -> charts.score(segment, row, time), limit)
        : ChartSource.room(query, query.view().charts(charts, time).top(segment), limit);
  }
}
