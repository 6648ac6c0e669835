package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.FeatureMatrix;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The contributions against the definition of Shapley values, over all sets of features. */
final class TreeShapTest {
  private static final int COLUMNS = 4;

  @Property(tries = 200)
  void contributions_areTheShapleyValues(@ForAll @IntRange(max = 5) int depth, @ForAll long seed) {
    TreeArrays arrays = randomTree(depth, new SplittableRandom(seed));
    SplittableRandom random = new SplittableRandom(seed + 1);
    float[] row = new float[COLUMNS];
    for (int column = 0; column < COLUMNS; column++) {
      row[column] = random.nextInt(4) == 0 ? Float.NaN : random.nextInt(-2, 3);
    }
    FeatureMatrix features = new FeatureMatrix(List.of("a", "b", "c", "d"), 1, row);
    float[] contributions = new TreeShap(new TreeEnsemble(.5f, arrays), features).contributions();
    for (int column = 0; column < COLUMNS; column++) {
      assertThat((double) contributions[column])
          .isCloseTo(shapley(arrays, row, column), within(1e-5));
    }
    assertThat((double) contributions[COLUMNS])
        .isCloseTo(.5 + value(arrays, row, 0, 1), within(1e-5));
  }

  /** Returns a tree that ends early here and there, and splits by one feature more than once. */
  private static TreeArrays randomTree(int depth, SplittableRandom random) {
    TreeArrays arrays = TreeArrays.ofDepths(new int[] {depth});
    grow(arrays, 1, 100, random);
    return arrays;
  }

  private static void grow(TreeArrays arrays, int node, float cover, SplittableRandom random) {
    arrays.setCover(0, node, cover);
    if (node >= 1 << arrays.depth(0) || (node > 1 && random.nextInt(4) == 0)) {
      arrays.setLeaf(0, node, random.nextInt(-5, 6));
      return;
    }
    int feature = random.nextInt(COLUMNS);
    arrays.setSplit(
        0, node, new TreeArrays.Split(feature, random.nextInt(-2, 3), random.nextBoolean()));
    float left = cover * (float) random.nextDouble(.1, .9);
    grow(arrays, 2 * node, left, random);
    grow(arrays, 2 * node + 1, cover - left, random);
  }

  /** Sums over all sets that the feature can join. */
  private static double shapley(TreeArrays arrays, float[] row, int feature) {
    return IntStream.range(0, 1 << COLUMNS)
        .filter(set -> (set & (1 << feature)) == 0)
        .mapToDouble(
            set -> {
              int size = Integer.bitCount(set);
              double weight = factorial(size) * factorial(COLUMNS - size - 1) / factorial(COLUMNS);
              double gain =
                  value(arrays, row, set | (1 << feature), 1) - value(arrays, row, set, 1);
              return weight * gain;
            })
        .sum();
  }

  private static double factorial(int n) {
    return n < 2 ? 1 : n * factorial(n - 1);
  }

  /** Algorithm 1 of the paper: features outside of the set go both ways. */
  private static double value(TreeArrays arrays, float[] row, int set, int node) {
    if (arrays.isLeaf(0, node)) {
      return arrays.value(0, node);
    }
    TreeArrays.Split split = arrays.split(0, node);
    if ((set & (1 << split.feature())) != 0) {
      float cell = row[split.feature()];
      boolean left = Float.isNaN(cell) ? split.missingGoLeft() : cell < split.threshold();
      return value(arrays, row, set, left ? 2 * node : 2 * node + 1);
    }
    double leftShare = (double) arrays.cover(0, 2 * node) / arrays.cover(0, node);
    return leftShare * value(arrays, row, set, 2 * node)
        + (1 - leftShare) * value(arrays, row, set, 2 * node + 1);
  }
}
