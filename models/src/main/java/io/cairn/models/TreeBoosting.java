package io.cairn.models;

import io.cairn.core.Progress;
import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Lets XGBoost grow the trees of one objective, and stops in time. For use by one thread. */
final class TreeBoosting {
  private static final int CUT_OFF = 10;

  /** Pairs have one candidate in the first places; a few more than the metric looks at. */
  private static final int PAIRED_PLACES = CUT_OFF + 3;

  private final GbdtTrainer trainer;
  private final String objective;
  private final Progress progress;

  /**
   * Prepares the boosting.
   *
   * @param objective what is learned, for the progress
   */
  TreeBoosting(GbdtTrainer trainer, String objective, Progress progress) {
    this.trainer = trainer;
    this.objective = objective;
    this.progress = progress;
  }

  /**
   * Boosts until the metric gets no better.
   *
   * @param share of the yes among the training examples, in (0, 1), for the log loss
   */
  TreeEnsemble boost(BoosterExamples training, BoosterExamples validation, double share) {
    try {
      Map<String, Object> parameters = parameters(share);
      Booster booster = XGBoost.train(training.matrix(), parameters, 0, Map.of(), null, null);
      try {
        int trees = boost(booster, training.matrix(), validation.matrix());
        return XgboostJson.read(booster.toByteArray("json"), trees, (float) margin(share));
      } finally {
        booster.dispose();
      }
    } catch (XGBoostError e) {
      throw NativeCode.failed(e);
    }
  }

  /** Returns how many trees were best. */
  private int boost(Booster booster, DMatrix training, DMatrix validation) throws XGBoostError {
    boolean higherIsBetter = trainer.loss() == GbdtTrainer.Loss.LAMBDA_MART;
    DMatrix[] judges = {validation};
    String[] names = {"validation"};
    double best = Double.NEGATIVE_INFINITY;
    int bestTrees = 0;
    int trees = 0;
    for (; trees < trainer.trees() && trees - bestTrees < patience(); trees++) {
      booster.update(training, trees);
      double metric = metric(booster.evalSet(judges, names, trees));
      if ((higherIsBetter ? metric : -metric) > best) {
        best = higherIsBetter ? metric : -metric;
        bestTrees = trees + 1;
      }
      progress.at(step(Math.abs(best), bestTrees), trees + 1L, trainer.trees());
    }
    progress.at(step(Math.abs(best), bestTrees), trees, trees);
    return bestTrees;
  }

  private String step(double best, int bestTrees) {
    String metric =
        switch (trainer.loss()) {
          case LAMBDA_MART -> "ndcg@" + CUT_OFF;
          case LOG_LOSS -> "log loss";
        };
    return "boosting %s, %s %.4f after %d trees".formatted(objective, metric, best, bestTrees);
  }

  private int patience() {
    return trainer.earlyStoppingRounds();
  }

  /** Reads the number at the end of {@code [7] validation-ndcg@10:0.4321}. */
  private static double metric(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(':') + 1).strip());
  }

  /** Returns what all candidates start with. */
  private double margin(double share) {
    return trainer.loss() == GbdtTrainer.Loss.LOG_LOSS ? Math.log(share / (1 - share)) : 0;
  }

  private Map<String, Object> parameters(double share) {
    GbdtTrainer.TreeGrowth growth = trainer.growth();
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("tree_method", "hist");
    parameters.put("max_depth", growth.depth());
    parameters.put("lambda", growth.regularization());
    parameters.put("min_child_weight", growth.minChildWeight());
    parameters.put("subsample", growth.rowSample());
    parameters.put("colsample_bytree", growth.columnSample());
    parameters.put("eta", trainer.learningRate());
    parameters.put("seed", trainer.seed());
    parameters.put("nthread", Runtime.getRuntime().availableProcessors());
    parameters.put("verbosity", 0);
    switch (trainer.loss()) {
      case LAMBDA_MART -> {
        parameters.put("objective", "rank:ndcg");
        parameters.put("ndcg_exp_gain", false);
        parameters.put("lambdarank_pair_method", "topk");
        parameters.put("lambdarank_num_pair_per_sample", PAIRED_PLACES);
        parameters.put("eval_metric", "ndcg@" + CUT_OFF);
        parameters.put("base_score", 0);
      }
      case LOG_LOSS -> {
        parameters.put("objective", "binary:logistic");
        parameters.put("eval_metric", "logloss");
        parameters.put("base_score", share);
      }
    }
    return parameters;
  }
}
