package io.cairn.recommender.rules;

import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.features.CatalogueEntry;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureReader;
import io.cairn.recommender.retrieval.Admission;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The items of the catalogue that some rules let through, for requests that are alike to these
 * rules. It looks at the whole catalogue once, and then at what changes. Safe for use by multiple
 * threads.
 */
final class Sieve implements Admission {
  /** From this share on sources find enough without help. */
  private static final double OPEN_SHARE = 0.9;

  /** A rule, and what its parts say of a request. */
  record Bound(CompiledRule rule, List<Outcome> ofRequest) {
    @Override
    @SuppressWarnings("ReferenceEquality") // a rule is compiled once for a set
    public boolean equals(@Nullable Object other) {
      return other instanceof Bound bound
          && bound.rule == rule
          && bound.ofRequest.equals(ofRequest);
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(rule) + ofRequest.hashCode();
    }

    /** Returns the first of the rules that are against an item. */
    static Optional<Refusal> first(List<Bound> bounds, long[] ofItem) {
      for (Bound bound : bounds) {
        Outcome outcome = bound.outcome(ofItem);
        if (bound.rule.isAgainst(outcome)) {
          return Optional.of(new Refusal(bound.rule.rule().id(), outcome == Outcome.FAILS));
        }
      }
      return Optional.empty();
    }

    private Outcome outcome(long[] ofItem) {
      return rule.condition()
          .orElseThrow()
          .evaluate(
              leaf ->
                  leaf.sees() == Leaf.Sees.ITEM
                      ? RuleSet.outcome(ofItem, rule, leaf)
                      : ofRequest.get(leaf.slot()));
    }
  }

  /**
   * Why an item is not let through.
   *
   * @param rule the first that is against it
   * @param isUntold whether it cannot be told if the item meets its condition
   */
  record Refusal(String rule, boolean isUntold) {}

  private final RuleSet set;
  private final List<Bound> bounds;
  private final Set<ItemId> admitted = ConcurrentHashMap.newKeySet();
  private final Map<ItemId, String> untoldBy = new ConcurrentHashMap<>();
  private final Map<String, Untold> untold;
  private final Map<ItemVocabulary, BitSet> refused = new ConcurrentHashMap<>();
  private final boolean isOpen;

  /** Looks at the whole catalogue. */
  Sieve(RuleSet set, List<Bound> bounds, FeatureReader reader) {
    this.set = set;
    this.bounds = List.copyOf(bounds);
    untold = untold(bounds);
    int[] items = {0};
    reader
        .store()
        .scan(
            EntityKey.Kind.ITEM,
            (_, row) -> {
              items[0]++;
              reader.features().entry(row).ifPresent(this::look);
            });
    isOpen = admitted.size() >= OPEN_SHARE * items[0];
    if (isOpen) {
      untoldBy.clear();
    }
  }

  /** Returns what has not counted any item yet, by the ids of the rules. */
  static Map<String, Untold> untold(List<Bound> bounds) {
    Map<String, Untold> untold = new HashMap<>();
    bounds.forEach(bound -> untold.put(bound.rule().rule().id(), new Untold()));
    return Map.copyOf(untold);
  }

  private void look(CatalogueEntry entry) {
    ItemId item = entry.item().id();
    Optional<Refusal> refusal = Bound.first(bounds, set.outcomes(entry));
    if (refusal.isEmpty()) {
      admitted.add(item);
    } else {
      admitted.remove(item);
    }
    if (!isOpen) {
      count(item, entry, refusal.filter(r -> r.isUntold() && entry.isShowable()));
    }
  }

  private void count(ItemId item, CatalogueEntry entry, Optional<Refusal> failure) {
    String before =
        failure.isPresent() ? untoldBy.put(item, failure.get().rule()) : untoldBy.remove(item);
    if (before != null) {
      of(before).remove();
    }
    failure.ifPresent(now -> of(now.rule()).add(entry));
  }

  private Untold of(String rule) {
    return Objects.requireNonNull(untold.get(rule));
  }

  /** Returns what it keeps sources to. */
  Held held() {
    return new Held(this, isOpen ? Map.of() : untold);
  }

  /** Takes note of an item that was put. */
  void changed(CatalogueEntry entry) {
    look(entry);
    ItemId item = entry.item().id();
    for (ItemVocabulary items : refused.keySet()) {
      int column = items.column(item);
      if (column != ItemVocabulary.UNKNOWN) {
        refused.computeIfPresent(items, (_, before) -> with(before, column, !admits(item)));
      }
    }
  }

  private static BitSet with(BitSet before, int column, boolean isRefused) {
    if (before.get(column) == isRefused) {
      return before;
    }
    BitSet after = (BitSet) before.clone();
    after.set(column, isRefused);
    return after;
  }

  @Override
  public boolean admits(ItemId item) {
    return isOpen || admitted.contains(item);
  }

  @Override
  public BitSet refused(ItemVocabulary items) {
    return isOpen ? Admission.ALL.refused(items) : refused.computeIfAbsent(items, this::refusedOf);
  }

  private BitSet refusedOf(ItemVocabulary items) {
    BitSet columns = new BitSet(items.size());
    for (int column = 0; column < items.size(); column++) {
      columns.set(column, !admits(items.item(column)));
    }
    return columns;
  }

  @Override
  public boolean isByColumn() {
    return true;
  }
}
