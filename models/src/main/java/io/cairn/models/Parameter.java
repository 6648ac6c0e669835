package io.cairn.models;

/**
 * Numbers of a network that are learned, with the gradient of the loss for each and the moments
 * that {@link Adam} keeps. A network that only scores never asks for these, and then they take no
 * memory. For use by one thread.
 */
final class Parameter {
  private final float[] values;
  private final boolean isDecaying;
  private float[] gradient = {};
  private float[] means = {};
  private float[] squares = {};

  private Parameter(float[] values, boolean isDecaying) {
    this.values = values;
    this.isDecaying = isDecaying;
  }

  /** Returns a parameter that regularization draws towards 0; the array is shared. */
  static Parameter weights(float[] values) {
    return new Parameter(values, true);
  }

  /** Returns a parameter that regularization leaves alone; the array is shared. */
  static Parameter bias(float[] values) {
    return new Parameter(values, false);
  }

  float[] values() {
    return values;
  }

  boolean isDecaying() {
    return isDecaying;
  }

  /** Returns the gradient, to which layers add; at first zeros. */
  float[] gradient() {
    gradient = atHand(gradient);
    return gradient;
  }

  /** Returns the decayed means of the gradients; at first zeros. */
  float[] means() {
    means = atHand(means);
    return means;
  }

  /** Returns the decayed means of the squared gradients; at first zeros. */
  float[] squares() {
    squares = atHand(squares);
    return squares;
  }

  private float[] atHand(float[] array) {
    return array.length == values.length ? array : new float[values.length];
  }
}
