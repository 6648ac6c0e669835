package io.cairn.index;

import io.cairn.core.ItemId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Made-up vectors in clusters, with norms that differ by a factor of some ten. */
final class Planted {
  private static final int PER_CLUSTER = 50;

  private Planted() {}

  /** Returns vectors of the items "0", "1" and so on. */
  static VectorTable clustered(int count, int dimension, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] centres = normal(random, count / PER_CLUSTER * dimension, 1);
    float[] vectors = normal(random, count * dimension, .4);
    for (int row = 0; row < count; row++) {
      int centre = random.nextInt(count / PER_CLUSTER);
      double norm = Math.exp(.4 * random.nextGaussian());
      for (int column = 0; column < dimension; column++) {
        int cell = row * dimension + column;
        vectors[cell] = (float) (norm * (vectors[cell] + centres[centre * dimension + column]));
      }
    }
    List<ItemId> items =
        IntStream.range(0, count).mapToObj(row -> new ItemId(Integer.toString(row))).toList();
    return VectorTable.of(items, vectors, dimension);
  }

  /** Returns the same vectors, each divided by its length. */
  static VectorTable unit(VectorTable vectors) {
    float[] units = new float[vectors.size() * vectors.dimension()];
    for (int row = 0; row < vectors.size(); row++) {
      vectors.copy(row, units, row * vectors.dimension());
    }
    return VectorTable.of(
        vectors.items(), divided(units, vectors.dimension()), vectors.dimension());
  }

  /** Returns the vectors of an array, each divided by its length. */
  static float[] divided(float[] vectors, int dimension) {
    float[] units = vectors.clone();
    for (int from = 0; from < units.length; from += dimension) {
      double squared = 0;
      for (int at = from; at < from + dimension; at++) {
        squared += (double) units[at] * units[at];
      }
      for (int at = from; at < from + dimension; at++) {
        units[at] /= (float) Math.sqrt(squared);
      }
    }
    return units;
  }

  /** Returns a query: a vector, and noise. */
  static float[] query(VectorTable vectors, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] query = vectors.vector(random.nextInt(vectors.size()));
    float[] noise = normal(random, query.length, .3);
    for (int column = 0; column < query.length; column++) {
      query[column] += noise[column];
    }
    return query;
  }

  private static float[] normal(SplittableRandom random, int length, double deviation) {
    float[] numbers = new float[length];
    for (int at = 0; at < length; at++) {
      numbers[at] = (float) (deviation * random.nextGaussian());
    }
    return numbers;
  }
}
