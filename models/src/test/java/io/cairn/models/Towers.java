package io.cairn.models;

import java.time.Duration;
import java.util.List;

/**
 * Hyperparameters of two towers for small matrices, of which a test changes a few.
 *
 * @param idDropout also of traits
 */
record Towers(
    int factors,
    int epochs,
    double learningRate,
    int batchSize,
    List<Integer> hidden,
    double targetShare,
    double coldShare,
    double temperature,
    int negatives,
    int hardNegatives,
    double idDropout,
    Duration halfLife,
    int rounds) {

  /** Learns a few hundred rows well. */
  static final Towers SMALL =
      new Towers(16, 40, .02, 32, List.of(), .3, 0, .2, 8, 0, 0, Duration.ZERO, 40);

  /** Too small to learn, large enough to look at. */
  static final Towers TINY =
      new Towers(4, 1, .1, 10, List.of(), .5, 0, 1, 0, 0, 0, Duration.ZERO, 1);

  TwoTowerTrainer trainer() {
    return new TwoTowerTrainer(
        factors,
        epochs,
        learningRate,
        0,
        0,
        batchSize,
        hidden,
        targetShare,
        coldShare,
        temperature,
        negatives,
        hardNegatives,
        idDropout,
        idDropout,
        halfLife,
        rounds,
        3);
  }

  Towers epochs(int most, int withoutGain) {
    return new Towers(
        factors,
        most,
        learningRate,
        batchSize,
        hidden,
        targetShare,
        coldShare,
        temperature,
        negatives,
        hardNegatives,
        idDropout,
        halfLife,
        withoutGain);
  }

  Towers learningRate(double rate) {
    return new Towers(
        factors,
        epochs,
        rate,
        batchSize,
        hidden,
        targetShare,
        coldShare,
        temperature,
        negatives,
        hardNegatives,
        idDropout,
        halfLife,
        rounds);
  }

  Towers hidden(List<Integer> widths) {
    return new Towers(
        factors,
        epochs,
        learningRate,
        batchSize,
        widths,
        targetShare,
        coldShare,
        temperature,
        negatives,
        hardNegatives,
        idDropout,
        halfLife,
        rounds);
  }

  Towers shares(double target, double cold) {
    return new Towers(
        factors,
        epochs,
        learningRate,
        batchSize,
        hidden,
        target,
        cold,
        temperature,
        negatives,
        hardNegatives,
        idDropout,
        halfLife,
        rounds);
  }

  Towers negatives(int even, int hard) {
    return new Towers(
        factors,
        epochs,
        learningRate,
        batchSize,
        hidden,
        targetShare,
        coldShare,
        temperature,
        even,
        hard,
        idDropout,
        halfLife,
        rounds);
  }

  Towers dropout(double share) {
    return new Towers(
        factors,
        epochs,
        learningRate,
        batchSize,
        hidden,
        targetShare,
        coldShare,
        temperature,
        negatives,
        hardNegatives,
        share,
        halfLife,
        rounds);
  }

  Towers halfLife(Duration time) {
    return new Towers(
        factors,
        epochs,
        learningRate,
        batchSize,
        hidden,
        targetShare,
        coldShare,
        temperature,
        negatives,
        hardNegatives,
        idDropout,
        time,
        rounds);
  }
}
