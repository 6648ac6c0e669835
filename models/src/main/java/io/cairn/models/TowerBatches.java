package io.cairn.models;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Draws examples: of each row some items are hidden, and are to be found by the others. The
 * candidates of a batch are all that its rows hide, and some that are drawn evenly. For use by one
 * thread.
 */
final class TowerBatches {
  private final SparseRows rows;
  private final SparseRows tokens;
  private final TwoTowerTrainer trainer;
  private final SplittableRandom random;
  private final HistoryPooling pooling;
  private final int[] order;
  private final double[] shares;
  private final int[] places;
  private int next;

  /**
   * Prepares the first batch.
   *
   * @param rows oldest item first; those without a wanted item and another one are left out
   * @param tokens of each item
   */
  TowerBatches(
      SparseRows rows, SparseRows tokens, TwoTowerTrainer trainer, SplittableRandom random) {
    this.rows = rows;
    this.tokens = tokens;
    this.trainer = trainer;
    this.random = random;
    pooling = new HistoryPooling(trainer.halfLife());
    order = IntStream.range(0, rows.rows()).filter(this::isExample).toArray();
    shares = shares();
    places = new int[rows.width()];
    next = order.length;
  }

  private boolean isExample(int row) {
    return rows.length(row) > 1 && rows.positives(row) > 0;
  }

  private boolean isWanted(int cell) {
    return rows.weights()[cell] > 0;
  }

  /** Returns which share of what the rows want each item is. */
  private double[] shares() {
    double[] counts = new double[rows.width()];
    for (int row : order) {
      for (int cell = rows.starts()[row]; cell < rows.starts()[row + 1]; cell++) {
        counts[rows.columns()[cell]] += isWanted(cell) ? 1 : 0;
      }
    }
    double sum = Arrays.stream(counts).sum();
    return Arrays.stream(counts).map(count -> count / sum).toArray();
  }

  /** Returns how many batches read every row once. */
  int perEpoch() {
    return Math.ceilDiv(order.length, trainer.batchSize());
  }

  /** Whether some row wants the item. */
  boolean isLearned(int item) {
    return shares[item] > 0;
  }

  /** Returns the next batch; each row comes once before any comes again. */
  TowerBatch next() {
    if (next == order.length) {
      shuffle();
      next = 0;
    }
    int end = Math.min(order.length, next + trainer.batchSize());
    int[] batch = Arrays.copyOfRange(order, next, end);
    next = end;
    return draw(batch);
  }

  private void shuffle() {
    for (int at = order.length - 1; at > 0; at--) {
      int other = random.nextInt(at + 1);
      int moved = order[at];
      order[at] = order[other];
      order[other] = moved;
    }
  }

  private TowerBatch draw(int[] batch) {
    SparseRowsBuilder shown = new SparseRowsBuilder(batch.length);
    SparseRowsBuilder hidden = new SparseRowsBuilder(batch.length);
    for (int row : batch) {
      divide(row, shown, hidden);
    }
    SparseRows histories = pooling.pooled(shown.build(rows.width()));
    SparseRows targets = hidden.build(rows.width());
    int[] candidates = candidates(targets);
    return new TowerBatch(
        histories,
        ids(candidates),
        tokens.picked(candidates),
        labels(histories, targets, candidates),
        logChances(candidates, targets.cells()));
  }

  /** Hides some of what a row wants, at least one item, and shows the rest, at least one. */
  private void divide(int row, SparseRowsBuilder shown, SparseRowsBuilder hidden) {
    int from = rows.starts()[row];
    int length = rows.length(row);
    int target = from + random.nextInt(length);
    while (!isWanted(target)) {
      target = from + random.nextInt(length);
    }
    int kept = from + random.nextInt(length - 1);
    kept += kept >= target ? 1 : 0;
    for (int cell = from; cell < from + length; cell++) {
      boolean isDrawn = isWanted(cell) && random.nextDouble() < trainer.targetShare();
      boolean isHidden = cell == target || (isDrawn && cell != kept);
      (isHidden ? hidden : shown).add(rows.columns()[cell], rows.weights()[cell]);
    }
    shown.endRow();
    hidden.endRow();
  }

  /** Returns all targets and some more, each once. */
  private int[] candidates(SparseRows targets) {
    int[] drawn = Arrays.copyOf(targets.columns(), targets.cells() + trainer.negatives());
    for (int at = targets.cells(); at < drawn.length; at++) {
      drawn[at] = random.nextInt(rows.width());
    }
    return Arrays.stream(drawn).sorted().distinct().toArray();
  }

  /** Drops the ids of some of those that have content. */
  private SparseRows ids(int[] candidates) {
    SparseRowsBuilder ids = new SparseRowsBuilder(candidates.length);
    for (int item : candidates) {
      if (tokens.length(item) == 0 || random.nextDouble() >= trainer.idDropout()) {
        ids.add(item, 1);
      }
      ids.endRow();
    }
    return ids.build(rows.width());
  }

  private SparseRows labels(SparseRows histories, SparseRows targets, int[] candidates) {
    Arrays.fill(places, -1);
    for (int place = 0; place < candidates.length; place++) {
      places[candidates[place]] = place;
    }
    SparseRowsBuilder labels = new SparseRowsBuilder(targets.rows());
    for (int row = 0; row < targets.rows(); row++) {
      addPlaces(targets, row, 1, labels);
      addPlaces(histories, row, 0, labels);
      labels.endRow();
    }
    return labels.build(candidates.length);
  }

  private void addPlaces(SparseRows items, int row, float label, SparseRowsBuilder labels) {
    for (int cell = items.starts()[row]; cell < items.starts()[row + 1]; cell++) {
      if (places[items.columns()[cell]] >= 0) {
        labels.add(places[items.columns()[cell]], label);
      }
    }
  }

  /** Draws of a known expected number hit an item at least once with the chance 1 - e^-number. */
  private float[] logChances(int[] candidates, int targets) {
    float[] logs = new float[candidates.length];
    for (int place = 0; place < candidates.length; place++) {
      double even = (double) trainer.negatives() / rows.width();
      double expected = targets * shares[candidates[place]] + even;
      logs[place] = (float) Math.log(-Math.expm1(-expected));
    }
    return logs;
  }
}
