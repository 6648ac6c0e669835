package io.cairn.benchmarks;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Made-up vectors, drawn with a fixed seed.
 *
 * @param values shape {@code [count × dimension]}, row-major
 * @param isUnit whether all vectors have length 1
 */
@SuppressWarnings("ArrayRecordComponent") // large, and never compared
record MadeVectors(float[] values, int dimension, boolean isUnit) {

  /** How vectors lie in space. */
  enum Form {
    /** In clusters of clusters, of sizes by a power law. */
    CLUSTERED,
    /** Mixtures of factors with heavy tails, without clusters. */
    SMOOTH
  }

  private static final int GROUPS = 60;
  private static final int PER_CLUSTER = 200;

  static MadeVectors of(Form form, boolean isUnit, int count, int dimension) {
    SplittableRandom random = new SplittableRandom(1);
    float[] values =
        form == Form.CLUSTERED
            ? clustered(random, count, dimension)
            : smooth(random, count, dimension);
    MadeVectors made = new MadeVectors(values, dimension, isUnit);
    for (int row = 0; row < count; row++) {
      double spread = form == Form.CLUSTERED ? .25 * random.nextGaussian() : tail(random);
      made.scale(row, isUnit ? 1 / made.length(row) : Math.exp(spread));
    }
    return made;
  }

  /** Returns the logarithm of a length that follows a power law, as with popular items. */
  private static double tail(SplittableRandom random) {
    return -.2 * Math.log(random.nextDouble() + .02);
  }

  private static float[] clustered(SplittableRandom random, int count, int dimension) {
    int clusters = Math.max(GROUPS, count / PER_CLUSTER);
    float[][] groups = new float[GROUPS][];
    Arrays.setAll(groups, _ -> near(random, new float[dimension], 1));
    float[][] centres = new float[clusters][];
    Arrays.setAll(centres, _ -> near(random, groups[random.nextInt(GROUPS)], .6));
    double[] ends = new double[clusters];
    for (int cluster = 0; cluster < clusters; cluster++) {
      ends[cluster] = (cluster == 0 ? 0 : ends[cluster - 1]) + Math.pow(cluster + 1, -.7);
    }
    float[] values = new float[count * dimension];
    for (int row = 0; row < count; row++) {
      int place = Arrays.binarySearch(ends, random.nextDouble(ends[clusters - 1]));
      float[] vector = near(random, centres[place < 0 ? -place - 1 : place], .35);
      System.arraycopy(vector, 0, values, row * dimension, dimension);
    }
    return values;
  }

  private static float[] near(SplittableRandom random, float[] centre, double deviation) {
    float[] vector = centre.clone();
    for (int column = 0; column < vector.length; column++) {
      double decay = Math.pow(1 + 64. * column / vector.length, -.3);
      vector[column] += (float) (deviation * decay * random.nextGaussian());
    }
    return vector;
  }

  private static float[] smooth(SplittableRandom random, int count, int dimension) {
    int factors = dimension / 2;
    float[][] loadings = new float[factors][dimension];
    for (float[] loading : loadings) {
      for (int column = 0; column < dimension; column++) {
        loading[column] = (float) (random.nextGaussian() / Math.sqrt(factors));
      }
    }
    float[] values = new float[count * dimension];
    for (int row = 0; row < count; row++) {
      for (int factor = 0; factor < factors; factor++) {
        double decay = Math.pow(1 + 32. * factor / factors, -.4);
        double amount = decay * random.nextGaussian() * Math.exp(.5 * random.nextGaussian());
        for (int column = 0; column < dimension; column++) {
          values[row * dimension + column] += (float) (amount * loadings[factor][column]);
        }
      }
      for (int column = 0; column < dimension; column++) {
        values[row * dimension + column] += (float) (.05 * random.nextGaussian());
      }
    }
    return values;
  }

  private double length(int row) {
    double sum = 0;
    for (int at = row * dimension; at < (row + 1) * dimension; at++) {
      sum += (double) values[at] * values[at];
    }
    return Math.sqrt(sum);
  }

  private void scale(int row, double factor) {
    for (int at = row * dimension; at < (row + 1) * dimension; at++) {
      values[at] *= (float) factor;
    }
  }

  int count() {
    return values.length / dimension;
  }

  float[] vector(int row) {
    return Arrays.copyOfRange(values, row * dimension, (row + 1) * dimension);
  }

  /** Returns what users are like: means of one to three vectors and noise, of length 1 if unit. */
  float[][] queries(int number) {
    SplittableRandom random = new SplittableRandom(9);
    float[][] queries = new float[number][];
    Arrays.setAll(queries, _ -> query(random));
    return queries;
  }

  private float[] query(SplittableRandom random) {
    float[] query = new float[dimension];
    int parts = random.nextInt(1, 4);
    for (int part = 0; part < parts; part++) {
      float[] vector = vector(random.nextInt(count()));
      for (int column = 0; column < dimension; column++) {
        query[column] += vector[column] / parts;
      }
    }
    MadeVectors one = new MadeVectors(query, dimension, isUnit);
    double noise = .2 * one.length(0) / Math.sqrt(dimension);
    for (int column = 0; column < dimension; column++) {
      query[column] += (float) (noise * random.nextGaussian());
    }
    one.scale(0, isUnit ? 1 / one.length(0) : 1);
    return query;
  }
}
