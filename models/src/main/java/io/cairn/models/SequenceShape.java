package io.cairn.models;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Which numbers a sequence model has.
 *
 * @param items the number of items, at least 0
 * @param types the number of codes of what can be done, at least 1
 */
record SequenceShape(
    SequenceTrainer.Encoder encoder,
    int items,
    int types,
    int factors,
    int layers,
    int heads,
    int length) {
  static final int FACTORS_MAX = 4096;
  static final int LAYERS_MAX = 64;
  static final int LENGTH_MAX = 65_536;

  /** How much wider than its vectors the hidden layer of a transformer's layer is. */
  private static final int WIDENING = 4;

  /** Checks the sizes. */
  SequenceShape {
    Checks.atLeast("factors", factors, 1);
    Checks.atMost("factors", factors, FACTORS_MAX);
    Checks.atLeast("layers", layers, 0);
    Checks.atMost("layers", layers, LAYERS_MAX);
    Checks.atLeast("heads", heads, 1);
    Checks.atLeast("length", length, 1);
    Checks.atMost("length", length, LENGTH_MAX);
    if (factors % heads != 0) {
      throw new IllegalArgumentException(
          "heads must divide factors, but %d does not divide %d".formatted(heads, factors));
    }
  }

  /** Returns the names and shapes of all numbers, in their order. */
  SequencedMap<String, int[]> shapes() {
    SequencedMap<String, int[]> shapes = new LinkedHashMap<>();
    shapes.put("items", new int[] {items, factors});
    shapes.put("types", new int[] {types, factors});
    shapes.put("gaps", new int[] {SequenceLearner.Inputs.GAPS, factors});
    for (int layer = 0; layer < layers; layer++) {
      switch (encoder) {
        case TRANSFORMER -> transformer(shapes, layer);
        case GRU -> gru(shapes, layer);
      }
    }
    norm(shapes, "norm");
    return shapes;
  }

  private void transformer(SequencedMap<String, int[]> shapes, int layer) {
    norm(shapes, "attention norm " + layer);
    shapes.put("attention distance " + layer, new int[] {length, heads});
    dense(shapes, "attention input " + layer, 3 * factors, factors);
    dense(shapes, "attention output " + layer, factors, factors);
    norm(shapes, "wide norm " + layer);
    dense(shapes, "wide input " + layer, WIDENING * factors, factors);
    dense(shapes, "wide output " + layer, factors, WIDENING * factors);
  }

  private void gru(SequencedMap<String, int[]> shapes, int layer) {
    dense(shapes, "gates input " + layer, 3 * factors, factors);
    dense(shapes, "gates state " + layer, 3 * factors, factors);
  }

  private void norm(SequencedMap<String, int[]> shapes, String name) {
    shapes.put(name + " scale", new int[] {factors});
    shapes.put(name + " shift", new int[] {factors});
  }

  private static void dense(
      SequencedMap<String, int[]> shapes, String name, int outputs, int inputs) {
    shapes.put(name + " weights", new int[] {outputs, inputs});
    shapes.put(name + " bias", new int[] {outputs});
  }
}
