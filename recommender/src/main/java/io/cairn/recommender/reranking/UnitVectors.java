package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import io.cairn.core.Kernel;
import io.cairn.features.VectorSpace;
import java.util.List;
import java.util.Optional;

/** Vectors of length 1, compared by the cosine; one that is not known is 0, and like no other. */
final class UnitVectors implements Alike {
  private static final Kernel KERNEL = Kernel.FASTEST;

  private final int size;
  private final int factors;
  private final float[] vectors;

  /** Makes vectors that are all 0. */
  UnitVectors(int size, int factors) {
    this.size = size;
    this.factors = factors;
    vectors = new float[size * factors];
  }

  /** Takes the vectors of candidates' items. */
  static UnitVectors of(VectorSpace space, List<Candidate> candidates) {
    List<Optional<float[]>> found =
        candidates.stream().map(candidate -> space.ofItem(candidate.item())).toList();
    int factors =
        found.stream()
            .flatMap(Optional::stream)
            .mapToInt(vector -> vector.length)
            .findFirst()
            .orElse(0);
    UnitVectors units = new UnitVectors(candidates.size(), factors);
    for (int row = 0; row < found.size(); row++) {
      int place = row;
      found.get(row).ifPresent(vector -> units.set(place, vector));
    }
    return units;
  }

  private void set(int row, float[] vector) {
    double length = Math.sqrt(KERNEL.dot(vector, 0, vector, 0, factors));
    for (int factor = 0; factor < factors && length > 0; factor++) {
      vectors[row * factors + factor] = (float) (vector[factor] / length);
    }
  }

  @Override
  public void to(int one, float[] similarities) {
    for (int row = 0; row < size; row++) {
      similarities[row] = KERNEL.dot(vectors, row * factors, vectors, one * factors, factors);
    }
    similarities[one] = 1;
  }
}
