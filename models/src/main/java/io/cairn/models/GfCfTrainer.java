package io.cairn.models;

import io.cairn.core.FloatMatrix;
import io.cairn.core.Progress;
import java.util.SplittableRandom;

/**
 * Trains a {@link GfCfModel}, a filter of the graph of rows and items. A history is a signal on the
 * items; in what propagation over this graph keeps of it, and LightGCN learns to keep, the slow
 * waves are what matters, and they need no gradients: with R the rows, where a positive weight
 * counts as 1 and all else as 0, D and E the diagonal matrices of how many items a row has and how
 * many rows an item,
 *
 * <pre>
 * N = D^-½ R E^-½
 * scores of a history h = h E^-½ V transpose(V) E^½
 * </pre>
 *
 * <p>where the columns of V are the right singular vectors of N with the greatest singular values.
 * This is the ideal low-pass filter of the paper, without its linear filter: that one has no
 * vectors of few numbers. V is found by subspace iteration: random vectors are multiplied by {@code
 * transpose(N) N} and made orthonormal in each epoch.
 *
 * <p>The seed decides the first vectors. On one kind of processor the same seed and matrix give the
 * same model, with any number of threads.
 *
 * @param factors the columns of V, at least 1; what is above the number of items is not used
 * @param epochs how often the vectors are multiplied, at least 1; some ten
 * @param seed decides the first vectors
 * @see <a href="https://doi.org/10.1145/3459637.3482264">Shen, Wu, Zhang, Shan, Zhang, Letaief, Li.
 *     How Powerful is Graph Convolution for Recommendation? CIKM 2021, section 4</a>
 * @see <a href="https://doi.org/10.1137/090771806">Halko, Martinsson, Tropp. Finding Structure with
 *     Randomness. SIAM Review 53 (2), 2011, Algorithm 4.4</a>
 */
public record GfCfTrainer(int factors, int epochs, long seed) implements RetrievalTrainer {

  /**
   * Checks the hyperparameters.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public GfCfTrainer {
    Checks.atLeast("factors", factors, 1);
    Checks.atLeast("epochs", epochs, 1);
  }

  @Override
  public EmbeddingModel train(InteractionMatrix interactions, Progress progress) {
    Checks.notEmpty(interactions);
    ItemGraph graph = ItemGraph.of(SparseRows.of(interactions).positive(Integer.MAX_VALUE));
    FloatMatrix vectors = first(interactions.items());
    for (int epoch = 0; epoch < epochs; epoch++) {
      vectors = OrthonormalColumns.of(graph.propagated(vectors));
      progress.at("iterating", epoch + 1L, epochs);
    }
    return GfCfModel.of(vectors, graph.degrees());
  }

  private FloatMatrix first(int items) {
    SplittableRandom random = new SplittableRandom(seed);
    FloatMatrix vectors = FloatMatrix.zeros(items, factors);
    for (int cell = 0; cell < vectors.values().length; cell++) {
      vectors.values()[cell] = (float) random.nextGaussian();
    }
    return vectors;
  }
}
