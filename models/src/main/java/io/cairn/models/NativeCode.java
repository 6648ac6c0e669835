package io.cairn.models;

import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Says in a sentence what is wrong when XGBoost's native code is. */
final class NativeCode {
  private NativeCode() {}

  /**
   * Loads the native library.
   *
   * @throws IllegalStateException if this machine cannot load it
   */
  static void check() {
    try {
      new DMatrix(new float[] {0}, 1, 1, Float.NaN).dispose();
    } catch (XGBoostError e) {
      throw failed(e);
    } catch (LinkageError e) {
      throw new IllegalStateException(
          "gradient-boosted trees cannot be trained here, because XGBoost's native library does not load (%s): install libgomp (package libgomp1), or choose logistic"
              .formatted(e.getMessage()),
          e);
    }
  }

  static IllegalStateException failed(XGBoostError e) {
    return new IllegalStateException("XGBoost failed to train the trees: " + e.getMessage(), e);
  }
}
