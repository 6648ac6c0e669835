package io.cairn.recommender.rules;

import io.cairn.features.CatalogueEntry;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How many items sources leave out because it cannot be told whether they meet the condition of a
 * rule. Safe for use by multiple threads.
 */
final class Untold {
  private final AtomicInteger count = new AtomicInteger();
  private volatile @Nullable CatalogueEntry example;

  void add(CatalogueEntry entry) {
    count.incrementAndGet();
    example = entry;
  }

  void remove() {
    count.decrementAndGet();
  }

  int count() {
    return count.get();
  }

  /** Returns one of the items, as it was when it was looked at; empty where there never was one. */
  Optional<CatalogueEntry> example() {
    return Optional.ofNullable(example);
  }
}
