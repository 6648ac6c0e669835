package io.cairn.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WardClusteringTest {
  private static final int FACTORS = 3;
  private static final float[] X = {1, 0, 0};
  private static final float[] Y = {0, 1, 0};
  private static final float[] Z = {0, 0, 1};

  @Test
  void clusters_ofTwoDirections_areTwo_namedByTheirFirst() {
    assertThat(clusters(3, X, Y, X, X, Y)).containsExactly(0, 1, 0, 0, 1);
  }

  @Test
  void clusters_ofOneDirection_areOne() {
    assertThat(clusters(5, X, new float[] {.8f, .6f, 0}, X)).containsExactly(0, 0, 0);
  }

  @Test
  void clusters_ofMoreDirectionsThanThereMayBe_joinTheLightest() {
    assertThat(clusters(2, X, X, X, Y, Y, Y, Z)).containsExactly(0, 0, 0, 3, 3, 3, 0);
    float[] heavy = {1, 1, 9};
    assertThat(new WardClustering(joined(X, Y, Z), heavy, FACTORS).clusters(2))
        .containsExactly(0, 0, 2);
    assertThat(clusters(1, X, Y, Z)).containsExactly(0, 0, 0);
  }

  @Test
  void clusters_ofNothingOrOneVector_areThose() {
    assertThat(clusters(3)).isEmpty();
    assertThat(clusters(3, Y)).containsExactly(0);
    assertThat(clusters(3, new float[FACTORS], X)).hasSize(2);
  }

  @Test
  void nearest_isTheClusterOfTheSameDirection() {
    WardClustering clustering = new WardClustering(joined(X, X, Y), new float[] {1, 1, 1}, FACTORS);
    clustering.clusters(2);
    assertThat(clustering.nearest(new float[] {.6f, .8f, 0})).isEqualTo(2);
    assertThat(clustering.nearest(new float[] {.8f, .6f, 0})).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void clusters_ofRandomVectors_areThoseOfTheBruteForce(long seed) {
    Random random = new Random(seed);
    float[][] vectors = new float[15][];
    float[] weights = new float[vectors.length];
    for (int row = 0; row < vectors.length; row++) {
      vectors[row] = unit(random);
      weights[row] = 1 + random.nextInt(5);
    }
    int[] found = new WardClustering(joined(vectors), weights, FACTORS).clusters(4);
    List<List<Integer>> expected = bruteForce(vectors, weights, found);
    assertThat(expected)
        .allSatisfy(
            cluster -> assertThat(cluster.stream().map(row -> found[row]).distinct()).hasSize(1));
  }

  /** Joins, by the sum of squares of all partitions, to as many clusters as were found. */
  private static List<List<Integer>> bruteForce(float[][] vectors, float[] weights, int[] found) {
    List<List<Integer>> clusters = new ArrayList<>();
    IntStream.range(0, vectors.length).forEach(row -> clusters.add(new ArrayList<>(List.of(row))));
    while (clusters.size() > Arrays.stream(found).distinct().count()) {
      double least = Double.POSITIVE_INFINITY;
      int[] best = {0, 1};
      for (int one = 0; one < clusters.size(); one++) {
        for (int other = one + 1; other < clusters.size(); other++) {
          List<Integer> both = new ArrayList<>(clusters.get(one));
          both.addAll(clusters.get(other));
          double cost =
              squares(vectors, weights, both)
                  - squares(vectors, weights, clusters.get(one))
                  - squares(vectors, weights, clusters.get(other));
          if (cost < least) {
            least = cost;
            best = new int[] {one, other};
          }
        }
      }
      clusters.get(best[0]).addAll(clusters.remove(best[1]));
    }
    return clusters;
  }

  /** Returns the weighted squared distances to the mean. */
  private static double squares(float[][] vectors, float[] weights, List<Integer> rows) {
    double[] mean = new double[FACTORS];
    double sum = rows.stream().mapToDouble(row -> weights[row]).sum();
    for (int row : rows) {
      for (int factor = 0; factor < FACTORS; factor++) {
        mean[factor] += weights[row] * vectors[row][factor] / sum;
      }
    }
    double squares = 0;
    for (int row : rows) {
      for (int factor = 0; factor < FACTORS; factor++) {
        squares += weights[row] * Math.pow(vectors[row][factor] - mean[factor], 2);
      }
    }
    return squares;
  }

  private static float[] unit(Random random) {
    double[] numbers = random.doubles(FACTORS, -1, 1).toArray();
    double length = Math.sqrt(Arrays.stream(numbers).map(number -> number * number).sum());
    float[] unit = new float[FACTORS];
    for (int factor = 0; factor < FACTORS; factor++) {
      unit[factor] = (float) (numbers[factor] / length);
    }
    return unit;
  }

  private static int[] clusters(int clustersMax, float[]... vectors) {
    float[] weights = new float[vectors.length];
    Arrays.fill(weights, 1);
    return new WardClustering(joined(vectors), weights, FACTORS).clusters(clustersMax);
  }

  private static float[] joined(float[]... vectors) {
    float[] joined = new float[vectors.length * FACTORS];
    for (int row = 0; row < vectors.length; row++) {
      System.arraycopy(vectors[row], 0, joined, row * FACTORS, FACTORS);
    }
    return joined;
  }
}
