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
   * Tells how much of a step is done. Called often: implementations choose what to show.
   *
   * @param step what is being done, such as {@code reading ratings.dat}
   * @param done how much is done, in the step's own unit
   * @param total how much there is to do in the same unit; -1 where unknown
   */
  void at(String step, long done, long total);
}
