package io.cairn.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link FeatureStore} does that outlives the process. */
public abstract class DurableFeatureStoreContract extends FeatureStoreContract {
  /** For subclasses. */
  protected DurableFeatureStoreContract() {}

  /** Opens anew the store that was opened last, which has been closed. */
  protected abstract FeatureStore reopen();

  /** Opens a copy of what the store that is open now would leave if the process ended. */
  protected abstract FeatureStore openAfterCrash();

  @Test
  void close_keepsRowsAndOffset() {
    try (FeatureStore store = open()) {
      store.put(rows(KEYS, 1), 10);
      store.put(rows(KEYS.subList(0, 9), 2), 20);
      store.put(empty(KEYS.subList(9, 12)), 30);
    }
    try (FeatureStore store = reopen()) {
      assertThat(store.offset()).isEqualTo(30);
      assertThat(store.get(KEYS)).hasSize(27);
      assertThat(versions(store, KEYS.subList(0, 9))).hasSize(9).doesNotContainValue(1L);
      assertThat(versions(store, KEYS.subList(9, 30))).hasSize(18).doesNotContainValue(2L);
    }
  }

  @Test
  void crash_leavesTheStoreAsOfTheLastFlush() {
    try (FeatureStore store = open()) {
      store.put(rows(KEYS, 1), 1);
      store.flush();
      assertAsOf(1);
      store.put(rows(KEYS, 2), 2);
      store.flush();
      assertAsOf(2);
    }
  }

  @Test
  void crash_withoutFlush_leavesTheStoreAsOfAnEarlierOffset() {
    try (FeatureStore store = open()) {
      for (long version = 1; version <= 100; version++) {
        store.put(rows(KEYS, version), version);
        if (version % 9 == 0) {
          try (FeatureStore left = openAfterCrash()) {
            assertThat(left.offset()).isBetween(0L, version);
            assertThat(versions(left, KEYS).values())
                .hasSize(left.offset() == 0 ? 0 : 30)
                .allMatch(stored -> stored == left.offset());
          }
        }
      }
    }
  }

  private void assertAsOf(long version) {
    try (FeatureStore left = openAfterCrash()) {
      assertThat(left.offset()).isEqualTo(version);
      assertThat(versions(left, KEYS))
          .hasSize(30)
          .allSatisfy((_, stored) -> assertThat(stored).isEqualTo(version));
      List<EntityKey> users = new ArrayList<>();
      left.scan(EntityKey.Kind.USER, (key, _) -> users.add(key));
      assertThat(users).hasSize(10);
    }
  }
}
