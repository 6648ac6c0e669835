package io.cairn.neural;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The numbers of one step as tensors with gradients, and what networks are made of. The tensors end
 * with the manager of the step. For use by one thread.
 */
final class Tensors {
  private static final String ITEMS = "items";
  private static final float NORM_EPSILON = 1e-5f;

  private final NDManager manager;
  private final Candidates candidates;
  private final float dropout;
  private final Map<String, NDArray> arrays = new HashMap<>();

  /** Copies the numbers, of the items only those that the step needs. */
  Tensors(NDManager manager, Weights weights, Candidates candidates, double dropout) {
    this.manager = manager;
    this.candidates = candidates;
    this.dropout = (float) dropout;
    for (String name : weights.names()) {
      arrays.put(name, name.equals(ITEMS) ? items(weights) : all(weights, name));
    }
    arrays.values().forEach(array -> array.setRequiresGradient(true));
  }

  private NDArray items(Weights weights) {
    int[] ids = candidates.ids();
    return manager.create(weights.rows(ITEMS, ids), new Shape(ids.length, weights.shape(ITEMS)[1]));
  }

  private NDArray all(Weights weights, String name) {
    int[] shape = weights.shape(name);
    Shape sizes = shape.length == 1 ? new Shape(shape[0]) : new Shape(shape[0], shape[1]);
    return manager.create(weights.values(name), sizes);
  }

  NDManager manager() {
    return manager;
  }

  Candidates candidates() {
    return candidates;
  }

  NDArray array(String name) {
    return Objects.requireNonNull(arrays.get(name), name);
  }

  /** Returns the vectors of the items of the step, in the order of its candidates. */
  NDArray items() {
    return array(ITEMS);
  }

  /** Returns the sum of the vectors of what is told of each cell, shape [rows, width, factors]. */
  NDArray inputs(Batch batch) {
    return cells(ITEMS, candidates.slots(batch.columns()), batch)
        .add(cells("types", batch.codes(), batch))
        .add(cells("gaps", batch.gaps(), batch));
  }

  /** Returns a row of a table for each cell of a batch. */
  NDArray cells(String table, long[] rows, Batch batch) {
    return pick(array(table), manager.create(rows, new Shape(batch.rows(), batch.width())));
  }

  /** Returns rows of a matrix. */
  static NDArray pick(NDArray matrix, NDArray rows) {
    return matrix
        .getNDArrayInternal()
        .embedding(rows, matrix, SparseFormat.DENSE)
        .singletonOrThrow();
  }

  NDArray norm(NDArray x, String name) {
    NDArray scale = array(name + " scale");
    return x.getNDArrayInternal()
        .layerNorm(x, scale.getShape(), scale, array(name + " shift"), NORM_EPSILON)
        .singletonOrThrow();
  }

  NDArray dense(NDArray x, String name) {
    return x.getNDArrayInternal()
        .linear(x, array(name + " weights"), array(name + " bias"))
        .singletonOrThrow();
  }

  NDArray drop(NDArray x) {
    return dropout == 0 ? x : x.getNDArrayInternal().dropout(x, dropout, true).singletonOrThrow();
  }

  /** Moves the numbers against the gradients that were computed. */
  void update(Weights weights) {
    arrays.forEach(
        (name, array) -> {
          float[] gradient = array.getGradient().toFloatArray();
          if (name.equals(ITEMS)) {
            weights.update(name, candidates.ids(), gradient);
          } else {
            weights.update(name, gradient);
          }
        });
  }
}
