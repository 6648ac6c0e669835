package io.cairn.recommender.retrieval;

import io.cairn.core.ItemId;
import java.util.Optional;

/**
 * An item that a source proposes.
 *
 * @param score the source's own score, higher is better
 * @param because the item of the history, or the seed, that led to it; empty where there is none
 */
public record ScoredItem(ItemId item, float score, Optional<ItemId> because) {}
