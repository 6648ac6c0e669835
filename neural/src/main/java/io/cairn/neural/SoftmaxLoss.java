package io.cairn.neural;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.stream.IntStream;

/**
 * How surprised a softmax is by the items that came next. With h the vector after a place, e that
 * of an item, n the number of items and k how many of them were drawn evenly, the target has the
 * logit {@code h · e} and each drawn item that is not the target {@code h · e + ln(n / k)}, so that
 * the drawn stand for all; the loss is the mean over all places of {@code ln Σ exp(logits) - logit
 * of the target}. With all items drawn it is the full cross-entropy.
 *
 * <p>For use by one thread.
 *
 * @see <a href="https://doi.org/10.1109/TNN.2007.912312">Bengio, Senécal. Adaptive Importance
 *     Sampling to Accelerate Training of a Neural Probabilistic Language Model. IEEE Transactions
 *     on Neural Networks 19 (4), 2008</a>
 * @see <a href="https://arxiv.org/abs/2309.07602">Klenitskiy, Vasilev. Turning Dross Into Gold
 *     Loss: is BERT4Rec really better than SASRec? RecSys 2023</a>
 */
final class SoftmaxLoss {

  /*
   * The shares of all items at all places are by far the largest thing in a step. They are computed
   * a chunk of places at a time, without a graph: the gradients of the loss are sums of vectors
   * weighted by shares, and the gradient of Σ h · g + Σ e · g' for such constants g and g' is them.
   */

  private static final int CHUNK = 1024;
  private static final float NEVER = -1e9f;
  private static final float SHARE_MIN = 1e-30f;

  private final NDManager manager;
  private final int drawn;
  private final NDArray among;
  private final float correction;

  /** What a chunk adds, sums over its places not yet divided by their number. */
  private record Slopes(NDArray hidden, NDArray items, NDArray targetShares) {}

  /** What has the gradients of the loss, and the loss. */
  record Result(NDArray surrogate, double loss) {}

  /**
   * Prepares a step.
   *
   * @param items how many items there are
   */
  SoftmaxLoss(Tensors tensors, int items) {
    manager = tensors.manager();
    drawn = tensors.candidates().drawn();
    among = first(tensors.items().stopGradient(), drawn);
    correction = (float) Math.log((double) items / drawn);
  }

  /**
   * Computes the loss.
   *
   * @param hidden the vectors after the places, shape [targets, factors]
   * @param targets the items that came next
   */
  Result compute(Tensors tensors, NDArray hidden, long[] targets) {
    long[] slots = tensors.candidates().slots(targets);
    NDArray wanted = Tensors.pick(tensors.items(), manager.create(slots));
    NDArray h = hidden.stopGradient();
    NDArray e = wanted.stopGradient();
    NDList hiddenSlopes = new NDList();
    NDList shares = new NDList();
    NDArray itemSlope = among.zerosLike();
    for (int from = 0; from < slots.length; from += CHUNK) {
      int to = Math.min(slots.length, from + CHUNK);
      NDIndex range = new NDIndex("{}:{}", from, to);
      Slopes slopes = chunk(h.get(range), e.get(range), hits(slots, from, to));
      hiddenSlopes.add(slopes.hidden);
      shares.add(slopes.targetShares);
      itemSlope.addi(slopes.items);
      slopes.items.close();
    }
    NDArray share = NDArrays.concat(shares, 0);
    NDArray error = share.sub(1);
    NDArray hiddenSlope = NDArrays.concat(hiddenSlopes, 0).add(e.mul(error));
    NDArray surrogate =
        hidden
            .mul(hiddenSlope)
            .sum()
            .add(first(tensors.items(), drawn).mul(itemSlope).sum())
            .add(wanted.mul(h.mul(error)).sum())
            .div(slots.length);
    return new Result(surrogate, share.maximum(SHARE_MIN).log().mean().neg().getFloat());
  }

  private Slopes chunk(NDArray hidden, NDArray wanted, long[] hits) {
    NDArray own = hidden.mul(wanted).sum(new int[] {1}, true).sub(correction);
    NDArray products = hidden.matMul(among.transpose());
    NDArray others = without(products, hits);
    NDArray logits = NDArrays.concat(new NDList(others, own), 1);
    NDArray shares = logits.softmax(1);
    NDArray drawnShares = shares.get(new NDIndex(":, 0:{}", drawn));
    Slopes slopes =
        new Slopes(
            drawnShares.matMul(among),
            drawnShares.transpose().matMul(hidden),
            shares.get(new NDIndex(":, {}:", drawn)).duplicate());
    for (NDArray large : new NDArray[] {products, others, logits, shares, drawnShares}) {
      large.close();
    }
    return slopes;
  }

  private NDArray without(NDArray logits, long[] hits) {
    if (hits.length == 0) {
      return logits;
    }
    return logits.put(manager.create(hits), manager.full(new Shape(hits.length), NEVER));
  }

  /** Returns which cells of a chunk's logits are those of its targets, where these were drawn. */
  private long[] hits(long[] slots, int from, int to) {
    return IntStream.range(from, to)
        .filter(at -> slots[at] < drawn)
        .mapToLong(at -> (at - from) * (long) drawn + slots[at])
        .toArray();
  }

  private static NDArray first(NDArray rows, int count) {
    return rows.size(0) == count ? rows : rows.get(new NDIndex("0:{}", count));
  }
}
