package io.cairn.recommender.reranking;

/** The similarities among the candidates of one list, a column at a time. For use by one thread. */
interface Alike {
  /**
   * Computes the similarity of every candidate to one of them, which is 1 to itself.
   *
   * @param one its place in the list
   * @param similarities where to put them, shape {@code [candidates]}
   */
  void to(int one, float[] similarities);
}
