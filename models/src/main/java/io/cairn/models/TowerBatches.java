package io.cairn.models;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Draws examples: of each row some items are hidden, and are to be found by the others and by what
 * is known of the row. The candidates of a batch are all that its rows hide, some that are drawn
 * evenly, and hard negatives of its rows. For use by one thread.
 */
final class TowerBatches {
  /** A row that is treated like that of somebody new shows fewer items than this, on average. */
  private static final int FEW = 5;

  private final TowerExamples examples;
  private final SparseRows rows;
  private final TwoTowerTrainer trainer;
  private final SplittableRandom random;
  private final int[] order;
  private final double[] shares;
  private final int[] places;
  private HardNegatives hard;
  private int next;

  /** Prepares the first batch. */
  TowerBatches(TowerExamples examples, TwoTowerTrainer trainer, SplittableRandom random) {
    this.examples = examples;
    this.trainer = trainer;
    this.random = random;
    rows = examples.rows();
    order = IntStream.range(0, rows.rows()).filter(examples::isExample).toArray();
    shares = shares();
    places = new int[rows.width()];
    hard = HardNegatives.none(rows);
    next = order.length;
  }

  /** Replaces the hard negatives; at first there are none. */
  void replace(HardNegatives mined) {
    hard = mined;
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
    SparseRowsBuilder known = new SparseRowsBuilder(batch.length);
    SparseRowsBuilder shown = new SparseRowsBuilder(batch.length);
    SparseRowsBuilder hidden = new SparseRowsBuilder(batch.length);
    for (int row : batch) {
      examples.addTraits(row, random.nextDouble() >= trainer.traitDropout(), known);
      known.endRow();
      divide(row, shown, hidden);
    }
    SparseRows histories = HistoryPooling.scaled(shown.build(rows.width()));
    SparseRows targets = hidden.build(rows.width());
    int[] candidates = candidates(targets, hard.items().picked(batch).columns());
    return new TowerBatch(
        histories,
        known.build(examples.traits().width()),
        ids(candidates),
        examples.tokens().picked(candidates),
        labels(histories, targets, candidates),
        logChances(candidates, batch.length, targets.cells()));
  }

  /**
   * Hides some of what a row wants, at least one item, and shows the rest: at least one item, if it
   * has two and is not treated like that of somebody new.
   */
  private void divide(int row, SparseRowsBuilder shown, SparseRowsBuilder hidden) {
    int from = rows.starts()[row];
    int length = rows.length(row);
    int target = from + random.nextInt(length);
    while (!isWanted(target)) {
      target = from + random.nextInt(length);
    }
    boolean isCold = random.nextDouble() < trainer.coldShare();
    int kept = isCold || length == 1 ? target : other(target, from, length);
    double share = isCold ? coldlyHidden(length) : trainer.targetShare();
    for (int cell = from; cell < from + length; cell++) {
      boolean isDrawn = isWanted(cell) && random.nextDouble() < share;
      boolean isHidden = cell == target || (isDrawn && cell != kept);
      (isHidden ? hidden : shown).add(rows.columns()[cell], rows.weights()[cell]);
    }
    shown.endRow();
    hidden.endRow();
  }

  private int other(int target, int from, int length) {
    int drawn = from + random.nextInt(length - 1);
    return drawn < target ? drawn : drawn + 1;
  }

  /** Returns which share to hide of a row, so that few items are left. */
  private double coldlyHidden(int length) {
    double few = random.nextInt(FEW) / (double) length;
    return Math.max(1 - few, trainer.targetShare());
  }

  /** Returns all targets, hard negatives, and some more, each once. */
  private int[] candidates(SparseRows targets, int[] hardNegatives) {
    IntStream even = IntStream.generate(() -> random.nextInt(rows.width()));
    return IntStream.concat(
            IntStream.concat(Arrays.stream(targets.columns()), Arrays.stream(hardNegatives)),
            even.limit(trainer.negatives()))
        .sorted()
        .distinct()
        .toArray();
  }

  /** Drops the ids of some of those that have content. */
  private SparseRows ids(int[] candidates) {
    SparseRowsBuilder ids = new SparseRowsBuilder(candidates.length);
    for (int item : candidates) {
      if (examples.tokens().length(item) == 0 || random.nextDouble() >= trainer.idDropout()) {
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
  private float[] logChances(int[] candidates, int batch, int targets) {
    double even = (double) trainer.negatives() / rows.width();
    double share = (double) batch / order.length;
    float[] logs = new float[candidates.length];
    for (int place = 0; place < candidates.length; place++) {
      int item = candidates[place];
      double expected = targets * shares[item] + even + share * hard.counts()[item];
      logs[place] = (float) Math.log(-Math.expm1(-expected));
    }
    return logs;
  }
}
