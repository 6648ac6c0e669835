package io.cairn.models;

import io.cairn.core.FeatureMatrix;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the labels of one objective are like, found in one pass over all examples that also checks
 * them. For use by one thread.
 */
final class LabelSummary {
  private static final int ORDERED_LABEL_MAX = 24;

  private final String objective;
  private int rows;
  private int lists;
  private int mixedLists;
  private float least = Float.POSITIVE_INFINITY;
  private float most = Float.NEGATIVE_INFINITY;
  private double weight;
  private double positiveWeight;

  private LabelSummary(String objective) {
    this.objective = objective;
  }

  /**
   * Reads all examples once.
   *
   * @param part what the examples are called in messages, such as {@code training}
   * @return one summary for each objective, in order
   * @throws IllegalArgumentException if there are no lists, a value is outside its range, or the
   *     labels of an objective are all the same
   */
  static List<LabelSummary> of(RankingExamples examples, String part) {
    if (examples.columns().isEmpty() || examples.objectives().isEmpty()) {
      throw new IllegalArgumentException(
          "cannot train on %d features for %d objectives: configure at least one of each"
              .formatted(examples.columns().size(), examples.objectives().size()));
    }
    List<LabelSummary> summaries = examples.objectives().stream().map(LabelSummary::new).toList();
    try (Stream<ExampleList> lists = examples.lists()) {
      lists.forEach(
          list -> {
            check(examples, list);
            IntStream.range(0, summaries.size()).forEach(o -> summaries.get(o).add(list, o));
          });
    }
    summaries.forEach(summary -> summary.checkVaried(part));
    return summaries;
  }

  /** Refuses examples with other columns or objectives than those that a model is made for. */
  static void checkSame(RankingExamples training, RankingExamples validation) {
    SchemaMismatchException.check(training.columns(), validation.columns());
    if (!validation.objectives().equals(training.objectives())) {
      throw new IllegalArgumentException(
          "the training examples have the objectives %s, but those for validation %s"
              .formatted(training.objectives(), validation.objectives()));
    }
  }

  /** Returns how many candidates have a known label. */
  int rows() {
    return rows;
  }

  /** Returns how many lists have a candidate with a known label. */
  int lists() {
    return lists;
  }

  /** Returns the share of the weight that candidates with a label above 0 have, in [0, 1]. */
  double positiveShare() {
    return positiveWeight / weight;
  }

  /**
   * Refuses labels that do not tell yes from no, for learners that take a label above 0 for a yes.
   *
   * @throws IllegalArgumentException if what has weight is all yes, or all no
   */
  void checkYesAndNo(String part) {
    if (positiveShare() == 0 || positiveShare() == 1) {
      throw new IllegalArgumentException(
          "all labels of objective %s among the %s examples are %s: this learner needs both 0 and more"
              .formatted(objective, part, positiveShare() == 0 ? "0" : "above 0"));
    }
  }

  /**
   * Refuses labels that put nothing in order, for learners that compare the candidates of a list.
   *
   * @throws IllegalArgumentException if no list has two different labels, or one is too high
   */
  void checkOrdered() {
    if (mixedLists == 0) {
      throw new IllegalArgumentException(
          "no list has candidates with different labels of objective %s: nothing can be learned about their order; use LOG_LOSS"
              .formatted(objective));
    }
    if (most > ORDERED_LABEL_MAX) {
      throw new IllegalArgumentException(
          "the labels of objective %s must be at most %d, because a label's gain is 2^label - 1; one was %s"
              .formatted(objective, ORDERED_LABEL_MAX, most));
    }
  }

  private static void check(RankingExamples examples, ExampleList list) {
    FeatureMatrix features = list.features();
    SchemaMismatchException.check(examples.columns(), features.columns());
    if (list.labels().length != features.rows() * examples.objectives().size()) {
      throw new IllegalArgumentException(
          "a list has %d labels, not %d candidates × the objectives %s"
              .formatted(list.labels().length, features.rows(), examples.objectives()));
    }
    for (int cell = 0; cell < features.values().length; cell++) {
      if (Float.isInfinite(features.values()[cell])) {
        throw new IllegalArgumentException(
            "feature %s is infinite: make it NaN where it is not known"
                .formatted(features.columns().get(cell % features.columns().size())));
      }
    }
    for (float weight : list.weights()) {
      Checks.notNegative("the weight of a candidate", weight);
    }
  }

  private void add(ExampleList list, int number) {
    int known = 0;
    float lowest = Float.POSITIVE_INFINITY;
    float highest = Float.NEGATIVE_INFINITY;
    for (int row = 0; row < list.features().rows(); row++) {
      float label = list.label(number, row);
      if (!Float.isNaN(label)) {
        Checks.notNegative("the label of objective " + objective, label);
        known++;
        lowest = Math.min(lowest, label);
        highest = Math.max(highest, label);
        weight += list.weights()[row];
        positiveWeight += label > 0 ? list.weights()[row] : 0;
      }
    }
    rows = Math.addExact(rows, known);
    lists += known > 0 ? 1 : 0;
    mixedLists += lowest < highest ? 1 : 0;
    least = Math.min(least, lowest);
    most = Math.max(most, highest);
  }

  private void checkVaried(String part) {
    if (rows == 0) {
      throw new IllegalArgumentException(
          "there are no %s examples with a known label of objective %s: wait for more, or choose a longer time"
              .formatted(part, objective));
    }
    if (least == most) {
      throw new IllegalArgumentException(
          "all %d labels of objective %s among the %s examples are %s: nothing can be learned from them; choose a longer time, or leave the objective out"
              .formatted(rows, objective, part, least));
    }
    if (!(weight > 0)) {
      throw new IllegalArgumentException(
          "all %s examples of objective %s have weight 0: nothing can be learned from them"
              .formatted(part, objective));
    }
  }
}
