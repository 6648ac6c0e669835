package io.cairn.models;

import io.cairn.core.FloatMatrix;
import io.cairn.core.Kernel;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Two towers: one turns a history into a vector of length 1, the other an item into a vector whose
 * length says how popular it is; the score is their inner product. What the second tower says of
 * known items is kept; new ones get a vector from their content.
 *
 * @see TwoTowerTrainer
 */
final class TwoTowerModel implements EmbeddingModel {
  static final String KIND = "two-tower";
  static final int FORM = 1;

  private final TowerNumbers numbers;
  private final HistoryPooling pooling;
  private final TokenTable tokens;
  private final float[] itemVectors;

  /**
   * Makes a model.
   *
   * @param numbers of both towers; shared
   * @param itemVectors of the known items, shape {@code [items × factors]}; shared
   */
  TwoTowerModel(
      TowerNumbers numbers, HistoryPooling pooling, TokenTable tokens, float[] itemVectors) {
    this.numbers = numbers;
    this.pooling = pooling;
    this.tokens = tokens;
    this.itemVectors = itemVectors;
  }

  static TwoTowerModel read(ModelReader in) throws IOException {
    int items = in.readCount();
    int factors = in.readCount();
    if (factors < 1) {
      throw ModelReader.damaged(factors + " factors");
    }
    double halfLife = in.readDouble();
    if (!(halfLife >= 0 && halfLife < Double.POSITIVE_INFINITY)) {
      throw ModelReader.damaged("a half-life of " + halfLife);
    }
    List<float[]> dense = readDense(in, factors);
    float[] ids = in.readFiniteFloats((long) items * factors);
    TokenTable tokens = TokenTable.read(in);
    float[] vectors = in.readFiniteFloats((long) tokens.size() * factors);
    TowerNumbers numbers = new TowerNumbers(factors, ids, vectors, dense);
    return new TwoTowerModel(
        numbers, new HistoryPooling(halfLife), tokens, in.readFiniteFloats((long) items * factors));
  }

  private static List<float[]> readDense(ModelReader in, int factors) throws IOException {
    List<float[]> dense = new ArrayList<>();
    int layers = in.readCount();
    int inputs = factors;
    for (int layer = 0; layer < layers; layer++) {
      int width = in.readCount();
      if (width < 1) {
        throw ModelReader.damaged("a layer of width " + width);
      }
      dense.add(in.readFiniteFloats((long) inputs * width));
      dense.add(in.readFiniteFloats(width));
      inputs = width;
    }
    if (inputs != factors) {
      throw ModelReader.damaged("%d outputs, but %d factors".formatted(inputs, factors));
    }
    return List.copyOf(dense);
  }

  @Override
  public int items() {
    return itemVectors.length / numbers.factors();
  }

  @Override
  public int factors() {
    return numbers.factors();
  }

  @Override
  public float[] itemVectors() {
    return itemVectors;
  }

  @Override
  public float[] foldIn(History history) {
    int[] starts = {0, history.size()};
    return foldIn(new SparseRows(items(), starts, history.columns(), history.weights()), 0);
  }

  /** Returns the vector of one of many histories, shape {@code [factors]}. */
  float[] foldIn(SparseRows histories, int row) {
    UserTower tower = new UserTower(numbers.idTable(), numbers.dense());
    SparseRows one = histories.picked(new int[] {row});
    if (one.cells() == 0) {
      return new float[factors()];
    }
    FloatMatrix vectors = tower.forward(pooling.pooled(one));
    return Arrays.copyOf(vectors.values(), factors());
  }

  @Override
  public float[] score(History history) {
    return Kernel.FASTEST.products(itemVectors, foldIn(history));
  }

  @Override
  public Optional<float[]> contentVectors(ItemContent content) {
    EmbeddingBag bag = new EmbeddingBag(numbers.tokenTable());
    FloatMatrix vectors = bag.forward(tokens.rows(content));
    return Optional.of(Arrays.copyOf(vectors.values(), content.items() * factors()));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    ModelWriter writer = ModelWriter.begin(out, KIND, FORM);
    writer.writeInt(items());
    writer.writeInt(factors());
    writer.writeDouble(pooling.halfLife());
    List<float[]> dense = numbers.dense();
    writer.writeInt(dense.size() / 2);
    for (int at = 0; at < dense.size(); at += 2) {
      writer.writeInt(dense.get(at + 1).length);
      writer.writeFloats(dense.get(at));
      writer.writeFloats(dense.get(at + 1));
    }
    writer.writeFloats(numbers.ids());
    tokens.write(writer);
    writer.writeFloats(numbers.tokens());
    writer.writeFloats(itemVectors);
  }
}
