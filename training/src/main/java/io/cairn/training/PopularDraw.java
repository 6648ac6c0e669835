package io.cairn.training;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureReader;
import io.cairn.features.FeatureSet;
import io.cairn.features.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Draws items with a probability in proportion to a power of their popularity, as it was a little
 * while ago. For use by one thread.
 */
final class PopularDraw {
  private static final int DRAWS_OF_A_TABLE = 20_000;

  private final FeatureReader reader;
  private final double exponent;
  private final SplittableRandom random;
  private List<ItemId> items = List.of();
  private double[] sums = new double[0];
  private int drawsLeft;

  PopularDraw(FeatureReader reader, double exponent, SplittableRandom random) {
    this.reader = reader;
    this.exponent = exponent;
    this.random = random;
  }

  /** Returns so many items, or fewer where there are none; one may come twice. */
  List<ItemId> draw(int count) {
    List<ItemId> drawn = new ArrayList<>(count);
    if (count > 0 && drawsLeft < count) {
      makeTable();
    }
    for (int i = 0; i < count && !items.isEmpty(); i++) {
      int at = Arrays.binarySearch(sums, random.nextDouble() * sums[sums.length - 1]);
      drawn.add(items.get(Math.min(at < 0 ? -at - 1 : at, sums.length - 1)));
    }
    drawsLeft -= count;
    return drawn;
  }

  private void makeTable() {
    FeatureSet features = reader.features();
    List<ItemId> known = new ArrayList<>();
    List<Double> powers = new ArrayList<>();
    reader
        .store()
        .scan(
            EntityKey.Kind.ITEM,
            (_, row) ->
                features
                    .entry(row)
                    .ifPresent(
                        entry -> {
                          known.add(entry.item().id());
                          powers.add(Math.pow(events(features, row) + 1.0, exponent));
                        }));
    items = known;
    sums = powers.stream().mapToDouble(power -> power).toArray();
    Arrays.parallelPrefix(sums, Double::sum);
    drawsLeft = DRAWS_OF_A_TABLE;
  }

  private static long events(FeatureSet features, Row row) {
    return features.counts(row).values().stream().mapToLong(count -> count).sum();
  }

  /** Returns how popular each candidate is at the time. */
  double[] popularity(List<Candidate> candidates, Instant time) {
    List<EntityKey> keys = candidates.stream().map(c -> EntityKey.of(c.item())).toList();
    Map<EntityKey, Row> rows = reader.store().get(keys);
    return keys.stream()
        .mapToDouble(key -> reader.features().popularity(rows.getOrDefault(key, Row.EMPTY), time))
        .toArray();
  }
}
