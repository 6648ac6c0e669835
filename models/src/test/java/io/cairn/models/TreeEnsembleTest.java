package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.FeatureMatrix;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The evaluator and the contributions against XGBoost's own. */
final class TreeEnsembleTest {
  private static final int COLUMNS = 7;
  private static final int TREES = 30;

  @ParameterizedTest
  @CsvSource({"1, 0, 1", "2, .5, 2", "4, 1, 3", "6, 0, 4", "6, 3, 5", "9, .1, 6", "12, 2, 7"})
  void score_and_contributions_equalThoseOfTheLibrary(int depth, double gamma, long seed)
      throws XGBoostError {
    FeatureMatrix features = random(700, seed);
    Booster booster = boost(features, labels(features, seed), depth, gamma);
    TreeEnsemble ensemble = XgboostJson.read(booster.toByteArray("json"), TREES, .25f);
    assertThat(IntStream.range(0, TREES).map(ensemble.arrays()::depth).max().orElseThrow())
        .isBetween(1, depth);

    FeatureMatrix unseen = random(203, seed + 100);
    DMatrix matrix = matrix(unseen);
    float[][] margins = booster.predict(matrix, true);
    float[] scores = ensemble.score(unseen);
    float[][] theirs = booster.predictContrib(matrix, 0);
    float[] ours = new TreeShap(ensemble, unseen).contributions();
    for (int row = 0; row < unseen.rows(); row++) {
      assertThat(scores[row]).isCloseTo(margins[row][0], within(1e-5f));
      for (int column = 0; column <= COLUMNS; column++) {
        assertThat(ours[row * (COLUMNS + 1) + column])
            .isCloseTo(theirs[row][column], within(1e-4f));
      }
    }
  }

  @Test
  void trees_haveUnequalDepths() throws XGBoostError {
    FeatureMatrix features = random(700, 5);
    Booster booster = boost(features, labels(features, 5), 6, 3);
    TreeArrays arrays = XgboostJson.read(booster.toByteArray("json"), TREES, 0).arrays();
    assertThat(IntStream.range(0, TREES).map(arrays::depth).distinct().count()).isGreaterThan(2);
    assertThat(IntStream.range(0, TREES).anyMatch(tree -> hasEarlyLeaf(arrays, tree))).isTrue();
  }

  private static boolean hasEarlyLeaf(TreeArrays arrays, int tree) {
    return IntStream.range(1, 1 << arrays.depth(tree)).anyMatch(node -> arrays.isLeaf(tree, node));
  }

  @Test
  void score_atTheThreshold_goesRight_andZeroHasNoSign() {
    TreeArrays arrays = TreeArrays.ofDepths(new int[] {1});
    arrays.setSplit(0, 1, new TreeArrays.Split(0, 0, true));
    arrays.setLeaf(0, 2, -1);
    arrays.setLeaf(0, 3, 1);
    TreeEnsemble ensemble = new TreeEnsemble(0, arrays);
    float[] values = {-Float.MIN_VALUE, -0f, 0, Float.MIN_VALUE, Float.NaN};
    FeatureMatrix rows = new FeatureMatrix(List.of("x"), 5, values);
    assertThat(ensemble.score(rows)).containsExactly(-1, 1, 1, 1, -1);
  }

  private static Booster boost(FeatureMatrix features, float[] labels, int depth, double gamma)
      throws XGBoostError {
    DMatrix matrix = matrix(features);
    matrix.setLabel(labels);
    Map<String, Object> parameters =
        Map.of(
            "max_depth",
            depth,
            "gamma",
            gamma,
            "eta",
            .3,
            "base_score",
            .25,
            "nthread",
            1,
            "tree_method",
            "hist",
            "verbosity",
            0);
    return XGBoost.train(matrix, parameters, TREES, Map.of(), null, null);
  }

  private static DMatrix matrix(FeatureMatrix features) throws XGBoostError {
    return new DMatrix(features.values(), features.rows(), COLUMNS, Float.NaN);
  }

  /** Returns rows of coarse and fine numbers, a fifth of them missing. */
  private static FeatureMatrix random(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[rows * COLUMNS];
    for (int cell = 0; cell < values.length; cell++) {
      double value = cell % 2 == 0 ? random.nextGaussian() : random.nextInt(-2, 3);
      values[cell] = random.nextInt(5) == 0 ? Float.NaN : (float) value;
    }
    return new FeatureMatrix(
        IntStream.range(0, COLUMNS).mapToObj(column -> "c" + column).toList(), rows, values);
  }

  private static float[] labels(FeatureMatrix features, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] labels = new float[features.rows()];
    for (int row = 0; row < labels.length; row++) {
      float[] cells = features.row(row);
      float first = Float.isNaN(cells[0]) ? 1 : cells[0];
      float second = Float.isNaN(cells[1]) ? -2 : cells[1];
      labels[row] = (float) (first * second + Math.abs(first) + random.nextGaussian() / 2);
    }
    return labels;
  }
}
