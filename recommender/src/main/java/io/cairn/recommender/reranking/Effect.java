package io.cairn.recommender.reranking;

import io.cairn.core.ItemId;

/**
 * What one step did to an item of a list, for explanations.
 *
 * @param step the name of the re-ranker or rule
 * @param what in words for people, such as {@code like what stands above}
 * @param amount what it did to the score; {@link Float#NaN} where it did not go by the score
 */
public record Effect(String step, ItemId item, String what, float amount) {}
