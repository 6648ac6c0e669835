package io.cairn.models;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Reads the candidates of all lists in batches, in memory that does not grow with the examples. For
 * use by one thread.
 */
final class ExampleBatches {
  private final RankingExamples examples;
  private final ExampleRows batch;
  private final Consumer<ExampleRows> use;

  /**
   * Prepares to read.
   *
   * @param use is given every batch; the last may be smaller; it is overwritten after the call
   */
  ExampleBatches(RankingExamples examples, int batchSize, Consumer<ExampleRows> use) {
    this.examples = examples;
    this.use = use;
    batch = rows(batchSize);
  }

  private ExampleRows rows(int capacity) {
    return new ExampleRows(examples.columns().size(), examples.objectives().size(), capacity);
  }

  /** Reads all once, in their order. */
  void readInOrder() {
    try (Stream<ExampleList> lists = examples.lists()) {
      lists.forEachOrdered(
          list -> {
            for (int candidate = 0; candidate < list.features().rows(); candidate++) {
              batch.add(list, candidate);
              useIfFull();
            }
          });
    }
    useRest();
  }

  /**
   * Reads all once, shuffled within a buffer: each candidate that is read takes the place of one
   * drawn from the buffer, which is used.
   *
   * @param buffered how many candidates the buffer holds, at least 1
   */
  void readShuffled(int buffered, RandomGenerator random) {
    ExampleRows buffer = rows(buffered);
    try (Stream<ExampleList> lists = examples.lists()) {
      lists.forEachOrdered(
          list -> {
            for (int candidate = 0; candidate < list.features().rows(); candidate++) {
              if (buffer.isFull()) {
                int drawn = random.nextInt(buffered);
                use(buffer, drawn);
                buffer.set(drawn, list, candidate);
              } else {
                buffer.add(list, candidate);
              }
            }
          });
    }
    for (int row : permutation(buffer.size(), random)) {
      use(buffer, row);
    }
    useRest();
  }

  private void use(ExampleRows from, int row) {
    batch.add(from, row);
    useIfFull();
  }

  private void useIfFull() {
    if (batch.isFull()) {
      useRest();
    }
  }

  private void useRest() {
    if (batch.size() > 0) {
      use.accept(batch);
      batch.clear();
    }
  }

  /** Returns the numbers below {@code size} in an order drawn by Fisher and Yates' method. */
  private static int[] permutation(int size, RandomGenerator random) {
    int[] order = new int[size];
    for (int at = 0; at < size; at++) {
      int other = random.nextInt(at + 1);
      order[at] = order[other];
      order[other] = at;
    }
    return order;
  }
}
