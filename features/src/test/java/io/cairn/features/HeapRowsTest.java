package io.cairn.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.ItemId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HeapRowsTest {
  private static final List<EntityKey> KEYS =
      IntStream.range(0, 3_500)
          .mapToObj(item -> EntityKey.of(new ItemId("item-" + (10_000 + item))))
          .toList();

  private final MemoryFeatureStore store = new MemoryFeatureStore();

  private void put(long version) {
    Map<EntityKey, Row> rows = new HashMap<>();
    for (int at = 0; at < KEYS.size(); at++) {
      boolean isThere = (at + version) % 3 != 0;
      rows.put(KEYS.get(at), isThere ? FeatureStoreContract.row(version) : Row.EMPTY);
    }
    store.put(rows, version);
  }

  private Map<EntityKey, Row> rows() {
    Map<EntityKey, Row> rows = new TreeMap<>(store.get(KEYS));
    assertThat(rows).isNotEmpty();
    return rows;
  }

  @Test
  void scan_whileAllIsReplaced_showsTheRowsOfItsBeginning_inOrder() {
    put(1);
    Map<EntityKey, Row> before = rows();
    Map<EntityKey, Row> seen = new HashMap<>();
    List<EntityKey> order = new ArrayList<>();
    AtomicLong version = new AtomicLong(1);
    long offset =
        store.scan(
            EntityKey.Kind.ITEM,
            (key, row) -> {
              seen.put(key, row);
              order.add(key);
              if (order.size() % 500 == 0) {
                put(version.incrementAndGet());
              }
            });
    assertThat(offset).isEqualTo(1);
    assertThat(seen).isEqualTo(before);
    assertThat(order).isSorted();
    assertThat(store.offset()).isGreaterThan(3);
  }

  @Test
  void scan_besideAWriter_isAsOfItsOffset() throws InterruptedException {
    put(1);
    AtomicBoolean isDone = new AtomicBoolean();
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (long version = 2; !isDone.get(); version++) {
                    put(version);
                  }
                });
    try {
      for (int round = 0; round < 30; round++) {
        List<Long> seen = new ArrayList<>();
        long offset =
            store.scan(
                EntityKey.Kind.ITEM, (_, row) -> seen.add(FeatureStoreContract.version(row)));
        assertThat(seen).isNotEmpty().containsOnly(offset);
      }
    } finally {
      isDone.set(true);
      writer.join();
    }
  }
}
