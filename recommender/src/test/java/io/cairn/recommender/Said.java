package io.cairn.recommender;

import io.cairn.core.ItemId;
import io.cairn.core.Proposal;
import io.cairn.recommender.retrieval.CandidateSource;
import io.cairn.recommender.retrieval.Query;
import io.cairn.recommender.retrieval.ScoredItem;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A source that always says the same, whoever asks. */
record Said(String name, boolean isPersonal, List<ItemId> items) implements CandidateSource {
  static Said of(String name, String... items) {
    return new Said(name, false, Shop.ids(items));
  }

  @Override
  public List<ScoredItem> retrieve(Query query, int limit) {
    return items.stream()
        .limit(limit)
        .map(item -> new ScoredItem(item, 1, Optional.empty()))
        .toList();
  }

  @Override
  public String reason(Query query, Proposal proposal, Function<ItemId, String> titles) {
    return name + " said so";
  }
}
