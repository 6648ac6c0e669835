package io.cairn.neural;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

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
   *
   * The shares among the drawn are no shares of all: a target that was drawn counts twice, and one
   * that was not is missing. With t the logit of a target less the correction, l the logarithm of
   * the sum of the exponentials of the drawn, and d the share of a target among the drawn or 0, all
   * exponentials sum to e^l (1 - d + e^(t - l)); dividing shares by what is in brackets makes them
   * shares of all. l is the greatest logit less the logarithm of the greatest share.
   */

  private static final int CHUNK = 1024;
  private static final int[] ROWS = {1};
  private static final float RATIO_MAX = 60;
  private static final float SHARE_MIN = 1e-30f;

  private final NDManager manager;
  private final int drawn;
  private final NDArray among;
  private final float correction;

  /**
   * What a chunk adds, sums over its places not yet divided by their number.
   *
   * @param hidden by the drawn items, shape [places, factors]
   * @param items of the drawn items, shape [drawn, factors]
   * @param shares of the targets, shape [places, 1]
   * @param errors of the targets' logits, same shape
   */
  private record Slopes(NDArray hidden, NDArray items, NDArray shares, NDArray errors) {}

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
    NDList errors = new NDList();
    NDArray itemSlope = among.zerosLike();
    for (int from = 0; from < slots.length; from += CHUNK) {
      int to = Math.min(slots.length, from + CHUNK);
      NDIndex range = new NDIndex("{}:{}", from, to);
      Slopes slopes = chunk(h.get(range), e.get(range), Arrays.copyOfRange(slots, from, to));
      hiddenSlopes.add(slopes.hidden);
      shares.add(slopes.shares);
      errors.add(slopes.errors);
      itemSlope.addi(slopes.items);
      slopes.items.close();
    }
    NDArray error = NDArrays.concat(errors, 0);
    NDArray hiddenSlope = NDArrays.concat(hiddenSlopes, 0).add(e.mul(error));
    NDArray surrogate =
        hidden
            .mul(hiddenSlope)
            .sum()
            .add(first(tensors.items(), drawn).mul(itemSlope).sum())
            .add(wanted.mul(h.mul(error)).sum())
            .div(slots.length);
    NDArray share = NDArrays.concat(shares, 0).maximum(SHARE_MIN);
    return new Result(surrogate, share.log().mean().neg().getFloat());
  }

  private Slopes chunk(NDArray hidden, NDArray wanted, long[] slots) {
    NDArray own = hidden.mul(wanted).sum(ROWS, true).sub(correction);
    NDArray logits = hidden.matMul(among.transpose());
    NDArray shares = logits.softmax(1);
    NDArray logSum = logits.max(ROWS, true).sub(shares.max(ROWS, true).log());
    NDArray twice = twice(shares, slots);
    NDArray ratio = own.sub(logSum).minimum(RATIO_MAX).exp();
    NDArray whole = ratio.add(1).sub(twice);
    NDArray share = ratio.div(whole);
    Slopes slopes =
        new Slopes(
            shares.matMul(among).div(whole),
            shares.transpose().matMul(hidden.div(whole)),
            share,
            share.sub(1).sub(twice.div(whole)));
    logits.close();
    shares.close();
    return slopes;
  }

  /** Returns the shares of targets that were drawn, 0 for the others. */
  private NDArray twice(NDArray shares, long[] slots) {
    Shape column = new Shape(slots.length, 1);
    float[] isDrawn = new float[slots.length];
    long[] places = new long[slots.length];
    for (int at = 0; at < slots.length; at++) {
      isDrawn[at] = slots[at] < drawn ? 1 : 0;
      places[at] = slots[at] < drawn ? slots[at] : 0;
    }
    return shares.gather(manager.create(places, column), 1).mul(manager.create(isDrawn, column));
  }

  private static NDArray first(NDArray rows, int count) {
    return rows.size(0) == count ? rows : rows.get(new NDIndex("0:{}", count));
  }
}
