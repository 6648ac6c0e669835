package io.cairn.features;

import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.User;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Rows of any states. */
final class RowArbitraries {
  private RowArbitraries() {}

  static Arbitrary<Row> rows() {
    return Arbitraries.oneOf(
            items(), users(), profiles(), recentEvents(), tallies(), sums(), averages(), buckets())
        .injectNull(0.2)
        .list()
        .ofMaxSize(6)
        .map(states -> new Row(states.toArray(new State[0])));
  }

  private static Arbitrary<State> items() {
    return Combinators.combine(
            itemIds(),
            attributes(),
            texts().list().ofMaxSize(3),
            Arbitraries.of(true, false),
            times().map(Instant::ofEpochMilli).optional())
        .as(Item::new)
        .flatMap(
            item ->
                Combinators.combine(times(), Arbitraries.of(true, false))
                    .as((time, removed) -> new CatalogueEntry(item, time, removed)));
  }

  private static Arbitrary<State> users() {
    return Combinators.combine(ids().map(UserId::new), attributes())
        .as((id, attributes) -> new UserAttributes(new User(id, attributes)));
  }

  private static Arbitrary<Map<String, Value>> attributes() {
    return Arbitraries.maps(texts(), values()).ofMaxSize(3);
  }

  private static Arbitrary<Value> values() {
    return Arbitraries.oneOf(
        texts().map(Value.Text::new),
        Arbitraries.doubles().map(Value.Numeric::new),
        Arbitraries.of(true, false).map(Value.Flag::new),
        times().map(Instant::ofEpochMilli).map(Value.Date::new),
        texts().list().ofMaxSize(3).map(Value.Texts::new));
  }

  private static Arbitrary<State> profiles() {
    return Arbitraries.integers()
        .between(0, 8)
        .flatMap(
            size ->
                Combinators.combine(
                        itemIds().array(ItemId[].class).ofSize(size),
                        Arbitraries.floats().array(float[].class).ofSize(size),
                        times().array(long[].class).ofSize(size),
                        Arbitraries.of(true, false).array(boolean[].class).ofSize(size))
                    .as(Profile::new));
  }

  private static Arbitrary<State> recentEvents() {
    return Arbitraries.integers()
        .between(0, 8)
        .flatMap(
            size ->
                Combinators.combine(
                        itemIds().array(ItemId[].class).ofSize(size),
                        texts().array(String[].class).ofSize(size),
                        Arbitraries.floats().array(float[].class).ofSize(size),
                        times().array(long[].class).ofSize(size))
                    .as(RecentEvents::new));
  }

  private static Arbitrary<State> tallies() {
    return Arbitraries.integers()
        .between(0, 8)
        .flatMap(
            size ->
                Combinators.combine(
                        texts().array(String[].class).ofSize(size),
                        Arbitraries.integers().greaterOrEqual(0).array(int[].class).ofSize(size),
                        Arbitraries.floats().array(float[].class).ofSize(size),
                        times())
                    .as(Tallies::new));
  }

  private static Arbitrary<State> sums() {
    return Combinators.combine(Arbitraries.doubles(), times()).as(Decayed::new);
  }

  private static Arbitrary<State> averages() {
    return Combinators.combine(Arbitraries.doubles(), Arbitraries.doubles(), times())
        .as(Average::new);
  }

  private static Arbitrary<State> buckets() {
    Arbitrary<int[]> counts =
        Arbitraries.integers().greaterOrEqual(0).array(int[].class).ofMaxSize(Buckets.COUNT);
    return Combinators.combine(times(), counts).as(Buckets::new);
  }

  private static Arbitrary<Long> times() {
    return Arbitraries.longs();
  }

  private static Arbitrary<ItemId> itemIds() {
    return Arbitraries.oneOf(ids(), Arbitraries.of("a", "b")).map(ItemId::new);
  }

  private static Arbitrary<String> ids() {
    return texts().filter(text -> !text.isBlank());
  }

  private static Arbitrary<String> texts() {
    Arbitrary<String> any =
        Arbitraries.oneOf(
                Arbitraries.integers().between('a', 'z'),
                Arbitraries.integers().between(0, 0xD7FF),
                Arbitraries.integers().between(0xE000, 0x10FFFF))
            .list()
            .ofMaxSize(5)
            .map(RowArbitraries::text);
    return Arbitraries.oneOf(any, Arbitraries.of("view", "cart"));
  }

  private static String text(List<Integer> characters) {
    StringBuilder text = new StringBuilder();
    characters.forEach(text::appendCodePoint);
    return text.toString();
  }
}
