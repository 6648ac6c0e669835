package io.cairn.models;

import java.util.List;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
import ml.dmlc.xgboost4j.java.util.BigDenseMatrix;

/**
 * The examples of one objective in the form of XGBoost, outside of the heap. Candidates whose label
 * is not known are left out. For use by one thread; to be closed.
 */
final class BoosterExamples implements AutoCloseable {
  private final DMatrix matrix;

  private BoosterExamples(DMatrix matrix) {
    this.matrix = matrix;
  }

  /**
   * Copies the examples, list by list.
   *
   * @param objective the number of the objective
   * @param summaries of all objectives, which tell how many rows and lists there are
   */
  static BoosterExamples of(
      RankingExamples examples,
      int objective,
      List<LabelSummary> summaries,
      GbdtTrainer.Loss loss) {
    LabelSummary summary = summaries.get(objective);
    NativeCode.check();
    BigDenseMatrix values = new BigDenseMatrix(summary.rows(), examples.columns().size());
    try (Stream<ExampleList> lists = examples.lists()) {
      Filling filling = new Filling(values, objective, summary, loss);
      lists.forEach(filling::add);
      return new BoosterExamples(filling.finish());
    } catch (XGBoostError e) {
      throw NativeCode.failed(e);
    } finally {
      values.dispose();
    }
  }

  DMatrix matrix() {
    return matrix;
  }

  @Override
  public void close() {
    matrix.dispose();
  }

  /** Takes one list after the other. */
  private static final class Filling {
    private final BigDenseMatrix values;
    private final int objective;
    private final GbdtTrainer.Loss loss;
    private final float[] labels;
    private final float[] weights;
    private final int[] sizes;
    private final float[] listWeights;
    private long cell;
    private int rows;
    private int lists;

    Filling(BigDenseMatrix values, int objective, LabelSummary summary, GbdtTrainer.Loss loss) {
      this.values = values;
      this.objective = objective;
      this.loss = loss;
      labels = new float[summary.rows()];
      weights = new float[summary.rows()];
      sizes = new int[summary.lists()];
      listWeights = new float[summary.lists()];
    }

    void add(ExampleList list) {
      int first = rows;
      int columns = list.features().columns().size();
      for (int row = 0; row < list.features().rows(); row++) {
        float label = list.label(objective, row);
        if (Float.isNaN(label)) {
          continue;
        }
        labels[rows] = target(label);
        weights[rows++] = list.weights()[row];
        for (int column = 0; column < columns; column++) {
          values.set(cell++, list.features().values()[row * columns + column]);
        }
      }
      if (rows > first) {
        sizes[lists] = rows - first;
        listWeights[lists++] = listWeight(first, rows);
      }
    }

    private float target(float label) {
      return switch (loss) {
        case LAMBDA_MART -> (float) (Math.pow(2, label) - 1);
        case LOG_LOSS -> label > 0 ? 1 : 0;
      };
    }

    /** Returns the mean weight of the rows with a label above 0, or of all if there are none. */
    private float listWeight(int first, int last) {
      float positives = 0;
      float positiveSum = 0;
      float sum = 0;
      for (int row = first; row < last; row++) {
        sum += weights[row];
        positives += labels[row] > 0 ? 1 : 0;
        positiveSum += labels[row] > 0 ? weights[row] : 0;
      }
      return positives > 0 ? positiveSum / positives : sum / (last - first);
    }

    DMatrix finish() throws XGBoostError {
      if (rows != labels.length || lists != sizes.length) {
        throw new IllegalStateException(
            "the examples changed while they were read: %d rows were counted, %d found"
                .formatted(labels.length, rows));
      }
      DMatrix matrix = new DMatrix(values, Float.NaN);
      matrix.setLabel(labels);
      if (loss == GbdtTrainer.Loss.LAMBDA_MART) {
        matrix.setGroup(sizes);
        matrix.setWeight(listWeights);
      } else {
        matrix.setWeight(weights);
      }
      return matrix;
    }
  }
}
