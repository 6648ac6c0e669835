package io.cairn.models;

import io.cairn.core.FloatMatrix;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Two towers: one turns a history into a vector of length 1, the other an item into a vector whose
 * length says how popular it is; the score is their inner product. What the second tower says of
 * known items is kept; new ones get a vector from their content, new people from their traits.
 *
 * @see TwoTowerTrainer
 */
final class TwoTowerModel implements EmbeddingModel {
  static final String KIND = "two-tower";
  static final int FORM = 2;

  private final TowerNumbers numbers;
  private final HistoryPooling pooling;
  private final Tokens known;
  private final float[] itemVectors;

  /**
   * What has a vector beside items.
   *
   * @param items what is said of items
   * @param rows what is said of rows
   */
  record Tokens(TokenTable items, TokenTable rows) {

    /**
     * Returns the known traits of rows, and after them what everybody shares. Shape {@code [rows ×
     * rows().size() + 1]}.
     */
    SparseRows traits(ItemContent content) {
      SparseRows known = rows.rows(content);
      SparseRowsBuilder traits = new SparseRowsBuilder(known.rows());
      for (int row = 0; row < known.rows(); row++) {
        traits.addAll(known, row);
        traits.add(rows.size(), 1);
        traits.endRow();
      }
      return traits.build(rows.size() + 1);
    }
  }

  /**
   * Makes a model.
   *
   * @param numbers of both towers; shared
   * @param itemVectors of the known items, shape {@code [items × factors]}; shared
   */
  TwoTowerModel(TowerNumbers numbers, HistoryPooling pooling, Tokens known, float[] itemVectors) {
    this.numbers = numbers;
    this.pooling = pooling;
    this.known = known;
    this.itemVectors = itemVectors;
  }

  static TwoTowerModel read(ModelReader in) throws IOException {
    int items = in.readCount();
    int factors = in.readCount();
    if (factors < 1) {
      throw ModelReader.damaged(factors + " factors");
    }
    HistoryPooling pooling = new HistoryPooling(readHalfLife(in));
    List<float[]> dense = readDense(in, factors);
    float[] ids = in.readFiniteFloats((long) items * factors);
    TokenTable tokens = TokenTable.read(in);
    float[] tokenVectors = in.readFiniteFloats((long) tokens.size() * factors);
    TokenTable traits = TokenTable.read(in);
    float[] traitVectors = in.readFiniteFloats((traits.size() + 1L) * factors);
    return new TwoTowerModel(
        new TowerNumbers(factors, ids, tokenVectors, traitVectors, dense),
        pooling,
        new Tokens(tokens, traits),
        in.readFiniteFloats((long) items * factors));
  }

  private static Duration readHalfLife(ModelReader in) throws IOException {
    double millis = in.readDouble();
    if (!(millis >= 0 && millis <= Long.MAX_VALUE)) {
      throw ModelReader.damaged("a half-life of %s ms".formatted(millis));
    }
    return Duration.ofMillis((long) millis);
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
    InteractionMatrix one =
        new InteractionMatrix(
            items(), starts, history.columns(), history.weights(), history.times());
    ItemContent traits = new ItemContent(new int[] {0, history.traits().length}, history.traits());
    return foldIn(pooling.faded(one), known.traits(traits), 0);
  }

  /** Returns the vector of one of many faded histories, shape {@code [factors]}. */
  float[] foldIn(SparseRows histories, SparseRows traits, int row) {
    UserTower tower = new UserTower(numbers.idTable(), numbers.traitTable(), numbers.dense());
    int[] one = {row};
    if (histories.length(row) == 0 && traits.length(row) == 1) {
      return new float[factors()];
    }
    FloatMatrix vectors =
        tower.forward(HistoryPooling.scaled(histories.picked(one)), traits.picked(one));
    return Arrays.copyOf(vectors.values(), factors());
  }

  @Override
  public Optional<float[]> contentVectors(ItemContent content) {
    EmbeddingBag bag = new EmbeddingBag(numbers.tokenTable());
    FloatMatrix vectors = bag.forward(known.items().rows(content));
    return Optional.of(Arrays.copyOf(vectors.values(), content.items() * factors()));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    ModelWriter writer = ModelWriter.begin(out, KIND, FORM);
    writer.writeInt(items());
    writer.writeInt(factors());
    writer.writeDouble((double) pooling.halfLife().toMillis());
    List<float[]> dense = numbers.dense();
    writer.writeInt(dense.size() / 2);
    for (int at = 0; at < dense.size(); at += 2) {
      writer.writeInt(dense.get(at + 1).length);
      writer.writeFloats(dense.get(at));
      writer.writeFloats(dense.get(at + 1));
    }
    writer.writeFloats(numbers.ids());
    known.items().write(writer);
    writer.writeFloats(numbers.tokens());
    known.rows().write(writer);
    writer.writeFloats(numbers.traits());
    writer.writeFloats(itemVectors);
  }
}
