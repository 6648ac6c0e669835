package io.cairn.recommender.rules;

import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.features.CatalogueEntry;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureReader;
import io.cairn.features.Row;
import io.cairn.recommender.retrieval.Admission;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The items that rules of one request let through, beside those that hold anyway. Items are looked
 * at when a source asks, since the next request may have other rules. Safe for use by multiple
 * threads.
 *
 * @param standing what the other rules let through
 * @param bounds the rules of the request
 */
record RequestSieve(
    Admission standing,
    RuleSet set,
    List<Sieve.Bound> bounds,
    FeatureReader reader,
    Map<ItemId, Boolean> known)
    implements Admission {

  RequestSieve(Admission standing, RuleSet set, List<Sieve.Bound> bounds, FeatureReader reader) {
    this(standing, set, List.copyOf(bounds), reader, new ConcurrentHashMap<>());
  }

  @Override
  public boolean admits(ItemId item) {
    return standing.admits(item) && known.computeIfAbsent(item, this::isLetThrough);
  }

  private boolean isLetThrough(ItemId item) {
    EntityKey key = EntityKey.of(item);
    Row row = reader.store().get(List.of(key)).getOrDefault(key, Row.EMPTY);
    return reader.features().entry(row).map(this::isLetThrough).orElse(false);
  }

  private boolean isLetThrough(CatalogueEntry entry) {
    long[] ofItem = set.compute(entry);
    return bounds.stream().noneMatch(bound -> bound.isAgainst(ofItem));
  }

  @Override
  public BitSet refused(ItemVocabulary items) {
    return standing.refused(items);
  }

  @Override
  public boolean isByColumn() {
    return false;
  }
}
