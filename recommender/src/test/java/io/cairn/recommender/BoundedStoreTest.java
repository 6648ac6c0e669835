package io.cairn.recommender;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class BoundedStoreTest {

  @Test
  void put_ofMoreThanFits_dropsTheOldest() {
    BoundedStore<String, Integer> store = new BoundedStore<>(10, value -> value);
    store.put("a", 4);
    store.put("b", 4);
    assertThat(store.get("a")).contains(4);
    store.put("c", 4);
    assertThat(store.get("a")).isEmpty();
    assertThat(store.get("b")).contains(4);
    assertThat(store.bytes()).isEqualTo(8);
  }

  @Test
  void put_again_replacesTheValue_whichIsTheNewest() {
    BoundedStore<String, Integer> store = new BoundedStore<>(10, value -> value);
    store.put("a", 4);
    store.put("b", 4);
    store.put("a", 6);
    assertThat(store.get("a")).contains(6);
    store.put("c", 1);
    assertThat(store.get("b")).isEmpty();
    assertThat(store.get("a")).contains(6);
  }

  @Test
  void put_ofWhatDoesNotFitAlone_keepsTheOthers_butNotWhatItReplaces() {
    BoundedStore<String, Integer> store = new BoundedStore<>(10, value -> value);
    store.put("a", 4);
    store.put("b", 4);
    store.put("a", 11);
    assertThat(store.get("a")).isEmpty();
    assertThat(store.get("b")).contains(4);
    assertThat(store.bytes()).isEqualTo(4);
    assertThat(store.count()).isEqualTo(1);
  }

  @Property(tries = 100)
  void bytes_areNeverMoreThanFits(@ForAll List<@IntRange(min = 0, max = 30) Integer> values) {
    BoundedStore<Integer, Integer> store = new BoundedStore<>(20, value -> value);
    values.forEach(value -> store.put(value % 7, value));
    int kept =
        IntStream.range(0, 7)
            .mapToObj(store::get)
            .flatMap(Optional::stream)
            .mapToInt(value -> value)
            .sum();
    assertThat(store.bytes()).isEqualTo(kept).isBetween(0L, 20L);
  }
}
