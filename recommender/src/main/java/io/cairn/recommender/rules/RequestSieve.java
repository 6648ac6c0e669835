package io.cairn.recommender.rules;

import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.features.CatalogueEntry;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureReader;
import io.cairn.features.Row;
import io.cairn.recommender.retrieval.Admission;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The items that rules of one request let through, beside those that hold anyway. Items are looked
 * at when a source asks, since the next request may have other rules. Safe for use by multiple
 * threads.
 *
 * @param standing what the other rules let through
 * @param bounds the rules of the request
 * @param known what was found of the items so far
 * @param untold what was left out because it cannot be told, by the ids of the rules
 */
record RequestSieve(
    Admission standing,
    RuleSet set,
    List<Sieve.Bound> bounds,
    FeatureReader reader,
    Map<ItemId, Boolean> known,
    Map<String, Untold> untold)
    implements Admission {

  RequestSieve(Admission standing, RuleSet set, List<Sieve.Bound> bounds, FeatureReader reader) {
    this(
        standing,
        set,
        List.copyOf(bounds),
        reader,
        new ConcurrentHashMap<>(),
        Sieve.untold(bounds));
  }

  /** Returns what it keeps sources to, with what the other rules cannot tell. */
  Held with(Map<String, Untold> more) {
    Map<String, Untold> all = new HashMap<>(more);
    all.putAll(untold);
    return new Held(this, Map.copyOf(all));
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
    Optional<Sieve.Refusal> refusal = Sieve.Bound.first(bounds, set.compute(entry));
    refusal
        .filter(r -> r.isUntold() && entry.isShowable())
        .ifPresent(r -> Objects.requireNonNull(untold.get(r.rule())).add(entry));
    return refusal.isEmpty();
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
