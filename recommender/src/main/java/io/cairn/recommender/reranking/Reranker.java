package io.cairn.recommender.reranking;

/**
 * One control over a list as a whole, and its settings in the configuration. Surfaces name the
 * controls that they want. Immutable, and safe for use by multiple threads.
 */
public sealed interface Reranker permits Explorer, Placement, Reordering {}
