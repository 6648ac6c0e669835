package io.cairn.models;

import io.cairn.core.Progress;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Learns the numbers of a sequence model for a {@link SequenceTrainer}, which finds it by {@link
 * java.util.ServiceLoader}: what it takes to compute gradients is heavy, and a model that is
 * learned runs without. Implementations are stateless.
 */
public interface SequenceLearner {

  /**
   * Learns for the trainer's epochs, or until it is told to stop.
   *
   * @param trainer the hyperparameters
   * @param inputs the rows to learn from; at least one has an item after another
   * @param goesOn is told the numbers after each epoch and whether it was the last, by the names
   *     and in the shapes of {@link SequenceTrainer#shapes}, each row-major; they are fresh copies;
   *     what it returns says whether to go on
   * @param progress is told how many steps are done
   * @throws IllegalArgumentException if the numbers run out of the range of numbers
   */
  void learn(
      SequenceTrainer trainer,
      SequenceInputs inputs,
      Predicate<Map<String, float[]>> goesOn,
      Progress progress);
}
