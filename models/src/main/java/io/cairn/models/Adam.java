package io.cairn.models;

/**
 * Moves parameters against their gradients by Adam, with decoupled weight decay. With α the
 * learning rate, g the gradient, m and v its decayed mean and that of its square, and t the step:
 *
 * <pre>
 * m = β₁ m + (1 - β₁) g,  v = β₂ v + (1 - β₂) g²
 * α' = α √(1 - β₂ᵗ) / (1 - β₁ᵗ)
 * θ = (1 - α λ) θ - α' m / (√v + ε)
 * </pre>
 *
 * <p>Of a sparse parameter, such as an embedding table, only the rows with a gradient are updated;
 * the moments and weights of the others stay as they are. For use by one thread.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma, Ba. Adam: A Method for Stochastic
 *     Optimization. ICLR 2015, section 2</a>
 * @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov, Hutter. Decoupled Weight Decay
 *     Regularization. ICLR 2019, Algorithm 2</a>
 */
final class Adam {
  private static final double MEAN_DECAY = .9;
  private static final double SQUARE_DECAY = .999;
  private static final float EPSILON = 1e-8f;

  private final double learningRate;
  private final double regularization;
  private double rateShare = 1;
  private double meanBias = 1;
  private double squareBias = 1;

  /**
   * Prepares the first step.
   *
   * @param learningRate α, about how far a number moves in a step
   * @param regularization λ, the share of the way to 0 that a weight goes, times α
   */
  Adam(double learningRate, double regularization) {
    this.learningRate = learningRate;
    this.regularization = regularization;
  }

  /** Goes on with a share of the learning rate, from 0 to 1. */
  void slowDown(double share) {
    rateShare = share;
  }

  /** Begins the next step, before the updates that belong to it. */
  void begin() {
    meanBias *= MEAN_DECAY;
    squareBias *= SQUARE_DECAY;
  }

  /** Updates all of a parameter, and sets its gradient to zeros. */
  void update(Parameter parameter) {
    update(parameter, 0, parameter.values().length);
  }

  /** Updates a part of a parameter, and sets its gradient to zeros. */
  void update(Parameter parameter, int from, int to) {
    float[] values = parameter.values();
    float[] gradient = parameter.gradient();
    float[] means = parameter.means();
    float[] squares = parameter.squares();
    double slowed = rateShare * learningRate;
    float rate = (float) (slowed * Math.sqrt(1 - squareBias) / (1 - meanBias));
    float keep = parameter.isDecaying() ? (float) (1 - slowed * regularization) : 1;
    float meanShare = (float) (1 - MEAN_DECAY);
    float squareShare = (float) (1 - SQUARE_DECAY);
    for (int at = from; at < to; at++) {
      float slope = gradient[at];
      means[at] += meanShare * (slope - means[at]);
      squares[at] += squareShare * (slope * slope - squares[at]);
      float root = (float) Math.sqrt(squares[at]);
      values[at] = keep * values[at] - rate * means[at] / (root + EPSILON);
      gradient[at] = 0;
    }
  }
}
