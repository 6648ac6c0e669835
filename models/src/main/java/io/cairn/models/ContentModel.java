package io.cairn.models;

import io.cairn.core.Kernel;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Items by their content alone, as vectors of length 1, zeros for an item with nothing in it that
 * others have, too; a history is the sum of its items by their weights, scaled to length 1.
 *
 * @see ContentTrainer
 */
final class ContentModel implements EmbeddingModel {
  static final String KIND = "content";
  static final int FORM = 1;

  private final Projection projection;
  private final float[] itemVectors;

  private ContentModel(Projection projection, float[] itemVectors) {
    this.projection = projection;
    this.itemVectors = itemVectors;
  }

  /**
   * Makes a model of items.
   *
   * @param tokens those that count
   */
  static ContentModel of(TokenTable tokens, ItemContent content, int factors, long seed) {
    SparseRows rows = tokens.rows(content);
    int[] itemsWith = new int[tokens.size()];
    for (int item = 0; item < rows.rows(); item++) {
      distinct(rows, item).forEach(token -> itemsWith[token]++);
    }
    float[] importance = new float[tokens.size()];
    for (int token = 0; token < importance.length; token++) {
      importance[token] = (float) Math.log1p((double) content.items() / itemsWith[token]);
    }
    Projection projection = new Projection(tokens, importance, factors, seed);
    return new ContentModel(projection, projection.vectors(rows));
  }

  static ContentModel read(ModelReader in) throws IOException {
    int items = in.readCount();
    int factors = in.readCount();
    if (factors < 1) {
      throw ModelReader.damaged(factors + " factors");
    }
    long seed = (long) in.readInt() << Integer.SIZE | Integer.toUnsignedLong(in.readInt());
    TokenTable tokens = TokenTable.read(in);
    float[] importance = in.readFiniteFloats(tokens.size());
    return new ContentModel(
        new Projection(tokens, importance, factors, seed),
        in.readFiniteFloats((long) items * factors));
  }

  @Override
  public int factors() {
    return projection.factors;
  }

  @Override
  public float[] itemVectors() {
    return itemVectors;
  }

  @Override
  public float[] foldIn(History history) {
    float[] sum = new float[factors()];
    for (int at = 0; at < history.size(); at++) {
      int from = history.columns()[at] * factors();
      Kernel.FASTEST.axpy(history.weights()[at], itemVectors, from, sum, 0, factors());
    }
    toUnit(sum, 0, factors());
    return sum;
  }

  @Override
  public Optional<float[]> contentVectors(ItemContent content) {
    return Optional.of(projection.vectors(projection.tokens.rows(content)));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    ModelWriter writer = ModelWriter.begin(out, KIND, FORM);
    writer.writeInt(items());
    writer.writeInt(factors());
    writer.writeInt((int) (projection.seed >>> Integer.SIZE));
    writer.writeInt((int) projection.seed);
    projection.tokens.write(writer);
    writer.writeFloats(projection.importance);
    writer.writeFloats(itemVectors);
  }

  private static IntStream distinct(SparseRows rows, int row) {
    return IntStream.range(rows.starts()[row], rows.starts()[row + 1])
        .map(cell -> rows.columns()[cell])
        .distinct();
  }

  private static void toUnit(float[] vectors, int from, int factors) {
    double length = Math.sqrt(Kernel.FASTEST.dot(vectors, from, vectors, from, factors));
    for (int at = from; at < from + factors && length > 0; at++) {
      vectors[at] = (float) (vectors[at] / length);
    }
  }

  /**
   * What makes a vector of tokens.
   *
   * @param importance of each token, shape {@code [tokens.size()]}
   */
  @SuppressWarnings("ArrayRecordComponent") // identity is never compared
  private record Projection(TokenTable tokens, float[] importance, int factors, long seed) {

    /** Returns a vector for each row of tokens, shape {@code [rows × factors]}. */
    float[] vectors(SparseRows rows) {
      float[] vectors = new float[Math.multiplyExact(rows.rows(), factors)];
      IntStream.range(0, rows.rows()).parallel().forEach(item -> fill(rows, item, vectors));
      return vectors;
    }

    private void fill(SparseRows rows, int item, float[] vectors) {
      int from = item * factors;
      distinct(rows, item)
          .forEach(
              token ->
                  Kernel.FASTEST.axpy(
                      importance[token], direction(token), 0, vectors, from, factors));
      toUnit(vectors, from, factors);
    }

    /** Returns the direction of a token: each number 1 or -1, by coins that the seed tosses. */
    private float[] direction(int token) {
      SplittableRandom coins = new SplittableRandom(seed + ((long) tokens.known()[token] << 20));
      float[] direction = new float[factors];
      long tossed = 0;
      for (int at = 0; at < factors; at++, tossed >>>= 1) {
        tossed = at % Long.SIZE == 0 ? coins.nextLong() : tossed;
        direction[at] = (tossed & 1) == 0 ? -1 : 1;
      }
      return direction;
    }
  }
}
