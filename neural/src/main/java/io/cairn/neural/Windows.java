package io.cairn.neural;

import io.cairn.models.SequenceLearner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Cuts rows into windows, long ones in other places in each epoch so that nothing of them is
 * forgotten, and puts windows of about the same length into batches. For use by one thread.
 */
final class Windows {
  /** Among how many batches windows are sorted: more waste less padding, and mix less. */
  private static final int BATCHES_SORTED = 16;

  private final SequenceLearner.Inputs inputs;
  private final int length;
  private final int batchSize;
  private final SplittableRandom random;

  Windows(SequenceLearner.Inputs inputs, int length, int batchSize, SplittableRandom random) {
    this.inputs = inputs;
    this.length = length;
    this.batchSize = batchSize;
    this.random = random;
  }

  /** Consecutive cells of a row, each of which has one after it. */
  private record Window(int from, int to) {
    int length() {
      return to - from;
    }
  }

  /** Returns the batches of an epoch in the order in which to learn; none without a target. */
  List<Batch> epoch() {
    List<Window> windows = new ArrayList<>();
    for (int row = 0; row < inputs.rows(); row++) {
      cut(inputs.starts()[row], inputs.starts()[row + 1] - 1, windows);
    }
    Collections.shuffle(windows, random);
    List<Batch> batches = new ArrayList<>();
    int sorted = Math.multiplyExact(BATCHES_SORTED, batchSize);
    for (int from = 0; from < windows.size(); from += sorted) {
      List<Window> some = windows.subList(from, Math.min(windows.size(), from + sorted));
      some.sort(Comparator.comparingInt(Window::length));
      for (int at = 0; at < some.size(); at += batchSize) {
        batches.add(batch(some.subList(at, Math.min(some.size(), at + batchSize))));
      }
    }
    batches.removeIf(batch -> batch.targets().length == 0);
    Collections.shuffle(batches, random);
    return batches;
  }

  private void cut(int from, int to, List<Window> windows) {
    int start = from;
    int end = to - from <= length ? to : from + 1 + random.nextInt(length);
    while (start < to) {
      windows.add(new Window(start, end));
      start = end;
      end = Math.min(to, end + length);
    }
  }

  private Batch batch(List<Window> windows) {
    int width = windows.stream().mapToInt(Window::length).max().orElseThrow();
    Batch batch = Batch.empty(windows.size(), width);
    int targets = 0;
    for (int row = 0; row < windows.size(); row++) {
      Window window = windows.get(row);
      for (int cell = window.from; cell < window.to; cell++) {
        int to = row * width + cell - window.from;
        batch.columns()[to] = inputs.columns()[cell];
        batch.codes()[to] = inputs.codes()[cell];
        batch.gaps()[to] = inputs.gaps()[cell];
        if (inputs.wanted()[cell + 1]) {
          batch.places()[targets] = to;
          batch.targets()[targets++] = inputs.columns()[cell + 1];
        }
      }
    }
    return batch.withPlaces(
        Arrays.copyOf(batch.places(), targets), Arrays.copyOf(batch.targets(), targets));
  }
}
