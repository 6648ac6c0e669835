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
 * <p>The similarity of two items is the shrunk cosine {@code c / (√(n₁ n₂) + shrinkage)}, where
 * {@code c} rows have both and {@code n₁}, {@code n₂} rows have each. Only positive weights are
 * looked at, and each counts as one row. Of a row with more than {@value #ROW_MAX} items the latest
 * are taken, so that the work, the sum of the squared row lengths, stays in bounds.
 *
 * @param neighbors how many are kept for each item, at least 1
 * @param shrinkage how much chance company is distrusted, in rows, at least 0
 * @see <a href="https://doi.org/10.1145/371920.372071">Sarwar, Karypis, Konstan, Riedl. Item-based
 *     Collaborative Filtering Recommendation Algorithms. WWW 2001</a>
 */
public record ItemToItemTrainer(int neighbors, double shrinkage) implements RetrievalTrainer {
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
  }

  @Override
  public ItemToItemModel train(InteractionMatrix interactions, Progress progress) {
    Checks.notEmpty(interactions);
    SparseRows rows = SparseRows.of(interactions).positive(ROW_MAX);
    SparseRows items = rows.transposed();
    int[][] columns = new int[items.rows()][];
    float[][] similarities = new float[items.rows()][];
    AtomicInteger done = new AtomicInteger();
    int perTask = Math.ceilDiv(items.rows(), TASKS_MAX);
    IntStream.range(0, Math.ceilDiv(items.rows(), perTask))
        .parallel()
        .forEach(
            task -> {
              Company company = new Company(rows, items);
              int last = Math.min((task + 1) * perTask, items.rows());
              for (int item = task * perTask; item < last; item++) {
                ItemNeighbors nearest = nearest(item, items, company);
                columns[item] = nearest.columns();
                similarities[item] = nearest.similarities();
                progress.at("comparing items", done.incrementAndGet(), items.rows());
              }
            });
    return new ItemToItemModel(SparseRows.join(items.rows(), columns, similarities));
  }

  private ItemNeighbors nearest(int item, SparseRows items, Company company) {
    int[] others = company.of(item);
    float[] similarities = new float[others.length];
    for (int at = 0; at < others.length; at++) {
      double product = (double) items.length(item) * items.length(others[at]);
      similarities[at] = (float) (company.counts[others[at]] / (Math.sqrt(product) + shrinkage));
    }
    int[] best = TopK.of(similarities, neighbors);
    int[] columns = new int[best.length];
    float[] kept = new float[best.length];
    for (int rank = 0; rank < best.length; rank++) {
      columns[rank] = others[best[rank]];
      kept[rank] = similarities[best[rank]];
    }
    return new ItemNeighbors(columns, kept);
  }

  /** Counts which items share rows with an item; scratch of one task. */
  private static final class Company {
    private final SparseRows rows;
    private final SparseRows items;
    private final int[] counts;
    private final int[] met;
    private int size;

    Company(SparseRows rows, SparseRows items) {
      this.rows = rows;
      this.items = items;
      counts = new int[items.rows()];
      met = new int[items.rows()];
    }

    /** Returns the other items that share a row with this one, ascending; sets their counts. */
    int[] of(int item) {
      while (size > 0) {
        counts[met[--size]] = 0;
      }
      for (int cell = items.starts()[item]; cell < items.starts()[item + 1]; cell++) {
        countRow(items.columns()[cell], item);
      }
      int[] others = Arrays.copyOf(met, size);
      Arrays.sort(others);
      return others;
    }

    private void countRow(int row, int item) {
      for (int cell = rows.starts()[row]; cell < rows.starts()[row + 1]; cell++) {
        int other = rows.columns()[cell];
        if (other != item && counts[other]++ == 0) {
          met[size++] = other;
        }
      }
    }
  }
}
