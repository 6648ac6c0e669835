package io.cairn.training;

import io.cairn.models.BlendTrainer;
import io.cairn.models.DcnTrainer;
import io.cairn.models.GbdtTrainer;
import io.cairn.models.LogisticTrainer;
import io.cairn.models.RankingTrainer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Which hyperparameters of each kind of trainer are searched, and in which ranges. Rates and
 * strengths are drawn so that each order of magnitude is as likely as the others, and rounded to
 * three digits. What is not drawn stays as configured: what is minimised, how long to learn at
 * most, when to stop, and the seed.
 */
final class HyperparameterSpace {
  private static final MathContext DIGITS = new MathContext(3);

  private static final List<List<Integer>> HIDDEN =
      List.of(
          List.of(),
          List.of(32),
          List.of(64),
          List.of(64, 32),
          List.of(128, 64),
          List.of(256, 128));

  private static final List<Integer> EMBEDDING_SIZES = List.of(4, 8, 16, 32);

  private HyperparameterSpace() {}

  /** Returns a trainer of the same kind with other hyperparameters. */
  static RankingTrainer draw(RankingTrainer configured, SplittableRandom random) {
    return switch (configured) {
      case GbdtTrainer trainer -> gbdt(trainer, random);
      case LogisticTrainer trainer ->
          new LogisticTrainer(trainer.epochs(), magnitude(random, 1e-2, 1e3));
      case DcnTrainer trainer -> dcn(trainer, random);
      case BlendTrainer _ -> throw ofBlend();
    };
  }

  private static IllegalArgumentException ofBlend() {
    return new IllegalArgumentException(
        "a blend has no hyperparameters of its own: configure each member as a ranker, and tune"
            + " that");
  }

  private static GbdtTrainer gbdt(GbdtTrainer configured, SplittableRandom random) {
    GbdtTrainer.TreeGrowth growth =
        new GbdtTrainer.TreeGrowth(
            random.nextInt(3, 11),
            magnitude(random, .1, 100),
            magnitude(random, .5, 50),
            share(random, .5),
            share(random, .3));
    return new GbdtTrainer(
        configured.loss(),
        growth,
        configured.trees(),
        magnitude(random, .02, .3),
        configured.earlyStoppingRounds(),
        configured.seed());
  }

  private static DcnTrainer dcn(DcnTrainer configured, SplittableRandom random) {
    return new DcnTrainer(
        configured.epochs(),
        magnitude(random, 1e-4, 1e-2),
        magnitude(random, 1e-7, 1e-2),
        configured.batchSize(),
        random.nextInt(1, 5),
        oneOf(HIDDEN, random),
        configured.categorical().isEmpty()
            ? configured.embeddingSize()
            : oneOf(EMBEDDING_SIZES, random),
        configured.categorical(),
        configured.earlyStoppingRounds(),
        configured.seed());
  }

  private static double magnitude(SplittableRandom random, double low, double high) {
    return rounded(Math.exp(random.nextDouble(Math.log(low), Math.log(high))));
  }

  private static double share(SplittableRandom random, double low) {
    return rounded(random.nextDouble(low, 1));
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(DIGITS).doubleValue();
  }

  private static <T> T oneOf(List<T> choices, SplittableRandom random) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Returns what is drawn, by the names of the configuration. */
  static Map<String, Object> values(RankingTrainer trainer) {
    Map<String, Object> values = new LinkedHashMap<>();
    switch (trainer) {
      case GbdtTrainer gbdt -> {
        GbdtTrainer.TreeGrowth growth = gbdt.growth();
        values.put("learning-rate", gbdt.learningRate());
        values.put("depth", growth.depth());
        values.put("regularization", growth.regularization());
        values.put("min-child-weight", growth.minChildWeight());
        values.put("row-sample", growth.rowSample());
        values.put("column-sample", growth.columnSample());
      }
      case LogisticTrainer logistic -> values.put("regularization", logistic.regularization());
      case DcnTrainer dcn -> {
        values.put("learning-rate", dcn.learningRate());
        values.put("regularization", dcn.regularization());
        values.put("cross-layers", dcn.crossLayers());
        values.put("hidden", dcn.hidden());
        values.put("embedding-size", dcn.embeddingSize());
      }
      case BlendTrainer _ -> throw ofBlend();
    }
    return values;
  }
}
