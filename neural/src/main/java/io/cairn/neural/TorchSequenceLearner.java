package io.cairn.neural;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.cairn.core.Progress;
import io.cairn.models.SequenceLearner;
import io.cairn.models.SequenceTrainer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Learns sequence models with PyTorch's gradients, on a GPU where the native library has one.
 * Nothing is downloaded: the native library comes from the class path and is unpacked to {@code
 * ~/.djl.ai} once, or where the system property {@code DJL_CACHE_DIR} says.
 *
 * <p>Stateless; of several trainings one runs after the other, since PyTorch has one source of
 * chance for all.
 */
public final class TorchSequenceLearner implements SequenceLearner {
  private static final ReentrantLock TORCH = new ReentrantLock();

  /** Held by each step, and at last by the end of the process: PyTorch is not to be cut off. */
  private static final ReentrantLock STEP = new ReentrantLock(true);

  private static final String OFFLINE = "ai.djl.offline";

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(STEP::lock, "end of torch"));
  }

  /** Makes one; {@link java.util.ServiceLoader} does. */
  public TorchSequenceLearner() {}

  @Override
  public void learn(
      SequenceTrainer trainer,
      SequenceLearner.Inputs inputs,
      Predicate<Map<String, float[]>> goesOn,
      Progress progress) {
    TORCH.lock();
    try (NDManager manager = engine().newBaseManager()) {
      engine().setRandomSeed((int) trainer.seed());
      new Learning(trainer, inputs, manager).run(goesOn, progress);
    } finally {
      TORCH.unlock();
    }
  }

  static Engine engine() {
    System.setProperty(OFFLINE, "true");
    try {
      return Engine.getEngine("PyTorch");
    } catch (EngineException | LinkageError e) {
      throw new IllegalArgumentException(
          "sequence models cannot be learned here, because PyTorch does not start (%s): see that there is room in ~/.djl.ai and that this machine is 64-bit Linux, macOS on ARM or Windows, or remove the model from the configuration"
              .formatted(e.getMessage()),
          e);
    }
  }

  static SequenceNetwork network(SequenceTrainer trainer) {
    return switch (trainer.encoder()) {
      case TRANSFORMER ->
          new TransformerNetwork(trainer.factors(), trainer.layers(), trainer.heads());
      case GRU -> new GruNetwork(trainer.factors(), trainer.layers());
    };
  }

  /** One training. For use by one thread. */
  private static final class Learning {
    private static final int WARM_UP_STEPS = 100;
    private static final double RATE_MIN = .01;

    private final SequenceTrainer trainer;
    private final int items;
    private final NDManager manager;
    private final SplittableRandom random;
    private final Weights weights;
    private final Windows windows;
    private final SequenceNetwork network;
    private long steps;

    Learning(SequenceTrainer trainer, SequenceLearner.Inputs inputs, NDManager manager) {
      this.trainer = trainer;
      items = inputs.items();
      this.manager = manager;
      random = new SplittableRandom(trainer.seed());
      weights =
          new Weights(trainer.shapes(items, inputs.types()), trainer.regularization(), random);
      windows = new Windows(inputs, trainer.length(), trainer.batchSize(), random);
      network = network(trainer);
    }

    void run(Predicate<Map<String, float[]>> goesOn, Progress progress) {
      boolean isOver = false;
      for (int epoch = 0; epoch < trainer.epochs() && !isOver; epoch++) {
        List<Batch> batches = windows.epoch();
        for (int at = 0; at < batches.size(); at++) {
          long done = (long) epoch * batches.size() + at;
          long total = (long) trainer.epochs() * batches.size();
          double rate = rate((double) done / total);
          STEP.lock();
          try {
            checkFinite(step(batches.get(at), rate));
          } finally {
            STEP.unlock();
          }
          progress.at("learning", done, total);
        }
        isOver = !goesOn.test(weights.copies());
      }
    }

    /**
     * Returns the learning rate of a step: it rises for some steps, and then falls like a cosine.
     *
     * @see <a href="https://arxiv.org/abs/1608.03983">Loshchilov, Hutter. SGDR: Stochastic Gradient
     *     Descent with Warm Restarts. ICLR 2017, equation 5; without restarts</a>
     */
    private double rate(double done) {
      double rising = Math.min(1, ++steps / (double) WARM_UP_STEPS);
      double falling = Math.max(RATE_MIN, (1 + Math.cos(Math.PI * done)) / 2);
      return trainer.learningRate() * rising * falling;
    }

    /** Moves the numbers against the gradients of a batch, and returns its loss. */
    private double step(Batch batch, double rate) {
      Candidates candidates = Candidates.draw(items, trainer.negatives(), batch, random);
      try (NDManager scope = manager.newSubManager();
          GradientCollector gradients = engine().newGradientCollector()) {
        Tensors tensors = new Tensors(scope, weights, candidates, trainer.dropout());
        NDArray cells = network.hidden(tensors, batch).reshape(new Shape(-1, trainer.factors()));
        NDArray hidden = Tensors.pick(cells, scope.create(batch.places()));
        SoftmaxLoss.Result result =
            new SoftmaxLoss(tensors, items).compute(tensors, hidden, batch.targets());
        gradients.backward(result.surrogate());
        weights.begin(rate);
        tensors.update(weights);
        return result.loss();
      }
    }

    private void checkFinite(double loss) {
      if (!Double.isFinite(loss)) {
        throw new IllegalArgumentException(
            "the loss is not a number any more: choose a learningRate below "
                + trainer.learningRate());
      }
    }
  }
}
