package io.cairn.training;

import io.cairn.core.FeatureMatrix;
import io.cairn.models.ExampleList;
import io.cairn.models.RankingExamples;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lists with known outcomes, divided by time: the last ones to judge by, and of those before them
 * the last ninth to decide when to stop and what scores mean, all others to learn from. Safe for
 * use by multiple threads; the lists are in a temporary file until it is closed.
 */
public final class RankingExampleSet implements AutoCloseable {
  private static final double VALIDATION_SHARE = 1.0 / 9;
  private static final int POSITION = ExampleBuilder.BASELINES.indexOf("position");

  private final SpilledLists lists;
  private final List<String> notes;
  private final int trainingEnd;
  private final int testStart;
  private final int[] trainingOnly;

  /**
   * Divides the lists.
   *
   * @param trainingOnly the columns that tell the position
   * @param testShare the share of the lists to judge by, in [0, 1)
   */
  RankingExampleSet(
      SpilledLists lists, double testShare, Set<String> trainingOnly, List<String> notes) {
    this.trainingOnly =
        trainingOnly.stream().mapToInt(lists.columns()::indexOf).filter(at -> at >= 0).toArray();
    this.lists = lists;
    testStart = (int) Math.round((1 - testShare) * lists.size());
    trainingEnd = (int) Math.round((1 - VALIDATION_SHARE) * testStart);
    List<String> all = new ArrayList<>(notes);
    all.addAll(FeatureCensus.of(training()).sentences());
    this.notes = List.copyOf(all);
  }

  /** Returns how many lists there are in all. */
  public int size() {
    return lists.size();
  }

  /** Returns the number of the first list to judge by: all before it may be learned from. */
  int testStart() {
    return testStart;
  }

  /** Whether lists to judge by were shown to somebody, who looked at the first places more. */
  boolean isShown() {
    try (Stream<SpilledLists.Spilled> test = test()) {
      return test.anyMatch(list -> list.baseline(POSITION)[0] > 0);
    }
  }

  /** Returns how many lists there are to judge by. */
  int testSize() {
    return lists.size() - testStart;
  }

  /** Returns how many examples there are in all. */
  int rows() {
    return lists.rows();
  }

  /** Returns what the reader must know, such as features that say nothing. */
  public List<String> notes() {
    return notes;
  }

  /** Returns the lists to learn from. */
  public RankingExamples training() {
    return unweighted();
  }

  /** Returns the lists to learn from, in which every click counts once. */
  SpilledLists.Part unweighted() {
    return lists.part(0, trainingEnd, SpilledLists.Spilled::examples);
  }

  /** Returns the lists that decide when to stop. */
  public RankingExamples validation() {
    return lists.part(trainingEnd, testStart, list -> asServed(list).examples());
  }

  /** Returns the lists to judge by, with what orders them without a model; to be closed. */
  Stream<SpilledLists.Spilled> test() {
    return lists.read(testStart, lists.size()).map(this::asServed);
  }

  /** Returns a list as a server sees it, which asks of every candidate as if it were the first. */
  private SpilledLists.Spilled asServed(SpilledLists.Spilled list) {
    FeatureMatrix features = list.examples().features();
    int width = features.columns().size();
    for (int column : trainingOnly) {
      for (int cell = column; cell < features.values().length; cell += width) {
        features.values()[cell] = 1;
      }
    }
    return list;
  }

  /**
   * Returns the lists to learn from without what was not shown: labels there are not known, so that
   * position bias is estimated from the others. Columns that tell the position are all the same.
   */
  RankingExamples shown() {
    return lists.part(0, trainingEnd, this::withoutUnshown);
  }

  private ExampleList withoutUnshown(SpilledLists.Spilled list) {
    ExampleList examples = asServed(list).examples();
    int rows = examples.features().rows();
    float[] labels = examples.labels().clone();
    for (int cell = 0; cell < labels.length; cell++) {
      if (list.baselines()[POSITION * rows + cell % rows] == 0) {
        labels[cell] = Float.NaN;
      }
    }
    return new ExampleList(examples.features(), labels, examples.weights());
  }

  /** Returns the lists to learn from, in which a click counts as much as its position asks for. */
  SpilledLists.Part weighted(PositionBias bias, double clip) {
    return lists.part(0, trainingEnd, list -> weighted(list, bias, clip));
  }

  private static ExampleList weighted(SpilledLists.Spilled list, PositionBias bias, double clip) {
    ExampleList examples = list.examples();
    int rows = examples.features().rows();
    float[] weights = examples.weights().clone();
    for (int row = 0; row < rows; row++) {
      int position = (int) list.baselines()[POSITION * rows + row];
      if (position > 0 && isChosen(examples, row)) {
        weights[row] *= (float) bias.weight(position, clip);
      }
    }
    return new ExampleList(examples.features(), examples.labels(), weights);
  }

  private static boolean isChosen(ExampleList examples, int row) {
    int rows = examples.features().rows();
    for (int cell = row; cell < examples.labels().length; cell += rows) {
      if (examples.labels()[cell] > 0) {
        return true;
      }
    }
    return false;
  }

  /** Deletes the lists. */
  @Override
  public void close() {
    lists.close();
  }
}
