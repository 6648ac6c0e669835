package io.cairn.recommender.retrieval;

import io.cairn.core.Kernel;
import io.cairn.models.EmbeddingModel;
import io.cairn.models.History;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Divides a history into interests: clusters of its items by the direction of their vectors. One
 * vector for all of a history lies between what somebody likes, and what there is little of in it
 * drowns; a vector for each interest does not let that happen.
 *
 * <p>Only the last {@value #CLUSTERED_MAX} items are clustered; each that is older joins the
 * interest that it is nearest to. Items that are not liked belong to no interest, but to a history
 * that is of one piece. For use by one thread.
 *
 * @see <a href="https://doi.org/10.1145/3394486.3403280">Pal, Eksombatchai, Zhou, Zhao, Rosenberg,
 *     Leskovec. PinnerSage: Multi-Modal User Embedding Framework for Recommendations at Pinterest.
 *     KDD 2020</a>
 */
public final class Interests {
  private static final int CLUSTERED_MAX = 256;

  private final EmbeddingModel model;
  private final History history;
  private final int[] liked;

  private Interests(EmbeddingModel model, History history) {
    this.model = model;
    this.history = history;
    liked = IntStream.range(0, history.size()).filter(at -> history.weights()[at] > 0).toArray();
  }

  /**
   * Returns a history for each interest, the heaviest first; the whole history, unchanged, if it is
   * of one piece.
   *
   * @param history of items that the model knows
   * @param interestsMax how many interests there may be, at least 1
   */
  public static List<History> of(EmbeddingModel model, History history, int interestsMax) {
    return interestsMax == 1 || history.size() < 2
        ? List.of(history)
        : new Interests(model, history).divided(interestsMax);
  }

  /** Returns the sum of the weights. */
  static double weight(History interest) {
    double sum = 0;
    for (float weight : interest.weights()) {
      sum += weight;
    }
    return sum;
  }

  private List<History> divided(int interestsMax) {
    int[] clusters = clusters(interestsMax);
    int[] names = Arrays.stream(clusters).distinct().toArray();
    if (names.length < 2) {
      return List.of(history);
    }
    return Arrays.stream(names)
        .mapToObj(name -> interest(clusters, name))
        .sorted(Comparator.comparingDouble(Interests::weight).reversed())
        .toList();
  }

  /** Returns the cluster of each item that is liked. */
  private int[] clusters(int interestsMax) {
    int older = Math.max(0, liked.length - CLUSTERED_MAX);
    WardClustering clustering =
        new WardClustering(directions(older), weights(older), model.factors());
    int[] recent = clustering.clusters(interestsMax);
    int[] clusters = new int[liked.length];
    System.arraycopy(recent, 0, clusters, older, recent.length);
    for (int at = 0; at < older; at++) {
      clusters[at] = clustering.nearest(direction(at));
    }
    return clusters;
  }

  private float[] weights(int from) {
    float[] weights = new float[liked.length - from];
    for (int at = 0; at < weights.length; at++) {
      weights[at] = history.weights()[liked[from + at]];
    }
    return weights;
  }

  private float[] directions(int from) {
    int factors = model.factors();
    float[] directions = new float[(liked.length - from) * factors];
    for (int at = from; at < liked.length; at++) {
      System.arraycopy(direction(at), 0, directions, (at - from) * factors, factors);
    }
    return directions;
  }

  /** Returns the vector of an item at length 1, zeros if it has none. */
  private float[] direction(int at) {
    int factors = model.factors();
    int from = history.columns()[liked[at]] * factors;
    float[] vectors = model.itemVectors();
    double square = Kernel.FASTEST.dot(vectors, from, vectors, from, factors);
    float[] direction = new float[factors];
    if (square > 0) {
      float scale = (float) (1 / Math.sqrt(square));
      Kernel.FASTEST.axpy(scale, vectors, from, direction, 0, factors);
    }
    return direction;
  }

  private History interest(int[] clusters, int name) {
    int[] members =
        IntStream.range(0, liked.length)
            .filter(at -> clusters[at] == name)
            .map(at -> liked[at])
            .toArray();
    int[] columns = new int[members.length];
    float[] weights = new float[members.length];
    long[] times = new long[members.length];
    for (int at = 0; at < members.length; at++) {
      columns[at] = history.columns()[members[at]];
      weights[at] = history.weights()[members[at]];
      times[at] = history.times()[members[at]];
    }
    return new History(columns, weights, times).withTraits(history.traits());
  }
}
