package io.cairn.recommender;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.features.CatalogueEntry;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureSet;
import io.cairn.features.FeatureStore;
import io.cairn.features.Row;
import io.cairn.recommender.retrieval.NearDuplicates;
import io.cairn.recommender.retrieval.Query;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The last gate before a list is shown, whatever the sources did: takes out what was seen, what is
 * not available, what the request excludes, the items that the list is about, and what is nearly
 * the same as an item on the list. Counts what it takes out. For use by one thread.
 */
final class Showable {
  private static final int ROWS_MIN = 20;
  private static final String NEARLY_THE_SAME = "nearly the same as another on the list";

  private final FeatureSet features;
  private final FeatureStore store;
  private final Query query;
  private final Set<ItemId> seeds;
  private final Optional<NearDuplicates> duplicates;
  private final Set<ItemId> kept = new HashSet<>();
  private final Map<ItemId, Candidate> spare = new LinkedHashMap<>();
  private final Map<String, Integer> removed = new TreeMap<>();

  /**
   * Begins an empty list.
   *
   * @param nearDuplicates an item is left out whose texts overlap so much with those of one on the
   *     list, as a share; 0 to leave out none
   */
  Showable(FeatureSet features, FeatureStore store, Query query, double nearDuplicates) {
    this.features = features;
    this.store = store;
    this.query = query;
    seeds = new HashSet<>(query.request().seeds());
    duplicates =
        nearDuplicates > 0 ? Optional.of(new NearDuplicates(nearDuplicates)) : Optional.empty();
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
          reasonAgainst(candidate, rows.getOrDefault(EntityKey.of(item), Row.EMPTY));
      reason.ifPresent(why -> removed.merge(why, 1, Integer::sum));
      if (reason.isEmpty() && kept.add(item)) {
        page.add(candidate);
      }
    }
  }

  /**
   * Returns the first {@code limit} candidates that are nearly the same as others, for a list that
   * would be too short without them.
   */
  List<Candidate> spare(int limit) {
    List<Candidate> first = spare.values().stream().limit(limit).toList();
    first.forEach(candidate -> spare.remove(candidate.item()));
    return first;
  }

  /** Returns how many candidates were taken out so far, by reason. */
  Map<String, Integer> removed() {
    return Map.copyOf(removed);
  }

  private Optional<String> reasonAgainst(Candidate candidate, Row row) {
    ItemId item = candidate.item();
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
        .map(entry -> reasonAgainst(candidate, entry))
        .orElseGet(() -> Optional.of("not in the catalogue"));
  }

  private Optional<String> reasonAgainst(Candidate candidate, CatalogueEntry entry) {
    if (!entry.isShowable()) {
      return Optional.of("not available");
    }
    ItemId item = candidate.item();
    if (duplicates.isEmpty() || kept.contains(item)) {
      return Optional.empty();
    }
    boolean isSpare =
        spare.containsKey(item) || duplicates.get().addUnlessThere(entry.item()).isPresent();
    if (isSpare) {
      spare.putIfAbsent(item, candidate);
    }
    return isSpare ? Optional.of(NEARLY_THE_SAME) : Optional.empty();
  }
}
