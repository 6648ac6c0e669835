package io.cairn.recommender;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureSet;
import io.cairn.features.FeatureStore;
import io.cairn.features.Row;
import io.cairn.recommender.retrieval.Query;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The last gate before a list is shown, whatever the sources did: takes out what was seen, what is
 * not available, what the request excludes, and the items that the list is about. Counts what it
 * takes out. For use by one thread.
 */
final class Showable {
  private static final int ROWS_MIN = 20;

  private final FeatureSet features;
  private final FeatureStore store;
  private final Query query;
  private final Set<ItemId> seeds;
  private final Set<ItemId> kept = new HashSet<>();
  private final Map<String, Integer> removed = new TreeMap<>();

  Showable(FeatureSet features, FeatureStore store, Query query) {
    this.features = features;
    this.store = store;
    this.query = query;
    seeds = new HashSet<>(query.request().seeds());
  }

  /**
   * Returns the first {@code limit} candidates that may be shown and were not kept before. The rows
   * are read for a page at a time: most often the first is enough.
   */
  List<Candidate> keep(List<Candidate> ranked, int limit) {
    List<Candidate> page = new ArrayList<>(Math.min(limit, ranked.size()));
    for (int from = 0; from < ranked.size() && page.size() < limit; ) {
      int to = Math.min(ranked.size(), from + Math.max(limit, ROWS_MIN));
      keep(ranked.subList(from, to), limit, page);
      from = to;
    }
    return page;
  }

  private void keep(List<Candidate> some, int limit, List<Candidate> page) {
    Map<EntityKey, Row> rows =
        store.get(some.stream().map(candidate -> EntityKey.of(candidate.item())).toList());
    for (Candidate candidate : some) {
      if (page.size() == limit) {
        return;
      }
      ItemId item = candidate.item();
      Optional<String> reason =
          reasonAgainst(item, rows.getOrDefault(EntityKey.of(item), Row.EMPTY));
      reason.ifPresent(why -> removed.merge(why, 1, Integer::sum));
      if (reason.isEmpty() && kept.add(item)) {
        page.add(candidate);
      }
    }
  }

  /** Returns how many candidates were taken out so far, by reason. */
  Map<String, Integer> removed() {
    return Map.copyOf(removed);
  }

  private Optional<String> reasonAgainst(ItemId item, Row row) {
    if (query.request().exclude().contains(item)) {
      return Optional.of("excluded by the request");
    }
    if (seeds.contains(item)) {
      return Optional.of("what the list is about");
    }
    if (query.seen().contains(item)) {
      return Optional.of("seen");
    }
    return features
        .entry(row)
        .map(entry -> entry.isShowable() ? "" : "not available")
        .or(() -> Optional.of("not in the catalogue"))
        .filter(why -> !why.isEmpty());
  }
}
