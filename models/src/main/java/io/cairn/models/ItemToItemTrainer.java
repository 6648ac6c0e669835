package io.cairn.models;

import io.cairn.core.Progress;
import io.cairn.core.TopK;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Trains an {@link ItemToItemModel} from what comes together in a row. With a row for each user it
 * finds similar items; with a row for each basket or session, items that are bought together.
 *
 * <p>How similar an item is to one of the history is {@code c / (n₁^(1 - p) n₂^p + shrinkage)},
 * where {@code n₁} rows have the one of the history, {@code n₂} rows the other, p is the popularity
 * penalty, and c is the sum over the rows that have both of {@code (mean length / length)^q}, with
 * q the length penalty. With p of .5 and q of 0 it is the shrunk cosine. Only positive weights are
 * looked at, and each counts as one item of its row. Of a row with more than {@value #ROW_MAX}
 * items the latest are taken, so that the work, the sum of the squared row lengths, stays in
 * bounds.
 *
 * @param neighbors how many are kept for each item, at least 1
 * @param shrinkage how much chance company is distrusted, in rows of mean length, at least 0
 * @param popularityPenalty p, how strongly popular items are held back, from 0 to 1
 * @param lengthPenalty q, at least 0: how much less long rows count, where everything meets by
 *     chance; 0 if all count alike, 1 if each row has one voice to divide among its items
 * @see <a href="https://doi.org/10.1145/371920.372071">Sarwar, Karypis, Konstan, Riedl. Item-based
 *     Collaborative Filtering Recommendation Algorithms. WWW 2001</a>
 * @see <a href="https://doi.org/10.1145/2507157.2507189">Aiolli. Efficient Top-N Recommendation for
 *     Very Large Scale Binary Rated Datasets. RecSys 2013</a>
 * @see <a href="https://arxiv.org/abs/2203.15789">Fu, Poirson, Lee, Wang. Revisiting
 *     Neighborhood-based Link Prediction for Collaborative Filtering. WWW 2022 Companion</a>
 */
public record ItemToItemTrainer(
    int neighbors, double shrinkage, double popularityPenalty, double lengthPenalty)
    implements RetrievalTrainer {
  /** The most items of a row that are looked at. */
  public static final int ROW_MAX = 2000;

  private static final int TASKS_MAX = 256;

  /**
   * Checks the hyperparameters.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public ItemToItemTrainer {
    Checks.atLeast("neighbors", neighbors, 1);
    Checks.notNegative("shrinkage", shrinkage);
    Checks.fromZeroToOne("popularityPenalty", popularityPenalty);
    Checks.notNegative("lengthPenalty", lengthPenalty);
  }

  @Override
  public ItemToItemModel train(InteractionMatrix interactions, Progress progress) {
    Checks.notEmpty(interactions);
    SparseRows rows = SparseRows.of(interactions).positive(ROW_MAX);
    SparseRows items = rows.transposed();
    double[] worths = worths(rows);
    int[][] columns = new int[items.rows()][];
    float[][] similarities = new float[items.rows()][];
    AtomicInteger done = new AtomicInteger();
    int perTask = Math.ceilDiv(items.rows(), TASKS_MAX);
    IntStream.range(0, Math.ceilDiv(items.rows(), perTask))
        .parallel()
        .forEach(
            task -> {
              Company company = new Company(rows, items, worths);
              int last = Math.min((task + 1) * perTask, items.rows());
              for (int item = task * perTask; item < last; item++) {
                ItemToItemModel.Neighbors nearest = nearest(item, items, company);
                columns[item] = nearest.columns();
                similarities[item] = nearest.similarities();
                progress.at("comparing items", done.incrementAndGet(), items.rows());
              }
            });
    return new ItemToItemModel(SparseRows.join(items.rows(), columns, similarities));
  }

  /** Returns how much each row counts; one of mean length counts 1. */
  private double[] worths(SparseRows rows) {
    long filled = IntStream.range(0, rows.rows()).filter(row -> rows.length(row) > 0).count();
    double mean = (double) rows.cells() / Math.max(1, filled);
    return IntStream.range(0, rows.rows())
        .mapToDouble(row -> Math.pow(mean / Math.max(1, rows.length(row)), lengthPenalty))
        .toArray();
  }

  private ItemToItemModel.Neighbors nearest(int item, SparseRows items, Company company) {
    int[] others = company.of(item);
    float[] similarities = new float[others.length];
    double own = Math.pow(items.length(item), 1 - popularityPenalty);
    for (int at = 0; at < others.length; at++) {
      double product = own * Math.pow(items.length(others[at]), popularityPenalty);
      similarities[at] = (float) (company.sums[others[at]] / (product + shrinkage));
    }
    int[] best = TopK.of(similarities, neighbors);
    int[] columns = new int[best.length];
    float[] kept = new float[best.length];
    for (int rank = 0; rank < best.length; rank++) {
      columns[rank] = others[best[rank]];
      kept[rank] = similarities[best[rank]];
    }
    return new ItemToItemModel.Neighbors(columns, kept);
  }

  /** Sums up the rows that other items share with an item; scratch of one task. */
  private static final class Company {
    private final SparseRows rows;
    private final SparseRows items;
    private final double[] worths;
    private final double[] sums;
    private final int[] met;
    private int size;

    Company(SparseRows rows, SparseRows items, double[] worths) {
      this.rows = rows;
      this.items = items;
      this.worths = worths;
      sums = new double[items.rows()];
      met = new int[items.rows()];
    }

    /** Returns the other items that share a row with this one, ascending; sets their sums. */
    int[] of(int item) {
      while (size > 0) {
        sums[met[--size]] = 0;
      }
      for (int cell = items.starts()[item]; cell < items.starts()[item + 1]; cell++) {
        addRow(items.columns()[cell], item);
      }
      int[] others = Arrays.copyOf(met, size);
      Arrays.sort(others);
      return others;
    }

    private void addRow(int row, int item) {
      for (int cell = rows.starts()[row]; cell < rows.starts()[row + 1]; cell++) {
        int other = rows.columns()[cell];
        if (other != item) {
          if (sums[other] == 0) {
            met[size++] = other;
          }
          sums[other] += worths[row];
        }
      }
    }
  }
}
