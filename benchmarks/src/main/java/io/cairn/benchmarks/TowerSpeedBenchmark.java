package io.cairn.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import io.cairn.core.Progress;
import io.cairn.models.InteractionMatrix;
import io.cairn.models.TwoTowerTrainer;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Prints how many cells a second two towers learn from, by our own gradients and by those of
 * PyTorch: {@code benchmarks/run tower-speed DATASETS [EPOCHS]}. Both learn vectors of 64 numbers
 * from MovieLens 1M in steps of 512 rows, of which half of the items are to be told from the other
 * half by a softmax over inner products of unit vectors. Ours compares the items that the rows of a
 * step hide, and looks after each epoch how well it ranks; PyTorch compares all items, as products
 * of matrices, and does not look.
 */
public final class TowerSpeedBenchmark {
  private static final int FACTORS = 64;
  private static final int BATCH = 512;
  private static final float TEMPERATURE = .2f;
  private static final float LEARNING_RATE = .005f;
  private static final int ROUNDS = 3;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final InteractionMatrix rows;
  private final int epochs;
  private final Random random = new Random(1);

  private TowerSpeedBenchmark(InteractionMatrix rows, int epochs) {
    this.rows = rows;
    this.epochs = epochs;
  }

  /** Prints the table; the first of the rounds warms up. */
  public static void main(String[] arguments) {
    System.setProperty("ai.djl.offline", "true");
    Path datasets = Path.of(arguments.length > 0 ? arguments[0] : "../shared/datasets");
    int epochs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
    Split split = new Splits(datasets).movieLens1m().shuffled(1);
    TowerSpeedBenchmark benchmark = new TowerSpeedBenchmark(split.train(), epochs);
    benchmark.out.println(Machine.describe());
    benchmark.out.printf("%s: %d cells, %d epochs%n", split.name(), split.train().cells(), epochs);
    TwoTowerTrainer trainer = ours(epochs);
    for (int round = 0; round < ROUNDS; round++) {
      benchmark.time("ours", () -> trainer.train(split.train(), Progress.NONE));
      benchmark.time("pytorch", benchmark::learn);
    }
  }

  private static TwoTowerTrainer ours(int epochs) {
    return new TwoTowerTrainer(
        FACTORS,
        epochs,
        LEARNING_RATE,
        0,
        0,
        BATCH,
        List.of(),
        .5,
        0,
        TEMPERATURE,
        0,
        0,
        0,
        0,
        Duration.ZERO,
        epochs,
        1);
  }

  private void time(String name, Runnable learning) {
    long cpu = Machine.cpuNanos();
    long begun = System.nanoTime();
    learning.run();
    double seconds = (System.nanoTime() - begun) / 1e9;
    double cpuSeconds = (Machine.cpuNanos() - cpu) / 1e9;
    double cells = (double) rows.cells() * epochs;
    out.printf(
        "%-8s %,12.0f cells a second, %,12.0f a CPU second%n",
        name, cells / seconds, cells / cpuSeconds);
  }

  /** Learns by PyTorch's gradients and its own Adam. */
  private void learn() {
    Engine engine = Engine.getEngine("PyTorch");
    Adam adam = Adam.builder().optLearningRateTracker(Tracker.fixed(LEARNING_RATE)).build();
    try (NDManager manager = engine.newBaseManager()) {
      Shape shape = new Shape(rows.items(), FACTORS);
      NDArray items = manager.randomNormal(0, .1f, shape, DataType.FLOAT32);
      items.setRequiresGradient(true);
      List<Integer> order = new ArrayList<>(IntStream.range(0, rows.rows()).boxed().toList());
      for (int epoch = 0; epoch < epochs; epoch++) {
        Collections.shuffle(order, random);
        for (int from = 0; from < order.size(); from += BATCH) {
          List<Integer> batch = order.subList(from, Math.min(from + BATCH, order.size()));
          step(engine, manager, items, adam, batch);
        }
      }
    }
  }

  private void step(
      Engine engine, NDManager manager, NDArray items, Adam adam, List<Integer> batch) {
    float[] histories = new float[batch.size() * rows.items()];
    float[] targets = new float[histories.length];
    int wanted = hide(batch, histories, targets);
    Shape shape = new Shape(batch.size(), rows.items());
    try (NDManager scope = manager.newSubManager();
        GradientCollector gradients = engine.newGradientCollector()) {
      NDArray users = unit(scope.create(histories, shape).matMul(items));
      NDArray scores = users.matMul(unit(items).transpose()).div(TEMPERATURE);
      NDArray loss = scores.logSoftmax(1).mul(scope.create(targets, shape)).sum().div(-wanted);
      gradients.backward(loss);
      adam.update("items", items, items.getGradient());
      gradients.zeroGradients();
    }
  }

  /** Hides half of the items of some rows, one at least; returns how many. */
  private int hide(List<Integer> batch, float[] histories, float[] targets) {
    int hidden = 0;
    for (int at = 0; at < batch.size(); at++) {
      int first = rows.starts()[batch.get(at)];
      for (int cell = first; cell < rows.starts()[batch.get(at) + 1]; cell++) {
        boolean isHidden = cell == first || random.nextBoolean();
        (isHidden ? targets : histories)[at * rows.items() + rows.columns()[cell]] = 1;
        hidden += isHidden ? 1 : 0;
      }
    }
    return hidden;
  }

  private static NDArray unit(NDArray vectors) {
    return vectors.div(vectors.square().sum(new int[] {1}, true).add(1e-12f).sqrt());
  }
}
