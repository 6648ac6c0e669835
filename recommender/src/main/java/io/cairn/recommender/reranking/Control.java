package io.cairn.recommender.reranking;

/**
 * A re-ranker under the name that the configuration gives it, which is told of in explanations.
 *
 * @param name such as {@code diverse}
 */
public record Control<R extends Reranker>(String name, R reranker) {}
