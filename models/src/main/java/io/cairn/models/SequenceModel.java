package io.cairn.models;

import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Foretells what comes after a sequence: an encoder makes a vector of the last items of a history,
 * and the inner product with that of an item says how likely it is the next one. Immutable.
 *
 * @see SequenceTrainer
 */
final class SequenceModel implements EmbeddingModel {
  static final String KIND = "sequence";
  static final int FORM = 2;

  private final SequenceShape shape;
  private final EventTypes types;
  private final SequenceLayers layers;
  private final SequenceEncoder encoder;

  /**
   * Makes a model.
   *
   * @param types as many as the shape has
   * @param numbers by the names of the shape; shared
   */
  SequenceModel(SequenceShape shape, EventTypes types, Map<String, float[]> numbers) {
    this.shape = shape;
    this.types = types;
    layers = new SequenceLayers(shape.factors(), numbers);
    encoder =
        switch (shape.encoder()) {
          case TRANSFORMER -> new TransformerEncoder(shape, layers);
          case GRU -> new GruEncoder(shape, layers);
        };
  }

  /** Returns a model of which nothing is learned. */
  static SequenceModel zeros(SequenceShape shape, EventTypes types) {
    SequencedMap<String, float[]> numbers = new LinkedHashMap<>();
    shape.shapes().forEach((name, size) -> numbers.put(name, new float[(int) cells(size)]));
    return new SequenceModel(shape, types, numbers);
  }

  static SequenceModel read(ModelReader in) throws IOException {
    List<String> names = in.readNames();
    EventTypes types = new EventTypes(names.subList(1, names.size()));
    SequenceShape shape = readShape(in, names.getFirst(), types);
    SequencedMap<String, float[]> numbers = new LinkedHashMap<>();
    for (Map.Entry<String, int[]> entry : shape.shapes().entrySet()) {
      numbers.put(entry.getKey(), in.readFiniteFloats(cells(entry.getValue())));
    }
    return new SequenceModel(shape, types, numbers);
  }

  private static SequenceShape readShape(ModelReader in, String encoder, EventTypes types)
      throws IOException {
    int[] sizes = in.readInts(5);
    try {
      Checks.atLeast("items", sizes[0], 0);
      return new SequenceShape(
          SequenceTrainer.Encoder.valueOf(encoder),
          sizes[0],
          types.codes(),
          sizes[1],
          sizes[2],
          sizes[3],
          sizes[4]);
    } catch (IllegalArgumentException e) {
      throw ModelReader.damaged(String.valueOf(e.getMessage()));
    }
  }

  private static long cells(int[] shape) {
    return shape.length == 1 ? shape[0] : (long) shape[0] * shape[1];
  }

  @Override
  public int items() {
    return shape.items();
  }

  @Override
  public int factors() {
    return shape.factors();
  }

  @Override
  public float[] itemVectors() {
    return layers.table("items");
  }

  @Override
  public float[] foldIn(History history) {
    return foldIn(history.events());
  }

  /** Returns the vector of events; zeros where there are none. */
  float[] foldIn(EventSequence events) {
    return events.size() == 0
        ? new float[factors()]
        : encoder.last(SequenceLearner.Inputs.of(events, items(), types));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    ModelWriter writer = ModelWriter.begin(out, KIND, FORM);
    List<String> names = new ArrayList<>(List.of(shape.encoder().name()));
    names.addAll(types.names());
    writer.writeNames(names);
    writer.writeInt(shape.items());
    writer.writeInt(shape.factors());
    writer.writeInt(shape.layers());
    writer.writeInt(shape.heads());
    writer.writeInt(shape.length());
    for (String name : shape.shapes().sequencedKeySet()) {
      writer.writeFloats(layers.table(name));
    }
  }
}
