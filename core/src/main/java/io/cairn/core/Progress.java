package io.cairn.core;

/**
 * Is told how far some long work has come: a bar on a terminal, lines in a log, or nothing.
 *
 * <p>Implementations are safe for use by multiple threads.
 */
@FunctionalInterface
public interface Progress {
  /** Tells nobody. */
  Progress NONE = (_, _, _) -> {};

  /**
   * Tells how much of a step is done. Called often: implementations choose what to show. A step
   * that ends early, such as a search that found nothing better, tells so at last by a {@code
   * total} of what was done.
   *
   * @param step what is being done, such as {@code reading ratings.dat}. What comes after the first
   *     comma and blank is a detail that changes while the step goes on: {@code boosting, ndcg@10
   *     0.5731} and {@code boosting, ndcg@10 0.5745} are one step
   * @param done how much is done, in the step's own unit
   * @param total how much there is to do in the same unit; -1 where unknown
   */
  void at(String step, long done, long total);
}
